// SPDX-License-Identifier: BSD-3-Clause
#include <gtest/gtest.h>

#include <array>
#include <bit>

#include "lib/hardened/verdict.hpp"

namespace redoubt::hardened {
namespace {

std::uint32_t word_of(Verdict verdict) { return std::bit_cast<std::uint32_t>(verdict); }

Verdict verdict_of(std::uint32_t word) { return std::bit_cast<Verdict>(word); }

TEST(Verdict, IsRefusedUnlessSaidOtherwise) {
  EXPECT_FALSE(Verdict().is_accepted());
  EXPECT_FALSE(Verdict::refused().is_accepted());
  EXPECT_TRUE(Verdict::accepted().is_accepted());
}

TEST(Verdict, AcceptedIsFarFromEveryWordThatFaultsLeave) {
  const std::uint32_t accepted = word_of(Verdict::accepted());
  EXPECT_EQ(std::popcount(accepted ^ word_of(Verdict::refused())), 32);
  EXPECT_EQ(std::popcount(accepted), 16);  // from zeros, and so from ones
}

TEST(Verdict, EveryFlippedBitIsARefusal) {
  const std::uint32_t accepted = word_of(Verdict::accepted());
  for (int bit = 0; bit < 32; ++bit) EXPECT_FALSE(verdict_of(accepted ^ (1u << bit)).is_accepted());
  for (const std::uint32_t word : {0u, 1u, ~0u, 0x80000000u}) EXPECT_FALSE(verdict_of(word).is_accepted());
}

TEST(Verdict, FromDifferenceAcceptsZeroOnly) {
  EXPECT_TRUE(Verdict::from_difference(0).is_accepted());
  for (int bit = 0; bit < 32; ++bit) {
    const Verdict verdict = Verdict::from_difference(1u << bit);
    EXPECT_EQ(word_of(verdict), word_of(Verdict::refused()));
  }
  EXPECT_FALSE(Verdict::from_difference(~0u).is_accepted());
  EXPECT_FALSE(Verdict::from_difference(word_of(Verdict::accepted())).is_accepted());
}

TEST(Verdict, BothNeedsBoth) {
  const Verdict yes = Verdict::accepted();
  const Verdict no = Verdict::refused();
  const Verdict corrupted = verdict_of(word_of(yes) ^ 4u);
  EXPECT_TRUE(yes.both(yes).is_accepted());
  EXPECT_FALSE(yes.both(no).is_accepted());
  EXPECT_FALSE(no.both(yes).is_accepted());
  EXPECT_FALSE(no.both(no).is_accepted());
  EXPECT_FALSE(yes.both(corrupted).is_accepted());
  EXPECT_FALSE(corrupted.both(corrupted).is_accepted());
}

TEST(Verdict, OppositeOfACorruptedWordIsRefused) {
  EXPECT_TRUE(Verdict::refused().opposite().is_accepted());
  EXPECT_FALSE(Verdict::accepted().opposite().is_accepted());
  for (int bit = 0; bit < 32; ++bit) {
    EXPECT_FALSE(verdict_of(word_of(Verdict::refused()) ^ (1u << bit)).opposite().is_accepted());
    EXPECT_FALSE(verdict_of(word_of(Verdict::accepted()) ^ (1u << bit)).opposite().is_accepted());
  }
}

TEST(Equal, FindsEveryDifferentBit) {
  std::array<std::uint8_t, 33> a{};
  a.fill(0x5A);
  std::array<std::uint8_t, 33> b = a;
  EXPECT_TRUE(equal(a, b).is_accepted());
  for (std::size_t bit = 0; bit < a.size() * 8; ++bit) {
    b[bit / 8] = static_cast<std::uint8_t>(b[bit / 8] ^ (1u << (bit % 8)));
    EXPECT_FALSE(equal(a, b).is_accepted()) << bit;
    b = a;
  }
}

TEST(Equal, OtherSizesAreNotEqual) {
  const std::array<std::uint8_t, 4> a{};
  EXPECT_FALSE(equal(a, Bytes{a}.first(3)).is_accepted());
  EXPECT_FALSE(equal(Bytes{}, a).is_accepted());
  EXPECT_TRUE(equal(Bytes{}, Bytes{}).is_accepted());
}

TEST(AtLeast, ComparesUnsigned) {
  EXPECT_TRUE(at_least(0, 0).is_accepted());
  EXPECT_TRUE(at_least(1, 0).is_accepted());
  EXPECT_FALSE(at_least(0, 1).is_accepted());
  EXPECT_TRUE(at_least(~0u, ~0u).is_accepted());
  EXPECT_TRUE(at_least(0x80000000u, 0x7FFFFFFFu).is_accepted());
  EXPECT_FALSE(at_least(0x7FFFFFFFu, 0x80000000u).is_accepted());
  EXPECT_FALSE(at_least(0, ~0u).is_accepted());
  EXPECT_TRUE(at_least(~0u, 0).is_accepted());
}

}  // namespace
}  // namespace redoubt::hardened
