// SPDX-License-Identifier: BSD-3-Clause
// The host has one process and no protection: what can be checked of a buffer is that it exists and does not
// wrap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redoubt::spm::arch {

class AnySide {
 public:
  AnySide() = default;
  template <class Partition>
  explicit AnySide(const Partition& /*partition*/) {}
  static constexpr std::uint32_t kMayRead = 0, kMayWrite = 1;
  template <std::uint32_t Rights>
  static bool may(std::uintptr_t base, std::size_t size) {
    return exists(base, size);
  }

 private:
  static bool exists(std::uintptr_t base, std::size_t size) {
    std::uintptr_t last;
    return base != 0 && !__builtin_add_overflow(base, size - 1, &last);
  }
};

using NonSecureSide = AnySide;
using OtherSide = AnySide;
using PartitionView = AnySide;
template <class Client>
bool is_frequent(const Client& /*client*/) {
  return false;
}

}  // namespace redoubt::spm::arch
