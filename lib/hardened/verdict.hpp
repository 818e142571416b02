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

// Accepted or refused in one word. The word for accepted differs from the one for refused in all its 32 bits,
// and from what erased, cleared or uninitialised memory holds in half of them. Every word but that one is a
// refusal.
class Verdict {
 public:
  // Refused.
  constexpr Verdict() = default;
  static constexpr Verdict accepted() { return Verdict{kAccepted}; }
  static constexpr Verdict refused() { return Verdict{~kAccepted}; }
  // A refusal that says why: 0, for no reason given, to 255.
  static constexpr Verdict refused_for(std::uint8_t why) { return Verdict{~kAccepted ^ why}; }
  // What a refusal said; 0 for everything that is none.
  [[nodiscard]] constexpr std::uint8_t why() const {
    const std::uint32_t difference = word_ ^ ~kAccepted;
    return difference <= 0xFF ? static_cast<std::uint8_t>(difference) : std::uint8_t{0};
  }
  // Accepted if and only if `difference` is zero. Branch-free.
  static Verdict from_difference(std::uint32_t difference);

  // Compares twice. One glitch behind that can still send the caller's branch the wrong way: where it
  // matters, ask again.
  [[nodiscard]] bool is_accepted() const { return is_accepted(word_); }
  // Accepted if and only if both are; a refusal loses its reason. Branch-free.
  [[nodiscard]] Verdict both(Verdict other) const { return both(word_, other.word_); }
  // Accepted if and only if this is a refusal without a reason, and not a word that a fault made of either.
  [[nodiscard]] Verdict opposite() const { return opposite(word_); }

 private:
  static constexpr std::uint32_t kAccepted = 0x5AC3963Cu;
  constexpr explicit Verdict(std::uint32_t word) : word_(word) {}
  static bool is_accepted(std::uint32_t word);
  static Verdict opposite(std::uint32_t word);
  static Verdict both(std::uint32_t a, std::uint32_t b);

  std::uint32_t word_ = ~kAccepted;
};

// Accepted if and only if a and b have the same size and bytes. The time depends on the sizes only.
Verdict equal(Bytes a, Bytes b);

// Accepted if and only if value >= minimum.
Verdict at_least(std::uint32_t value, std::uint32_t minimum);

}  // namespace redoubt::hardened
