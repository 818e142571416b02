// SPDX-License-Identifier: BSD-3-Clause
// What a caller may touch, asked of the hardware: the TT instructions read the live SAU, IDAU and MPUs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redoubt::spm::arch {

// Bits of a TT answer. Equal answers at two addresses mean that the same region (or the same background)
// holds both.
enum TestTarget : std::uint32_t {
  kMpuRegionAbove7 = 0xF8u,    // the MPU region's number is 8 or more: peripherals
  kSauRegionAbove1 = 6u << 8,  // the SAU region's number is 2 to 7
  kMpuRegionValid = 1u << 16,
  kSauRegionValid = 1u << 17,
  kRead = 1u << 18,
  kReadWrite = 1u << 19,
  kNonSecureRead = 1u << 20,
  kNonSecureReadWrite = 1u << 21,
  kSecure = 1u << 22,
};

// tt, ttt: the secure side, privileged and not. tta, ttat: the non-secure side. Not volatile and no clobber: an answer depends on the address and on registers that no call changes.
#define REDOUBT_TEST_TARGET(name)                                            \
  [[gnu::always_inline]] inline std::uint32_t name(std::uintptr_t address) { \
    std::uint32_t answer;                                                    \
    __asm__(#name " %0, %1" : "=r"(answer) : "r"(address));                  \
    return answer;                                                           \
  }
REDOUBT_TEST_TARGET(tt)
REDOUBT_TEST_TARGET(ttt)
REDOUBT_TEST_TARGET(tta)
REDOUBT_TEST_TARGET(ttat)
#undef REDOUBT_TEST_TARGET

// Whether [base, base + size), size > 0, does not wrap around and answers alike at both ends, with all of the
// bits Set and none of the bits Clear. In between lies nothing else: SAU and MPU regions are contiguous, and
// the background of the non-secure MPU is open to a privileged caller only, who may reprogram that MPU
// anyway.
template <std::uint32_t Set, std::uint32_t Clear, class Test>
[[gnu::always_inline]] inline bool all_of_range(std::uintptr_t base, std::size_t size, Test test) {
  std::uintptr_t last;
  if (__builtin_add_overflow(base, size - 1, &last)) return false;
  const std::uint32_t answer = test(base);
  return answer == test(last) && (~answer & Set) == 0 && (answer & Clear) == 0;
}

// The NSPE's own view, so that it cannot make the SPM touch what it could not touch itself. A valid SAU
// region 0 or 1 is its code or RAM (isolation.cpp): no secure memory, no peripheral (reading one could fault
// the SPM), and not the private peripheral bus, which SAU and TTA do not see as secure although a secure
// access reaches the SECURE registers.
class NonSecureSide {
 public:
  // The thread that called: privileged or not.
  [[gnu::always_inline]] NonSecureSide() {
    std::uint32_t control;
    __asm__ volatile("mrs %0, control_ns" : "=r"(control));
    unprivileged_ = (control & 1) != 0;
  }
  [[gnu::always_inline]] auto view() const {
    return [this](std::uintptr_t address) { return unprivileged_ ? ttat(address) : tta(address); };
  }
  [[gnu::always_inline]] bool may_read(std::uintptr_t base, std::size_t size) const {
    return all_of_range<kNonSecureRead | kSauRegionValid, kSauRegionAbove1>(base, size, view());
  }
  [[gnu::always_inline]] bool may_write(std::uintptr_t base, std::size_t size) const {
    return all_of_range<kNonSecureReadWrite | kSauRegionValid, kSauRegionAbove1>(base, size, view());
  }

 private:
  bool unprivileged_;
};

// A partition's own memory must be secure: a buffer that the NSPE can change in the middle of a secure call
// would be a double fetch in every service behind it. An unprivileged partition's is what the MPU gives it at
// this moment, without its peripherals: they may be out of reach when the memory is used.
class SecureSide {
 public:
  [[gnu::always_inline]] explicit SecureSide(bool unprivileged = false) : unprivileged_(unprivileged) {}
  [[gnu::always_inline]] bool may_read(std::uintptr_t base, std::size_t size) const {
    return unprivileged_ ? all_of_range<kInMemory | kRead, kMpuRegionAbove7>(base, size, ttt)
                         : all_of_range<kInMemory | kRead, 0>(base, size, tt);
  }
  [[gnu::always_inline]] bool may_write(std::uintptr_t base, std::size_t size) const {
    return unprivileged_ ? all_of_range<kInMemory | kReadWrite, kMpuRegionAbove7>(base, size, ttt)
                         : all_of_range<kInMemory | kReadWrite, 0>(base, size, tt);
  }

 private:
  static constexpr std::uint32_t kInMemory = kSecure | kMpuRegionValid;
  bool unprivileged_;
};

}  // namespace redoubt::spm::arch
