// SPDX-License-Identifier: BSD-3-Clause
// The boot chain's lines on the secure log. Nothing is kept: the parts of a line go out as they are added.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/bytes.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::boot {

// Silent until a writer is set, which happens only once the device is known to be in development.
class Log {
 public:
  using Writer = void (*)(std::string_view);
  constexpr Log() = default;
  constexpr explicit Log(Writer writer) : writer_(writer) {}
  [[nodiscard]] bool is_enabled() const { return writer_ != nullptr; }
  void write(std::string_view text) const {
    if (is_enabled()) writer_(text);
  }

 private:
  Writer writer_ = nullptr;
};

// One line: "[BL2] ", what is added, and its end when the object dies.
class Line {
 public:
  explicit Line(const Log& log);
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line();

  Line& operator<<(const char* text);
  Line& operator<<(std::uint32_t decimal);
  Line& operator<<(const handoff::ImageVersion& version);  // 1.2.3+4, as imgtool writes it
  Line& address(std::uint32_t value);                      // 0x and eight digits
  Line& digest(const std::uint8_t* bytes);                 // its first eight bytes in hex

 private:
  Line& hex(std::uint32_t value, std::uint32_t digits);
  const Log& log_;
};

}  // namespace redoubt::boot
