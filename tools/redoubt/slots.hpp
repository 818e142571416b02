// SPDX-License-Identifier: BSD-3-Clause
// The two image slots of a board, as the command line names them: spe and nspe.
#pragma once

#include <string>
#include <string_view>

#include "lib/handoff/handoff.hpp"
#include "tools/redoubt/compose/board.hpp"

namespace redoubt::tool {

struct Slot {
  handoff::ImageIndex index;
  std::string_view name;
  std::uint64_t offset;        // in the non-volatile memory
  std::uint32_t size;          // bytes of non-volatile memory
  std::uint32_t capacity;      // bytes: the smaller of the slot and the memory that the image runs from
  std::uint32_t load_address;  // the image's first byte, its header
  std::uint32_t header_size;
};

// `name` is "spe" or "nspe". Throws for a board without the memories (the host's).
Slot find_slot(const Board& board, std::string_view name);

// An area of the non-volatile memory; throws when the board has none of that name.
const Region& find_area(const Board& board, std::string_view name);

}  // namespace redoubt::tool
