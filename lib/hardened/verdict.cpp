// SPDX-License-Identifier: BSD-3-Clause
#include "lib/hardened/verdict.hpp"

namespace redoubt::hardened {

namespace {

// All ones for zero, zero for everything else, without a branch that a glitch could skip.
std::uint32_t mask_if_zero(std::uint32_t value) {
  const std::uint32_t top_bit_if_not_zero = value | (0u - value);
  return (top_bit_if_not_zero >> 31) - 1u;
}

struct Comparison {
  std::uint32_t difference;  // not zero if a byte differs
  std::uint32_t left_out;  // not zero if not all bytes were looked at: other sizes, or a glitch that left the
                           // loop early
};

Comparison compare(Bytes a, Bytes b) {
  if (a.size() != b.size()) return {1, 1};
  std::uint32_t difference = 0;
  std::size_t count = 0;
  for (; count < a.size(); ++count) difference |= static_cast<std::uint32_t>(a[count] ^ b[count]);
  return {opaque(difference),
          static_cast<std::uint32_t>(a.size()) ^ opaque(static_cast<std::uint32_t>(count))};
}

}  // namespace

Verdict Verdict::from_difference(std::uint32_t difference) {
  return Verdict{~kAccepted ^ mask_if_zero(opaque(difference))};
}

bool Verdict::is_accepted() const { return opaque(word_) == kAccepted && opaque(word_) == opaque(kAccepted); }

Verdict Verdict::both(Verdict other) const {
  return from_difference((opaque(word_) ^ kAccepted) | (opaque(other.word_) ^ kAccepted));
}

Verdict equal(Bytes a, Bytes b) {
  const Comparison compared = compare(a, b);
  return Verdict::from_difference(compared.difference | compared.left_out);
}

Verdict different(Bytes a, Bytes b) {
  const Comparison compared = compare(a, b);
  return Verdict::from_difference(mask_if_zero(compared.difference) | compared.left_out);
}

Verdict at_least(std::uint32_t value, std::uint32_t minimum) {
  // The borrow of value - minimum, in 64 bits: 0, or all ones above bit 31.
  const auto borrow = (static_cast<std::uint64_t>(opaque(value)) - opaque(minimum)) >> 32;
  return Verdict::from_difference(static_cast<std::uint32_t>(borrow));
}

}  // namespace redoubt::hardened
