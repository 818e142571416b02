// SPDX-License-Identifier: BSD-3-Clause
#include "boot/log.hpp"

namespace redoubt::boot {

Line::Line(const Log& log) : log_(log) { *this << "[BL2] "; }

Line::~Line() { *this << "\r\n"; }

Line& Line::operator<<(const char* text) {
  for (; *text != '\0'; ++text) log_.write({text, 1});  // no strlen: nothing else here needs it
  return *this;
}

Line& Line::operator<<(std::uint32_t decimal) {
  if (decimal >= 10) *this << decimal / 10;
  return hex(decimal % 10, 1);
}

Line& Line::operator<<(const handoff::ImageVersion& version) {
  return *this << std::uint32_t{version.major} << "." << std::uint32_t{version.minor} << "."
               << std::uint32_t{version.revision} << "+" << version.build;
}

Line& Line::address(std::uint32_t value) { return (*this << "0x").hex(value, 8); }

Line& Line::digest(const std::uint8_t* bytes) {
  for (int i = 0; i < 8; ++i) hex(bytes[i], 2);
  return *this;
}

Line& Line::hex(std::uint32_t value, std::uint32_t digits) {
  while (digits-- != 0) {
    const char digit = "0123456789abcdef"[value >> (4 * digits) & 15];
    log_.write({&digit, 1});
  }
  return *this;
}

}  // namespace redoubt::boot
