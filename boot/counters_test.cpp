// SPDX-License-Identifier: BSD-3-Clause
#include "boot/counters.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "lib/flash_store/memory_flash.hpp"

namespace redoubt::boot {
namespace {

class Counters : public ::testing::Test {
 protected:
  void write(provisioning::SystemRecord record, std::uint32_t value) {
    flash_store::SystemStore store(flash_);
    ASSERT_TRUE(store.mount());
    ASSERT_TRUE(store.raise_counter(record, value));
  }
  Status read() { return read_counters(flash_, counters_); }

  std::vector<std::uint8_t> memory_ = std::vector<std::uint8_t>(4 * 4096, 0xFF);
  flash_store::MemoryFlash flash_{memory_, 4096, 4};
  std::uint32_t counters_[2] = {};
};

TEST_F(Counters, AreReadFromTheirRecordsWithoutWriting) {
  write(provisioning::kSecurityCounterSpe, 7);
  write(provisioning::kSecurityCounterNspe, 9);
  write(provisioning::kSecurityCounterSpe, 8);
  const std::vector<std::uint8_t> before = memory_;
  ASSERT_TRUE(read());
  EXPECT_EQ(counters_[handoff::kSpe], 8u);
  EXPECT_EQ(counters_[handoff::kNspe], 9u);
  EXPECT_EQ(memory_, before);
}

TEST_F(Counters, MissingOnesAreAnError) {
  EXPECT_EQ(read().status(), PSA_ERROR_DOES_NOT_EXIST);
  write(provisioning::kSecurityCounterSpe, 7);
  EXPECT_EQ(read().status(), PSA_ERROR_DOES_NOT_EXIST);
}

// Whatever happens to the area, the counters read are the true ones or none.
TEST_F(Counters, DamageNeverLowersThem) {
  write(provisioning::kSecurityCounterSpe, 0x01010101);
  write(provisioning::kSecurityCounterNspe, 0x02020202);
  for (std::size_t bit = 0; bit < 256 * 8; ++bit) {
    const auto mask = static_cast<std::uint8_t>(1u << (bit % 8));
    memory_[bit / 8] ^= mask;
    const Status status = read();
    memory_[bit / 8] ^= mask;
    if (!status) continue;
    EXPECT_EQ(counters_[handoff::kSpe], 0x01010101u) << bit;
    EXPECT_EQ(counters_[handoff::kNspe], 0x02020202u) << bit;
  }
}

}  // namespace
}  // namespace redoubt::boot
