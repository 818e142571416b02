// SPDX-License-Identifier: BSD-3-Clause
// One line of the secure log, written whole: the console is shared with the other images. Nothing is printed
// once the device is not in development, nor with CONFIG_SPM_LOG off (then no string is in the image either).
#pragma once

#include <cstdint>
#include <string_view>

#include "redoubt_config/spm.hpp"

namespace redoubt::spm {

// Where start() opens the log, once the lifecycle is known.
void open_log();

class Line {
 public:
  Line() { *this << "[SPM] "; }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { write(); }

  Line& operator<<(std::string_view text);
  // Hexadecimal with 8 digits: addresses and registers.
  Line& operator<<(std::uint32_t value);
  Line& decimal(std::int32_t value);

 private:
  void write();
  char text_[180];  // the longest fault report and more
  std::uint32_t length_ = 0;
};

// A line that does not exist with the log off: Log() << "…" costs nothing then.
struct NoLine {
  template <class T>
  constexpr const NoLine& operator<<(const T&) const {
    return *this;
  }
  constexpr const NoLine& decimal(std::int32_t) const { return *this; }
};
using Log = std::conditional_t<config::kSpmLog, Line, NoLine>;

}  // namespace redoubt::spm
