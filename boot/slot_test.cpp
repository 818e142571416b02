// SPDX-License-Identifier: BSD-3-Clause
// The copy: what an attacker who holds the external memory can do while it is made.
#include "boot/slot.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "boot/test_device.hpp"

namespace redoubt::boot {
namespace {

using test::Buffer;
using test::Key;

image::Demand demand_for(const Key& key) {
  return {test::kSpeAddress, test::kHeaderSize, key.hash(), 5, hardened::Verdict::refused()};
}

// The slot ends where memory ends: one byte read beyond it, or beyond the image where the header says so, is
// a crash.
class GuardedSlot : public ::testing::Test {
 protected:
  GuardedSlot() : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    void* pages = mmap(nullptr, 2 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    base_ = static_cast<std::uint8_t*>(pages);
    mprotect(base_ + page_, page_, PROT_NONE);
  }
  ~GuardedSlot() override { munmap(base_, 2 * page_); }
  // `bytes` at the very end of what can be read; 4-byte aligned or not, as their size has it.
  Bytes at_the_end(const Buffer& bytes) {
    std::copy(bytes.begin(), bytes.end(), base_ + page_ - bytes.size());
    return {base_ + page_ - bytes.size(), bytes.size()};
  }

  std::size_t page_;
  std::uint8_t* base_;
  Key key_ = Key::generate();
  alignas(4) std::array<std::uint8_t, test::kSlotSize> execution_{};
};

TEST_F(GuardedSlot, IsNotReadBeyondItsEnd) {
  for (const std::size_t payload : {64u, 65u, 66u, 67u}) {
    const Buffer image = make_image(key_, {.load_address = test::kSpeAddress, .payload_size = payload});
    for (std::size_t size = 0; size <= image.size(); ++size) {
      const Slot slot{"SPE",
                      at_the_end(Buffer(image.begin(), image.begin() + static_cast<std::ptrdiff_t>(size))),
                      execution_, test::kSpeAddress};
      image::Image parsed;
      image::Facts facts;
      EXPECT_EQ(load_image(slot, demand_for(key_), parsed, facts).is_accepted(), size == image.size())
          << size;
    }
  }
}

TEST_F(GuardedSlot, ExecutionMemoryIsNotWrittenBeyondItsEnd) {
  const Buffer image = make_image(key_, {.load_address = test::kSpeAddress});
  for (std::size_t size = 0; size <= image.size(); size += 4) {
    std::uint8_t* memory = base_ + page_ - size;
    const Slot slot{"SPE", image, {memory, size}, test::kSpeAddress};
    image::Image parsed;
    image::Facts facts;
    EXPECT_EQ(load_image(slot, demand_for(key_), parsed, facts).is_accepted(), size >= image.size()) << size;
  }
}

TEST_F(GuardedSlot, RefusalWipesAllExecutionMemory) {
  execution_.fill(0xEE);
  Buffer image = make_image(key_, {.load_address = test::kSpeAddress});
  image[200] ^= 1;
  const Slot slot{"SPE", image, execution_, test::kSpeAddress};
  image::Image parsed;
  image::Facts facts;
  EXPECT_EQ(load_image(slot, demand_for(key_), parsed, facts).reason(), image::Reason::kAltered);
  EXPECT_TRUE(test::is_wiped(execution_));
}

// Every bit of a whole image, judged with the real signature: nothing of an image may vary.
TEST(LoadImage, RefusesEveryFlippedBit) {
  const Key key = Key::generate();
  alignas(4) std::array<std::uint8_t, test::kSlotSize> execution{};
  const auto loads = [&](const Buffer& image) {
    const Slot slot{"SPE", image, execution, test::kSpeAddress};
    image::Image parsed;
    image::Facts facts;
    return load_image(slot, demand_for(key), parsed, facts).is_accepted();
  };
  const Buffer good = make_image(key, {.load_address = test::kSpeAddress, .payload_size = 32});
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Buffer flipped = good;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    EXPECT_FALSE(loads(flipped)) << "byte " << bit / 8 << " bit " << bit % 8;
  }
  EXPECT_TRUE(loads(good));
}

}  // namespace
}  // namespace redoubt::boot
