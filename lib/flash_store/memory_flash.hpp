// SPDX-License-Identifier: BSD-3-Clause
// hal::Flash over plain memory, for host tools (an image in a file) and tests. As strict as NOR flash: bits
// only fall, and a unit is programmed once between two erasures.
#pragma once

#include <algorithm>

#include "hal/flash.hpp"

namespace redoubt::flash_store {

class MemoryFlash {
 public:
  // `memory` must outlive the flash; its size is a multiple of sector_size.
  constexpr MemoryFlash(MutableBytes memory, std::uint32_t sector_size, std::uint32_t program_unit)
      : memory_(memory), sector_size_(sector_size), unit_(program_unit) {}

  hal::FlashGeometry geometry() const {
    return {static_cast<std::uint32_t>(memory_.size()), sector_size_, unit_};
  }

  Status read(std::uint32_t offset, MutableBytes into) const {
    if (offset > memory_.size() || into.size() > memory_.size() - offset)
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    std::ranges::copy(memory_.subspan(offset, into.size()), into.begin());
    return {};
  }

  Status program(std::uint32_t offset, Bytes data) {
    if (offset > memory_.size() || data.size() > memory_.size() - offset || offset % unit_ != 0 ||
        data.size() % unit_ != 0) {
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    }
    const MutableBytes to = memory_.subspan(offset, data.size());
    if (!std::ranges::all_of(to, [](std::uint8_t byte) { return byte == 0xFF; })) {
      return Failure{PSA_ERROR_HARDWARE_FAILURE};
    }
    std::ranges::copy(data, to.begin());
    return {};
  }

  Status erase(std::uint32_t offset) {
    if (offset % sector_size_ != 0 || offset >= memory_.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    std::ranges::fill(memory_.subspan(offset, sector_size_), std::uint8_t{0xFF});
    return {};
  }

 private:
  MutableBytes memory_;
  std::uint32_t sector_size_;
  std::uint32_t unit_;
};
static_assert(hal::Flash<MemoryFlash>);

}  // namespace redoubt::flash_store
