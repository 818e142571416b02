// SPDX-License-Identifier: BSD-3-Clause
#include <gmock/gmock.h>

#include <set>

#include "lib/flash_store/faulty_flash.hpp"
#include "services/crypto/entropy_seed.hpp"

namespace redoubt::crypto {
namespace {

using flash_store::FaultyFlash;
using flash_store::SystemStore;
using Entropy = std::array<std::uint8_t, 48>;

class EntropySeed : public ::testing::Test {
 protected:
  FaultyFlash flash_{hal::FlashGeometry{4 * 4096, 4096, 16}};

  EntropySeed() {
    Seed seed;
    seed.fill(0x5A);
    SystemStore store(flash_);
    EXPECT_TRUE(store.mount());
    EXPECT_TRUE(store.replace_seed(seed));
  }
  Status fill(MutableBytes out) {
    SystemStore store(flash_);
    const Status mounted = store.mount();
    return mounted ? fill_from_seed(store, out) : mounted;
  }
  Seed stored() {
    Seed seed{};
    SystemStore store(flash_);
    EXPECT_TRUE(store.mount());
    EXPECT_TRUE(store.read_seed(seed));
    return seed;
  }
};

TEST_F(EntropySeed, EveryBootHasItsOwn) {
  std::set<Entropy> outputs;
  std::set<Seed> seeds = {stored()};
  for (std::size_t boot = 1; boot <= 300; ++boot) {
    Entropy entropy{};
    ASSERT_TRUE(fill(entropy));
    EXPECT_TRUE(outputs.insert(entropy).second);
    EXPECT_TRUE(seeds.insert(stored()).second);
  }
}

// What comes out has nothing in common with the seed before or after it.
TEST_F(EntropySeed, OutputIsNeitherSeed) {
  Seed entropy{};
  const Seed before = stored();
  ASSERT_TRUE(fill(entropy));
  const Seed after = stored();
  for (std::size_t half = 0; half < 64; half += 32) {
    for (const Seed& seed : {before, after}) {
      EXPECT_FALSE(std::equal(entropy.begin() + half, entropy.begin() + half + 32, seed.begin() + half));
    }
  }
  EXPECT_FALSE(std::equal(entropy.begin(), entropy.begin() + 32, entropy.begin() + 32));
}

// SHA-256(64 bytes of 0x5A | 'u' | number) and 'n', by python's hashlib.
TEST_F(EntropySeed, IsTheDocumentedHash) {
  Seed entropy{};
  ASSERT_TRUE(fill(entropy));
  EXPECT_THAT(Bytes(entropy).first(8),
              ::testing::ElementsAre(0x1b, 0xa4, 0x25, 0x8b, 0x80, 0x17, 0x95, 0xc5));
  EXPECT_THAT(Bytes(stored()).subspan(32, 8),
              ::testing::ElementsAre(0x7f, 0x70, 0x90, 0x2c, 0x9a, 0xe2, 0xf4, 0x8c));
}

// Whatever the moment of a power cut: what was given out before it (nothing) and after it never repeats, and
// the device still has a seed.
TEST_F(EntropySeed, PowerCutsRepeatNothing) {
  std::set<Entropy> outputs;
  Entropy entropy{};
  ASSERT_TRUE(fill(entropy));
  outputs.insert(entropy);
  for (int tear = 0; tear < FaultyFlash::kTears; ++tear) {
    bool was_cut = true;
    for (std::uint64_t step = 0; was_cut; ++step) {
      ASSERT_LT(step, 1000u);
      flash_.cut_at(flash_.operations() + step, static_cast<FaultyFlash::Tear>(tear), 1);
      try {
        ASSERT_TRUE(fill(entropy));
        was_cut = false;
        EXPECT_TRUE(outputs.insert(entropy).second);
      } catch (const flash_store::PowerCut&) {
      }
      flash_.no_cut();
      ASSERT_TRUE(fill(entropy));
      EXPECT_TRUE(outputs.insert(entropy).second);
    }
  }
}

TEST_F(EntropySeed, NothingComesOutWithoutASeed) {
  FaultyFlash empty{hal::FlashGeometry{4 * 4096, 4096, 16}};
  SystemStore store(empty);
  ASSERT_TRUE(store.mount());
  Entropy entropy;
  entropy.fill(0xEE);
  EXPECT_EQ(fill_from_seed(store, entropy).status(), PSA_ERROR_INSUFFICIENT_ENTROPY);
  EXPECT_THAT(entropy, ::testing::Each(0));
}

TEST_F(EntropySeed, NothingComesOutIfTheNextSeedCannotBeStored) {
  for (std::size_t sector = 0; sector < 4; ++sector) flash_.break_sector(sector);
  const Seed before = stored();
  Entropy entropy;
  entropy.fill(0xEE);
  EXPECT_EQ(fill(entropy).status(), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_THAT(entropy, ::testing::Each(0));
  EXPECT_EQ(stored(), before);
}

TEST_F(EntropySeed, GivesNoMoreThanItHas) {
  std::array<std::uint8_t, 65> too_much{};
  const Seed before = stored();
  EXPECT_EQ(fill(too_much).status(), PSA_ERROR_INSUFFICIENT_ENTROPY);
  EXPECT_EQ(stored(), before);
}

}  // namespace
}  // namespace redoubt::crypto
