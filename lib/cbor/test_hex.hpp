// SPDX-License-Identifier: BSD-3-Clause
// For tests: bytes written as hexadecimal digits; other characters only separate.
#pragma once

#include <cctype>
#include <string_view>
#include <vector>

#include "lib/base/bytes.hpp"

namespace redoubt::test {

inline std::vector<std::uint8_t> hex(std::string_view digits) {
  std::vector<std::uint8_t> bytes;
  unsigned value = 1;  // the leading one counts the digits
  for (const char c : digits) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) continue;
    const unsigned digit =
        c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(std::tolower(c) - 'a' + 10);
    value = value << 4 | digit;
    if (value < 0x100) continue;
    bytes.push_back(static_cast<std::uint8_t>(value));
    value = 1;
  }
  return bytes;
}

inline std::vector<std::uint8_t> to_vector(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace redoubt::test
