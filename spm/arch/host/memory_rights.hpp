// SPDX-License-Identifier: BSD-3-Clause
// The host has one process and no protection: what can be checked of a buffer is that it exists and does not
// wrap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redoubt::spm::arch {

class SecureSide {
 public:
  explicit SecureSide(bool /*unprivileged*/ = false) {}
  static bool may_read(std::uintptr_t base, std::size_t size) { return exists(base, size); }
  static bool may_write(std::uintptr_t base, std::size_t size) { return exists(base, size); }

 private:
  static bool exists(std::uintptr_t base, std::size_t size) {
    std::uintptr_t last;
    return base != 0 && !__builtin_add_overflow(base, size - 1, &last);
  }
};
using NonSecureSide = SecureSide;

}  // namespace redoubt::spm::arch
