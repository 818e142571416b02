// SPDX-License-Identifier: BSD-3-Clause
// The allocator on a range of the test's own; psa_panic() is an exception here.
#include "lib/runtime/heap.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

namespace {
struct Panic {};
}  // namespace

extern "C" void psa_panic() { throw Panic{}; }

namespace redoubt::heap {
namespace {

class HeapTest : public testing::Test {
 protected:
  static constexpr std::size_t kSize = 256;
  static constexpr std::uint8_t kGuard = 0xA5;

  HeapTest() {
    std::fill(std::begin(memory_), std::end(memory_), kGuard);
    std::fill_n(memory_ + 16, kSize, std::uint8_t{0});
  }
  ~HeapTest() override {
    EXPECT_TRUE(std::all_of(memory_, memory_ + 16, [](std::uint8_t b) { return b == kGuard; }));
    EXPECT_TRUE(
        std::all_of(memory_ + 16 + kSize, std::end(memory_), [](std::uint8_t b) { return b == kGuard; }));
  }
  redoubt_heap heap() { return {nullptr, nullptr, memory_ + 16, memory_ + 16 + kSize}; }
  std::uint8_t* take(std::size_t size) { return static_cast<std::uint8_t*>(allocate(heap(), size)); }
  void give(void* memory) { release(heap(), memory); }
  std::vector<std::uint8_t*> fill(std::size_t size) {
    std::vector<std::uint8_t*> all;
    while (std::uint8_t* one = take(size)) all.push_back(one);
    return all;
  }

  alignas(16) std::uint8_t memory_[16 + kSize + 16];
};

TEST_F(HeapTest, GivesDistinctAlignedMemory) {
  for (const std::size_t size : {1u, 7u, 8u, 9u, 0u, 24u}) {
    std::uint8_t* one = take(size);
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(one) % kAlignment, 0u);
    EXPECT_GE(room(heap(), one), size);
    std::memset(one, 0xFF, size);
  }
  EXPECT_NE(take(8), nullptr);  // it walks over all of them
}

TEST_F(HeapTest, HoldsAllButTheHeaders) { EXPECT_EQ(fill(8).size(), kSize / 16); }

TEST_F(HeapTest, OneBlockCanBeAll) {
  std::uint8_t* all = take(kSize - 8);
  ASSERT_NE(all, nullptr);
  EXPECT_EQ(take(0), nullptr);
  give(all);
  EXPECT_EQ(take(kSize - 8), all);
}

TEST_F(HeapTest, GivesZerosAndLeavesNone) {
  std::vector<std::uint8_t*> all = fill(8);
  for (std::uint8_t* one : all) std::fill_n(one, 8, std::uint8_t{0xFF});
  for (std::uint8_t* one : all) {
    give(one);
    EXPECT_TRUE(std::all_of(one, one + 8, [](std::uint8_t b) { return b == 0; }));
  }
  std::uint8_t* whole = take(kSize - kHeader);  // made of blocks with headers
  ASSERT_NE(whole, nullptr);
  EXPECT_TRUE(std::all_of(whole, whole + kSize - kHeader, [](std::uint8_t b) { return b == 0; }));
}

TEST_F(HeapTest, RefusesWhatDoesNotFit) {
  for (const std::size_t size : {kSize - 7, kSize - 1, kSize, kSize + 1, SIZE_MAX / 2, SIZE_MAX - 16,
                                 SIZE_MAX - 8, SIZE_MAX - 7, SIZE_MAX - 1, SIZE_MAX})
    EXPECT_EQ(take(size), nullptr) << size;
  EXPECT_NE(take(kSize - 8), nullptr);
}

TEST_F(HeapTest, EmptyRangeHasNoRoom) {
  EXPECT_EQ(allocate(redoubt_heap{}, 0), nullptr);
  EXPECT_EQ(allocate(redoubt_heap{}, 1), nullptr);
  EXPECT_THROW(release(redoubt_heap{}, memory_), Panic);
}

TEST_F(HeapTest, TakesTheFirstThatFits) {
  std::uint8_t* first = take(40);
  std::uint8_t* second = take(8);
  take(8);
  give(first);
  EXPECT_EQ(take(8), first);
  EXPECT_EQ(take(16), first + 16);
  EXPECT_EQ(take(24), second + 16 + 16);
}

TEST_F(HeapTest, ARestOfAHeaderAloneIsNotLost) {
  std::uint8_t* first = take(24);
  std::uint8_t* second = take(8);
  take(8);
  give(first);
  EXPECT_EQ(take(16), first);
  give(second);
  EXPECT_EQ(take(16), second - 8);
}

TEST_F(HeapTest, NeighboursBecomeOne) {
  for (const bool forward : {true, false}) {
    std::vector<std::uint8_t*> all = fill(8);
    if (!forward) std::reverse(all.begin(), all.end());
    for (std::uint8_t* one : all) give(one);
    std::uint8_t* whole = take(kSize - 8);
    ASSERT_NE(whole, nullptr);
    give(whole);
  }
}

TEST_F(HeapTest, NeighboursInTheMiddleBecomeOne) {
  std::vector<std::uint8_t*> all = fill(8);
  for (const std::size_t i : {3u, 2u, 4u}) give(all[i]);
  EXPECT_EQ(take(48), nullptr);
  EXPECT_EQ(take(40), all[2]);
  EXPECT_EQ(take(1), nullptr);
}

TEST_F(HeapTest, StopsDoubleAndWildFree) {
  std::uint8_t* first = take(16);
  std::uint8_t* second = take(16);
  give(first);
  EXPECT_THROW(give(first), Panic);
  EXPECT_THROW(give(second + 8), Panic);
  EXPECT_THROW(give(second + 1), Panic);
  EXPECT_THROW(give(second + 24), Panic);
  EXPECT_THROW(give(memory_), Panic);
  give(second);
  EXPECT_THROW(give(second), Panic);
  take(kSize - 8);
  EXPECT_THROW(give(second), Panic);  // inside another block now
}

TEST_F(HeapTest, StopsAfterAWriteBeyondABlock) {
  for (const std::size_t offset : {8u, 9u, 10u, 11u, 12u, 13u, 14u, 15u}) {
    std::fill_n(heap().heap, kSize, std::uint8_t{0});
    std::uint8_t* first = take(8);
    std::uint8_t* second = take(8);
    first[offset] ^= 1;
    EXPECT_THROW(take(8), Panic) << offset;
    EXPECT_THROW(give(second), Panic) << offset;
  }
}

TEST_F(HeapTest, StopsAfterAWriteIntoWhatIsNotInUse) {
  std::uint8_t* first = take(8);
  first[8] = 1;
  EXPECT_THROW(take(8), Panic);
  first[8] = 0;
  first[12] = 1;
  EXPECT_THROW(take(8), Panic);
}

TEST_F(HeapTest, AHeaderThatWasCopiedIsNone) {
  std::uint8_t* first = take(16);
  take(8);
  std::memcpy(first + 8, first - 8, 8);
  EXPECT_THROW(give(first + 16), Panic);
}

// Random work against a simple model: what is in use keeps its content, and all comes back in the end.
TEST_F(HeapTest, KeepsWhatItHolds) {
  std::mt19937 random(1);
  struct Use {
    std::uint8_t* memory;
    std::size_t size;
    std::uint8_t value;
  };
  std::vector<Use> uses;
  for (int step = 0; step < 20000; ++step) {
    if (random() % 2 == 0) {
      const std::size_t size = random() % 50;
      const auto value = static_cast<std::uint8_t>(random());
      if (std::uint8_t* one = take(size)) uses.push_back({std::fill_n(one, size, value) - size, size, value});
    } else if (!uses.empty()) {
      std::swap(uses[random() % uses.size()], uses.back());
      const Use use = uses.back();
      ASSERT_TRUE(
          std::all_of(use.memory, use.memory + use.size, [&](std::uint8_t b) { return b == use.value; }));
      give(use.memory);
      uses.pop_back();
    }
  }
  for (const Use& use : uses) give(use.memory);
  EXPECT_NE(take(kSize - 8), nullptr);
}

}  // namespace
}  // namespace redoubt::heap
