// SPDX-License-Identifier: BSD-3-Clause
// Security decisions that survive one fault: a glitch that skips an instruction, flips bits of a register or
// reads memory as all zeros or all ones never turns a refusal into an acceptance.
#pragma once

#include <cstdint>

#include "lib/base/bytes.hpp"

namespace redoubt::hardened {

// Hides a value from the optimiser, so that a comparison written twice is compiled twice.
inline std::uint32_t opaque(std::uint32_t value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

// Accepted or refused, kept as a word and its complement. The two words for accepted differ from those for
// refused in all 32 bits each, and neither is what erased, cleared or uninitialised memory holds. Anything
// else than the accepted pair is a refusal.
class Verdict {
 public:
  // Refused.
  constexpr Verdict() = default;
  static constexpr Verdict accepted() { return Verdict{kAcceptedWord}; }
  static constexpr Verdict refused() { return Verdict{kRefusedWord}; }
  // Accepted if and only if `difference` is zero. Branch-free; both words are derived from `difference`
  // separately.
  static Verdict from_difference(std::uint32_t difference);

  // Compares both words, each against a constant that is loaded anew; a caller that acts on the answer asks
  // twice.
  [[nodiscard]] bool is_accepted() const;
  // Accepted if and only if both are. Branch-free.
  [[nodiscard]] Verdict both(Verdict other) const;

 private:
  static constexpr std::uint32_t kAcceptedWord = 0x5AC3963Cu;
  static constexpr std::uint32_t kRefusedWord = ~kAcceptedWord;
  constexpr explicit Verdict(std::uint32_t word) : word_(word), complement_(~word) {}
  [[nodiscard]] std::uint32_t distance() const;

  std::uint32_t word_ = kRefusedWord;
  std::uint32_t complement_ = ~kRefusedWord;
};

// Accepted if and only if a and b have the same size and bytes. The time depends on the sizes only.
Verdict equal(Bytes a, Bytes b);
// Accepted if and only if a and b have the same size and differ in a byte.
Verdict different(Bytes a, Bytes b);

// Accepted if and only if value >= minimum.
Verdict at_least(std::uint32_t value, std::uint32_t minimum);

}  // namespace redoubt::hardened
