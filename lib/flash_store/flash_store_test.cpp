// SPDX-License-Identifier: BSD-3-Clause
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "lib/flash_store/memory_flash.hpp"
#include "lib/flash_store/store.hpp"
#include "lib/flash_store/system_store.hpp"

namespace redoubt::flash_store {
namespace {

TEST(FlashStoreSmoke, SetGetRemount) {
  std::vector<std::uint8_t> memory(4 * 4096, 0xFF);
  MemoryFlash flash(memory, 4096, 4);
  std::array<IndexEntry, 16> index;
  Store store(flash, index);
  ASSERT_TRUE(store.mount());
  const std::vector<std::uint8_t> value(64, 7);
  for (int i = 0; i < 1000; ++i)
    ASSERT_TRUE(store.set({-1, static_cast<std::uint64_t>(i % 5 + 1)}, 0, value)) << i;
  std::vector<std::uint8_t> back(64);
  EXPECT_TRUE(store.read_exact({-1, 3}, back));
  EXPECT_EQ(back, value);
  Reader reader(flash);
  ASSERT_TRUE(reader.mount());
  EXPECT_TRUE(reader.read_exact({-1, 5}, back));
  EXPECT_EQ(reader.read_exact({-1, 6}, back).status(), PSA_ERROR_DOES_NOT_EXIST);
}

TEST(FlashStoreSmoke, System) {
  std::vector<std::uint8_t> memory(4 * 4096, 0xFF);
  MemoryFlash flash(memory, 4096, 4);
  SystemStore store(flash);
  ASSERT_TRUE(store.mount());
  ASSERT_TRUE(store.raise_counter(provisioning::kSecurityCounterSpe, 5));
  ASSERT_TRUE(store.raise_counter(provisioning::kSecurityCounterSpe, 4));
  EXPECT_EQ(*store.counter(provisioning::kSecurityCounterSpe), 5u);
}

}  // namespace
}  // namespace redoubt::flash_store
