// SPDX-License-Identifier: BSD-3-Clause
#include "spm/log.hpp"

#include <algorithm>

#include "board.hpp"
#include "spm/call.hpp"

namespace redoubt::spm {
namespace {
constinit bool is_open = false;
}

void open_log() {
  if (!config::kSpmLog || !is_in_development()) return;
  board::Console::init();
  is_open = true;
}

Line& Line::operator<<(std::string_view text) {
  // Room for the line's end is kept.
  const auto size = std::min<std::size_t>(text.size(), sizeof text_ - 2 - length_);
  std::copy_n(text.data(), size, text_ + length_);
  length_ += static_cast<std::uint32_t>(size);
  return *this;
}

Line& Line::operator<<(std::uint32_t value) {
  char digits[10] = {'0', 'x'};
  for (std::uint32_t i = 0; i < 8; ++i) digits[2 + i] = "0123456789ABCDEF"[(value >> (28 - 4 * i)) & 15];
  return *this << std::string_view(digits, sizeof digits);
}

Line& Line::decimal(std::int32_t value) {
  char digits[11];
  std::size_t at = sizeof digits;
  auto rest = value < 0 ? 0u - static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(value);
  do {
    digits[--at] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) digits[--at] = '-';
  return *this << std::string_view(digits + at, sizeof digits - at);
}

void Line::write() {
  if (!is_open) return;
  text_[length_++] = '\r';
  text_[length_++] = '\n';
  board::Console::write({text_, length_});
}

}  // namespace redoubt::spm
