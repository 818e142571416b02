// SPDX-License-Identifier: BSD-3-Clause
#include "boot/log.hpp"

namespace redoubt::boot {

void Line::digit(std::uint32_t nibble) {
  log_.write(std::string_view{"0123456789abcdef"}.substr(nibble & 15, 1));
}

Line& Line::operator<<(std::string_view text) {
  log_.write(text);
  return *this;
}

Line& Line::operator<<(std::uint32_t decimal) {
  if (decimal >= 10) *this << decimal / 10;
  digit(decimal % 10);
  return *this;
}

Line& Line::operator<<(const handoff::ImageVersion& version) {
  return *this << std::uint32_t{version.major} << "." << std::uint32_t{version.minor} << "."
               << std::uint32_t{version.revision} << "+" << version.build;
}

Line& Line::operator<<(Bytes hex) {
  for (const std::uint8_t byte : hex) {
    digit(byte >> 4);
    digit(byte);
  }
  return *this;
}

Line& Line::address(std::uint32_t value) {
  log_.write("0x");
  for (std::uint32_t shift = 32; shift > 0; shift -= 4) digit(value >> (shift - 4));
  return *this;
}

}  // namespace redoubt::boot
