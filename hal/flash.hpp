// SPDX-License-Identifier: BSD-3-Clause
// What a driver of NOR-like non-volatile memory must offer. Offsets count from the start of its area.
#pragma once

#include <concepts>
#include <cstdint>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::hal {

struct FlashGeometry {
  std::uint32_t size;          // bytes; a multiple of sector_size
  std::uint32_t sector_size;   // bytes erased at once
  std::uint32_t program_unit;  // bytes; program() takes aligned multiples of it
};

// read:    any offset and length inside the area.
// program: offset and length are multiples of program_unit; each unit is programmed once between two
// erasures. Power
//          may go at any unit: units before it are programmed, that one is anything, later ones are
//          untouched.
// erase:   the sector that starts at `offset`; all its bytes become 0xFF. Power may go in the middle.
// Errors: PSA_ERROR_INVALID_ARGUMENT outside the area or not aligned; PSA_ERROR_HARDWARE_FAILURE by the
// memory.
template <class T>
concept Flash = requires(T flash, const T& const_flash, std::uint32_t offset, Bytes data,
                         MutableBytes buffer) {
  { const_flash.geometry() } -> std::same_as<FlashGeometry>;
  { const_flash.read(offset, buffer) } -> std::same_as<Status>;
  { flash.program(offset, data) } -> std::same_as<Status>;
  { flash.erase(offset) } -> std::same_as<Status>;
};

}  // namespace redoubt::hal
