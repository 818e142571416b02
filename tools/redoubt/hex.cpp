// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/hex.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

bool is_space(std::uint8_t character) {
  return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

// 0 to 15, or -1.
int digit(std::uint8_t character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

}  // namespace

std::string hex(Bytes data) { return fmt::format("{:02x}", fmt::join(data, "")); }

std::vector<std::uint8_t> from_hex(std::string_view text, std::string_view what) {
  std::vector<std::uint8_t> out;
  bool half = false;
  for (const char c : text) {
    const auto character = static_cast<std::uint8_t>(c);
    if (is_space(character)) continue;
    const int value = digit(character);
    if (value < 0) throw UsageError(fmt::format("{} is not hexadecimal", what));
    if (half) out.back() = static_cast<std::uint8_t>(out.back() << 4 | value);
    if (!half) out.push_back(static_cast<std::uint8_t>(value));
    half = !half;
  }
  if (half) throw UsageError(fmt::format("{} has an odd number of hexadecimal digits", what));
  return out;
}

bool looks_like_hex(Bytes text) {
  const auto fits = [](std::uint8_t c) { return is_space(c) || digit(c) >= 0; };
  return std::all_of(text.begin(), text.end(), fits) &&
         std::any_of(text.begin(), text.end(), [](std::uint8_t c) { return digit(c) >= 0; });
}

}  // namespace redoubt::tool
