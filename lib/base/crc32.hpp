// SPDX-License-Identifier: BSD-3-Clause
// CRC-32 (IEEE 802.3, reflected), four bits at a time: 64 bytes of table, about 9 instructions a byte.
#pragma once

#include <array>
#include <cstdint>

#include "lib/base/bytes.hpp"

namespace redoubt {

namespace detail {
inline constexpr auto kCrcTable = [] {
  std::array<std::uint32_t, 16> table{};
  for (std::uint32_t i = 0; i < 16; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 4; ++bit) c = (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
    table[i] = c;
  }
  return table;
}();
}  // namespace detail

// Continue with the value of an earlier call as `crc` to checksum in pieces.
constexpr std::uint32_t crc32(Bytes data, std::uint32_t crc = 0) {
  crc = ~crc;
  for (const std::uint8_t byte : data) {
    crc ^= byte;
    crc = (crc >> 4) ^ detail::kCrcTable[crc & 15];
    crc = (crc >> 4) ^ detail::kCrcTable[crc & 15];
  }
  return ~crc;
}

}  // namespace redoubt
