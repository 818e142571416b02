// SPDX-License-Identifier: BSD-3-Clause
// Untrusted memory is a type. A client says "my buffer is here": Alleged, which nobody can dereference.
// The gate asks the hardware what that client may touch (accept.hpp), and it is Checked, or the call fails.
// The same words all the time: the gate stores them from registers, so that there is no array in the client's
// memory to fetch twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "memory_rights.hpp"  // spm/arch/armv8m or spm/arch/host

namespace redoubt::spm {

class Alleged {
 public:
  constexpr Alleged() = default;
  constexpr Alleged(std::uintptr_t base, std::size_t size) : base_(base), size_(size) {}
  constexpr std::uintptr_t base() const { return base_; }
  constexpr std::size_t size() const { return size_; }

 private:
  std::uintptr_t base_ = 0;
  std::size_t size_ = 0;
};

// Memory of a client that was checked, and how much of it has not been read or written yet. Its content is
// still the client's: it may change at any time, so everything is copied once and looked at in the copy.
class Checked {
 public:
  std::size_t left() const { return left_; }
  void* mapped() const { return reinterpret_cast<void*>(at_); }
  [[gnu::always_inline]] std::size_t skip(std::size_t size) {
    if (size > left_) size = left_;
    at_ += size;
    left_ -= size;
    return size;
  }
  // Only with size <= left().
  [[gnu::always_inline]] void read(void* to, std::size_t size) { std::memcpy(to, next(size), size); }
  [[gnu::always_inline]] void write(const void* from, std::size_t size) {
    std::memcpy(next(size), from, size);
  }

 private:
  [[gnu::always_inline]] void* next(std::size_t size) {
    auto* const at = reinterpret_cast<void*>(at_);
    at_ += size;
    left_ -= size;
    return at;
  }

  std::uintptr_t at_;
  std::size_t left_;
};

// One vector of a call, first as the client gave it, after that as what the service may use: the same words
// (a common initial sequence).
union Slot {
  Alleged alleged;
  Checked checked;
  constexpr Slot() : alleged() {}
};
static_assert(sizeof(Alleged) == 2 * sizeof(void*) && sizeof(Checked) == sizeof(Alleged));

}  // namespace redoubt::spm
