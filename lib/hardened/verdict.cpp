// SPDX-License-Identifier: BSD-3-Clause
#include "lib/hardened/verdict.hpp"

namespace redoubt::hardened {

namespace {

// All ones for zero, zero for everything else, without a branch that a glitch could skip.
std::uint32_t mask_if_zero(std::uint32_t value) {
  const std::uint32_t top_bit_if_not_zero = value | (0u - value);
  return (top_bit_if_not_zero >> 31) - 1u;
}

}  // namespace

Verdict Verdict::from_difference(std::uint32_t difference) {
  return Verdict{~kAccepted ^ mask_if_zero(opaque(difference))};
}

bool Verdict::is_accepted(std::uint32_t word) {
  return opaque(word) == kAccepted && opaque(word) == opaque(kAccepted);
}

Verdict Verdict::both(std::uint32_t a, std::uint32_t b) {
  return from_difference((a ^ kAccepted) | (b ^ kAccepted));
}

Verdict Verdict::opposite(std::uint32_t word) { return from_difference(word ^ ~kAccepted); }

Verdict equal(Bytes a, Bytes b) {
  if (a.size() != b.size()) return Verdict::refused();
  std::uint32_t difference = 0;
  std::uint32_t count = 0;
  for (; count < a.size(); ++count) difference |= static_cast<std::uint32_t>(a[count] ^ b[count]);
  // A loop that a glitch left early has not counted to its end.
  return Verdict::from_difference(difference | (opaque(count) ^ static_cast<std::uint32_t>(b.size())));
}

Verdict at_least(std::uint32_t value, std::uint32_t minimum) {
  // The borrow of value - minimum, in 64 bits: 0, or all ones above bit 31.
  const auto borrow = (static_cast<std::uint64_t>(opaque(value)) - opaque(minimum)) >> 32;
  return Verdict::from_difference(static_cast<std::uint32_t>(borrow));
}

}  // namespace redoubt::hardened
