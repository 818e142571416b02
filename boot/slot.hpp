// SPDX-License-Identifier: BSD-3-Clause
// From a slot in non-volatile memory to verified code in execution memory.
#pragma once

#include "lib/image/verify.hpp"

namespace redoubt::boot {

struct Slot {
  const char* name;            // for the log
  Bytes stored;                // the slot; whoever holds the external memory may change it at any moment
  MutableBytes execution;      // only the bootloader can write it now
  std::uint32_t load_address;  // where `execution` lies for the code that will run there
};

// Copies the slot's image to execution memory and verifies the copy. `stored` is read once, front to back,
// and not any more after the first decision on it.
//   image: out, views into slot.execution; of use if the reason is later than those of image::parse()
//   facts: out, as image::verify() says
// If refused, for any reason of image.hpp, all execution memory has been wiped.
image::Outcome load_image(const Slot& slot, const image::Demand& demand, image::Image& image,
                          image::Facts& facts);

}  // namespace redoubt::boot
