// SPDX-License-Identifier: BSD-3-Clause
#include <gtest/gtest.h>

#include "lib/fault/record.hpp"
#include "lib/fault/words.hpp"

namespace redoubt::fault {
namespace {

constexpr GuardExceptions kGuards = {25, 26};

Record record_of(std::uint8_t exception, std::uint32_t cfsr, std::uint32_t hfsr = 0, std::uint32_t sfsr = 0) {
  Record record{};
  record.magic = kMagic;
  record.exception = exception;
  record.cfsr = cfsr;
  record.hfsr = hfsr;
  record.sfsr = sfsr;
  return record;
}

TEST(FaultRecord, IsOpenedOnceAndOnlyWhole) {
  Record record = record_of(4, 0x82);
  seal(record);
  Record copy = record;
  EXPECT_TRUE(open(copy));
  EXPECT_EQ(copy.crc, 0u);
  copy = record;
  copy.flags ^= 1;
  EXPECT_FALSE(open(copy));
  copy = {};
  EXPECT_FALSE(open(copy));
  seal(copy);
  EXPECT_FALSE(open(copy)) << "no magic";
}

TEST(FaultRecord, CanBeSealedAgain) {
  Record record = record_of(4, 0x82);
  seal(record);
  record.flags |= kRestarted;
  seal(record);
  EXPECT_TRUE(open(record));
}

TEST(FaultWords, EveryStatusBitHasItsOwn) {
  EXPECT_EQ(what_happened(record_of(7, 0, 0, 1 << 3), kGuards), "touched secure memory");
  EXPECT_EQ(what_happened(record_of(4, 0x82), kGuards), "touched memory that it has no right to");
  EXPECT_EQ(what_happened(record_of(6, 1u << 25), kGuards), "divided by zero");
  EXPECT_EQ(what_happened(record_of(3, 0, 1 << 1), kGuards), "has a vector table that cannot be read");
  EXPECT_EQ(what_happened(record_of(11, 0), kGuards), "raised an exception that it has no handler for");
}

// An overflow while stacking sets more than one bit.
TEST(FaultWords, AnOverflowIsToldFirst) {
  EXPECT_EQ(what_happened(record_of(6, 1u << 20 | 1u << 4), kGuards), "overflowed its stack");
}

TEST(FaultWords, Interrupts) {
  EXPECT_EQ(what_happened(record_of(25, 0), kGuards), "touched memory that is secure");
  EXPECT_EQ(what_happened(record_of(26, 0), kGuards), "touched a peripheral of the secure side");
  EXPECT_EQ(what_happened(record_of(27, 0x82), kGuards), "raised a secure interrupt that nobody owns");
}

}  // namespace
}  // namespace redoubt::fault
