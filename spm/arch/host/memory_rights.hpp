// SPDX-License-Identifier: BSD-3-Clause
// The host has one process and no protection: what can be checked of a buffer is that it exists and does not
// wrap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redoubt::spm::arch {

class SecureSide {
 public:
  static bool may_read(std::uintptr_t base, std::size_t size) { return exists(base, size); }
  static bool may_write(std::uintptr_t base, std::size_t size) { return exists(base, size); }

 private:
  static bool exists(std::uintptr_t base, std::size_t size) {
    std::uintptr_t last;
    return base != 0 && !__builtin_add_overflow(base, size - 1, &last);
  }
};

template <class Partition, class Action>
auto with_secure_side(const Partition*, Action action) {
  return action(SecureSide());
}
template <class Client, class Action>
bool with_side(const Client&, Action action) {
  return action(SecureSide());
}

}  // namespace redoubt::spm::arch
