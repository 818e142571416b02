// SPDX-License-Identifier: BSD-3-Clause
// Whether an instruction loads or stores: a protection fault does not say whether memory was read or written.
#pragma once

#include <cstdint>

namespace redoubt::spm {

enum class Access : std::uint8_t { kUnknown, kLoad, kStore };

// From the first half-word of a Thumb instruction (Armv8-M Architecture Reference Manual, C2.2).
constexpr Access decode_access(std::uint16_t first) {
  const auto load_if = [](bool load) { return load ? Access::kLoad : Access::kStore; };
  switch (first >> 12) {
    case 0x4:
      return (first & 0x0800) != 0 ? Access::kLoad : Access::kUnknown;  // LDR literal
    case 0x5:
      return load_if((first >> 9 & 7) >= 3);  // register offset
    case 0x6:
    case 0x7:
    case 0x8:
    case 0x9:
    case 0xC:
      return load_if((first & 0x0800) != 0);  // immediate offset, SP-relative, multiple
    case 0xB:
      return (first & 0x0600) == 0x0400 ? load_if((first & 0x0800) != 0) : Access::kUnknown;  // PUSH, POP
    case 0xE:
    case 0xF:
      return (first & 0x0E00) == 0x0800 ? load_if((first & 0x0010) != 0) : Access::kUnknown;  // 32 bits
    default:
      return Access::kUnknown;
  }
}

}  // namespace redoubt::spm
