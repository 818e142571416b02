// SPDX-License-Identifier: BSD-3-Clause
// What a caller may touch, asked of the hardware: the TT instructions read the live SAU, IDAU and MPUs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redoubt::spm::arch {

// Bits of a TT answer. Equal answers at two addresses mean that the same region (or the same background)
// holds both.
enum TestTarget : std::uint32_t {
  kMpuRegionOther = 2u,        // bit 1 of the MPU region's number: not a secure memory (isolation.cpp)
  kSauRegionAbove1 = 6u << 8,  // the SAU region's number is 2 to 7
  kMpuRegionValid = 1u << 16,
  kSauRegionValid = 1u << 17,
  kRead = 1u << 18,
  kReadWrite = 1u << 19,
  kNonSecureRead = 1u << 20,
  kNonSecureReadWrite = 1u << 21,
  kSecure = 1u << 22,
};

// tt, ttt: the secure side, privileged and not. tta, ttat: the non-secure side. Not volatile and no clobber:
// an answer depends on the address and on registers that no call changes.
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

// What a test says of the first and the last byte of a range.
struct Answers {
  std::uint32_t first, last;
};

// Whether [base, base + size), size > 0, does not wrap around and answers alike at both ends, with all of the
// bits Set and none of the bits Clear. In between lies nothing else: SAU and MPU regions are contiguous, and
// the background of the non-secure MPU is open to a privileged caller only, who may reprogram that MPU
// anyway.
template <std::uint32_t Set, std::uint32_t Clear, class Test>
[[gnu::always_inline]] inline bool all_of_range(std::uintptr_t base, std::size_t size, Test test) {
  std::uintptr_t last;
  if (__builtin_add_overflow(base, size - 1, &last)) return false;
  const Answers answers = test(base, last);
  if (answers.first != answers.last) return false;
  // One mask in a register; the compiler would rather clear byte after byte.
  std::uint32_t mask = Set | Clear;
  __asm__("" : "+r"(mask));
  return (answers.first & mask) == Set;
}

// One test for both ends.
template <std::uint32_t (*Test)(std::uintptr_t)>
[[gnu::always_inline]] inline Answers both(std::uintptr_t base, std::uintptr_t last) {
  return {Test(base), Test(last)};
}

// The NSPE's own view, so that it cannot make the SPM touch what it could not touch itself. A valid SAU
// region 0 or 1 is its code or RAM (isolation.cpp): no secure memory, no peripheral (reading one could fault
// the SPM), and not the private peripheral bus, which SAU and TTA do not see as secure although a secure
// access reaches the SECURE registers.
template <std::uint32_t (*Test)(std::uintptr_t)>
struct NonSecureView {
  static constexpr std::uint32_t kMayRead = kNonSecureRead | kSauRegionValid;
  static constexpr std::uint32_t kMayWrite = kNonSecureReadWrite | kSauRegionValid;
  template <std::uint32_t Rights>
  [[gnu::always_inline]] static bool may(std::uintptr_t base, std::size_t size) {
    return all_of_range<Rights, kSauRegionAbove1>(base, size, both<Test>);
  }
};
using NonSecureSide = NonSecureView<tta>;

inline bool nspe_is_privileged() {
  std::uint32_t control;
  __asm__ volatile("mrs %0, control_ns" : "=r"(control));
  return (control & 1) == 0;
}

// A privileged thread of the NSPE: NonSecureSide.
template <class Client>
[[gnu::always_inline]] inline bool is_frequent(const Client& client) {
  return client.id < 0 && nspe_is_privileged();
}

// A partition's own memory must be secure: a buffer that the NSPE can change in the middle of a secure call
// would be a double fetch in every service behind it. An unprivileged partition's is what the MPU gives it at
// this moment. No peripheral: it may be out of reach when the memory is used.
struct PartitionView {
  static constexpr std::uint32_t kMayRead = kSecure | kMpuRegionValid | kRead;
  static constexpr std::uint32_t kMayWrite = kSecure | kMpuRegionValid | kReadWrite;
  template <std::uint32_t Rights>
  [[gnu::always_inline]] static bool may(std::uintptr_t base, std::size_t size) {
    return all_of_range<Rights, kMpuRegionOther>(base, size, both<tt>);
  }
};

// All whose memory is not asked for often: one function for them.
class OtherSide {
 public:
  // The bits of both worlds; those of the client's count.
  static constexpr std::uint32_t kMayRead = kRead | kNonSecureRead;
  static constexpr std::uint32_t kMayWrite = kReadWrite | kNonSecureReadWrite;
  template <class Client>
  explicit OtherSide(const Client& client)
      : kind_(client.id < 0         ? kUnprivilegedNspe
              : client.control != 0 ? kUnprivilegedPartition
                                    : kPartition) {}
  // Secure privileged code, or the NSPE's.
  static OtherSide privileged(bool secure) { return OtherSide(secure ? kPartition : kNspe); }
  template <std::uint32_t Rights>
  bool may(std::uintptr_t base, std::size_t size) const {
    return is_right(kind_, base, size, Rights);
  }

 private:
  enum Kind : std::uint32_t { kNspe, kUnprivilegedNspe, kPartition, kUnprivilegedPartition };
  explicit OtherSide(Kind kind) : kind_(kind) {}

  [[gnu::noinline]] static bool is_right(Kind kind, std::uintptr_t base, std::size_t size,
                                         std::uint32_t rights) {
    std::uintptr_t last;
    if (__builtin_add_overflow(base, size - 1, &last)) return false;
    Answers answers;
    std::uint32_t set, clear;
    if (kind <= kUnprivilegedNspe) {
      answers = kind == kNspe ? both<tta>(base, last) : both<ttat>(base, last);
      set = (rights & (kNonSecureRead | kNonSecureReadWrite)) | kSauRegionValid;
      clear = kSauRegionAbove1;
    } else {
      answers = kind == kPartition ? both<tt>(base, last) : both<ttt>(base, last);
      set = (rights & (kRead | kReadWrite)) | kSecure | kMpuRegionValid;
      clear = kMpuRegionOther;
    }
    return answers.first == answers.last && (answers.first & (set | clear)) == set;
  }
  const Kind kind_;
};

}  // namespace redoubt::spm::arch
