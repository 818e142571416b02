// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/slots.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

const Region& find_area(const Board& board, std::string_view name) {
  const Region* area = find(board.nv.areas, name);
  if (area == nullptr)
    throw Error(fmt::format("{}: the board has no non-volatile area '{}'", board.path, name));
  return *area;
}

Slot find_slot(const Board& board, std::string_view name) {
  const Region* memory = find(board.memory, fmt::format("{}_code", name));
  if (memory == nullptr) throw Error(fmt::format("{}: the board runs no image '{}'", board.path, name));
  const Region& area = find_area(board, fmt::format("slot_{}", name));
  return {.index = name == "spe" ? handoff::kSpe : handoff::kNspe,
          .name = name,
          .offset = area.base,
          .size = area.size,
          .capacity = std::min(area.size, memory->size),
          .load_address = memory->base,
          .header_size = board.image_header_size};
}

}  // namespace redoubt::tool
