// SPDX-License-Identifier: BSD-3-Clause
// Untrusted memory is a type. A client says "my buffer is here": Alleged, which nobody can dereference.
// check() asks the hardware what that client may touch and makes it Checked, or nothing. The same words all
// the time: the gate stores them from registers, so that there is no array in the client's memory to fetch
// twice.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "memory_rights.hpp"  // spm/arch/armv8m or spm/arch/host

namespace redoubt::spm {

union Slot;

class Alleged {
 public:
  constexpr Alleged() = default;
  constexpr Alleged(std::uintptr_t base, std::size_t size) : base_(base), size_(size) {}
  constexpr std::size_t size() const { return size_; }

 private:
  friend class Checked;
  std::uintptr_t base_ = 0;
  std::size_t size_ = 0;
};

// Memory of a client that was checked, and how much of it has not been read or written yet. Its content is
// still the client's: it may change at any time, so everything is copied once and looked at in the copy.
class Checked {
 public:
  enum class Use { kRead, kWrite };

  // Makes the memory checked, in place. A buffer of size 0 is right wherever it claims to be: it is never
  // touched.
  template <Use Wanted, class Side>
  [[gnu::always_inline]] static bool check(Slot& slot, const Side& side);

  std::size_t left() const { return left_; }
  void* mapped() const { return at_; }
  std::size_t read(void* to, std::size_t size) {
    const std::uint8_t* from = at_;
    size = skip(size);
    if (size != 0) std::memcpy(to, from, size);
    return size;
  }
  std::size_t skip(std::size_t size) {
    if (size > left_) size = left_;
    at_ += size;
    left_ -= size;
    return size;
  }
  // Only with size <= left().
  void write(const void* from, std::size_t size) {
    std::uint8_t* to = at_;
    at_ += size;
    left_ -= size;
    std::memcpy(to, from, size);
  }

 private:
  std::uint8_t* at_;
  std::size_t left_;
};

// One vector of a call, first as the client gave it, after check() as what the service may use.
union Slot {
  Alleged alleged;
  Checked checked;
  constexpr Slot() : alleged() {}
};
static_assert(sizeof(Alleged) == 2 * sizeof(void*) && sizeof(Checked) == sizeof(Alleged));

template <Checked::Use Wanted, class Side>
inline bool Checked::check(Slot& slot, const Side& side) {
  const Alleged alleged = slot.alleged;
  if (alleged.size_ != 0) {
    const bool right = Wanted == Use::kRead ? side.may_read(alleged.base_, alleged.size_)
                                            : side.may_write(alleged.base_, alleged.size_);
    if (!right) return false;
  }
  slot.checked = std::bit_cast<Checked>(alleged);
  return true;
}

}  // namespace redoubt::spm
