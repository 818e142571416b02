// SPDX-License-Identifier: BSD-3-Clause
// Settings of the hardware that are stated once and visited twice: written, then compared with what it reads.
#pragma once

#include <cstdint>

#include "redoubt_config/spm.hpp"

namespace redoubt::hal {

// One class with a mode, not two for a template, which would double the code.
class RegisterPort {
 public:
  enum class Mode : std::uint8_t { kWrite, kCheck };
  explicit RegisterPort(Mode mode) : mode_(mode) {}

  // `checked`: the bits that read as they were written.
  [[gnu::noinline]] void set(std::uint32_t address, std::uint32_t value, std::uint32_t checked = ~0u) {
    auto& place = *reinterpret_cast<volatile std::uint32_t*>(address);
    if (mode_ == Mode::kWrite) {
      place = value;
    } else {
      compare(address, place, value, checked);
    }
  }
  void compare(std::uint32_t address, std::uint32_t is, std::uint32_t shall_be, std::uint32_t checked = ~0u) {
    const std::uint32_t difference = (is ^ shall_be) & checked;
    if (config::kSpmLog && difference != 0 && difference_ == 0) first_ = {address, is, shall_be};
    difference_ |= difference;
  }
  // 0: all was as it was set.
  std::uint32_t difference() const { return difference_; }

  struct Difference {
    std::uint32_t address, is, shall_be;
  };
  const Difference& first() const { return first_; }  // for the log

 private:
  const Mode mode_;
  std::uint32_t difference_ = 0;
  Difference first_{};
};

}  // namespace redoubt::hal
