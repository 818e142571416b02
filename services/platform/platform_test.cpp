// SPDX-License-Identifier: BSD-3-Clause
// The public API through client, protocol and server to a system store on flash that fails where it is told
// to.
#include "services/platform/platform.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "lib/flash_store/faulty_flash.hpp"
#include "lib/flash_store/system_store.hpp"
#include "lib/handoff/access.hpp"
#include "lib/protocol/client.hpp"
#include "lib/protocol/loopback.hpp"
#include "psa_manifest/sid.h"
#include "services/platform/protocol.hpp"

extern "C" psa_status_t platform_sfn(const psa_msg_t* msg);

namespace redoubt {
namespace {

using flash_store::FaultyFlash;
using flash_store::SystemStore;
using provisioning::kSecurityCounterNspe;
using provisioning::kSecurityCounterSpe;

handoff::Handoff boot;
std::unique_ptr<FaultyFlash> flash;

}  // namespace

const handoff::Handoff& handoff::current() { return boot; }

Status platform::confirm(const handoff::Handoff& running) {
  SystemStore store(*flash);
  REDOUBT_TRY(store.mount());
  return raise_counters(store, running);
}

namespace platform {
namespace {

class Platform : public testing::Test {
 protected:
  Platform() {
    protocol::loopback::attach(PLATFORM_HANDLE, &platform_sfn);
    protocol::loopback::set_client(-1);
    provision();
    boot = {};
    boot.lifecycle = 0x2000;
    set_running(5, 7);
  }

  // A new device: both counters are 1.
  static void provision() {
    flash = std::make_unique<FaultyFlash>(hal::FlashGeometry{4 * 4096, 4096, 4});
    SystemStore store(*flash);
    ASSERT_TRUE(store.mount());
    ASSERT_TRUE(store.raise_counter(kSecurityCounterSpe, 1));
    ASSERT_TRUE(store.raise_counter(kSecurityCounterNspe, 1));
  }
  static void set_running(std::uint32_t spe, std::uint32_t nspe) {
    boot.image[handoff::kSpe].security_counter = spe;
    boot.image[handoff::kNspe].security_counter = nspe;
  }
  static std::uint32_t counter(provisioning::SystemRecord record) {
    SystemStore store(*flash);
    EXPECT_TRUE(store.mount());
    const auto value = store.counter(record);
    EXPECT_TRUE(value);
    return value ? *value : 0;
  }
  static void expect_counters(std::uint32_t spe, std::uint32_t nspe) {
    EXPECT_EQ(counter(kSecurityCounterSpe), spe);
    EXPECT_EQ(counter(kSecurityCounterNspe), nspe);
  }
};

TEST_F(Platform, ConfirmingRaisesBothCountersToTheRunningImages) {
  EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  expect_counters(5, 7);
}

TEST_F(Platform, ConfirmingAgainWritesNothing) {
  ASSERT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  const auto operations = flash->operations();
  EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  EXPECT_EQ(flash->operations(), operations);
}

TEST_F(Platform, CountersNeverGoDown) {
  ASSERT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  set_running(4, 8);
  EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  expect_counters(5, 8);
  set_running(0, 0);
  EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  expect_counters(5, 8);
  set_running(UINT32_MAX, UINT32_MAX);
  EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  expect_counters(UINT32_MAX, UINT32_MAX);
}

// After a power cut at any operation each counter has its old or its new value, and confirming again
// completes.
TEST_F(Platform, ConfirmingSurvivesEveryPowerCut) {
  const std::uint64_t start = flash->operations();
  ASSERT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
  const std::uint64_t steps = flash->operations() - start;
  ASSERT_GT(steps, 0u);
  for (std::uint64_t step = 0; step < steps; ++step) {
    for (int tear = 0; tear < FaultyFlash::kTears; ++tear) {
      provision();
      flash->cut_at(flash->operations() + step, static_cast<FaultyFlash::Tear>(tear), 1);
      SystemStore store(*flash);
      ASSERT_TRUE(store.mount());
      EXPECT_THROW(static_cast<void>(raise_counters(store, boot)), flash_store::PowerCut);
      flash->no_cut();
      const std::uint32_t spe = counter(kSecurityCounterSpe);
      const std::uint32_t nspe = counter(kSecurityCounterNspe);
      EXPECT_TRUE(spe == 1 || spe == 5) << spe;
      EXPECT_TRUE(nspe == 1 || nspe == 7) << nspe;
      EXPECT_EQ(redoubt_platform_confirm(), PSA_SUCCESS);
      expect_counters(5, 7);
    }
  }
}

TEST_F(Platform, ReportsAMemoryThatFails) {
  for (std::size_t sector = 0; sector < 4; ++sector) flash->break_sector(sector);
  EXPECT_EQ(redoubt_platform_confirm(), PSA_ERROR_STORAGE_FAILURE);
}

TEST_F(Platform, BootInfoIsWhatTheBootloaderHandedOver) {
  for (std::uint32_t i = 0; i < handoff::kImageCount; ++i) {
    handoff::Measurement& image = boot.image[i];
    std::memset(image.hash, static_cast<int>(0x10 + i), sizeof image.hash);
    std::memset(image.signer_id, static_cast<int>(0x20 + i), sizeof image.signer_id);
    image.version = {static_cast<std::uint8_t>(1 + i), 2, 0x303, 0x40404};
    image.size = 1000 + i;
  }
  redoubt_boot_info info;
  std::memset(&info, 0xEE, sizeof info);
  ASSERT_EQ(redoubt_platform_boot_info(&info), PSA_SUCCESS);
  EXPECT_EQ(info.size, sizeof info);
  EXPECT_EQ(info.lifecycle, 0x2000u);
  for (std::uint32_t i = 0; i < REDOUBT_IMAGE_COUNT; ++i) {
    const redoubt_image_info& image = info.image[i];
    EXPECT_THAT(image.hash, testing::Each(0x10 + i));
    EXPECT_THAT(image.signer_id, testing::Each(0x20 + i));
    EXPECT_EQ(image.version_major, 1 + i);
    EXPECT_EQ(image.version_minor, 2);
    EXPECT_EQ(image.version_revision, 0x303);
    EXPECT_EQ(image.version_build, 0x40404u);
    EXPECT_EQ(image.size, 1000 + i);
  }
  EXPECT_EQ(info.image[REDOUBT_IMAGE_SPE].security_counter, 5u);
  EXPECT_EQ(info.image[REDOUBT_IMAGE_NSPE].security_counter, 7u);
}

TEST_F(Platform, BootInfoServesClientsOfOtherVersions) {
  std::array<std::uint8_t, 300> memory;
  redoubt_boot_info whole;
  ASSERT_EQ(redoubt_platform_boot_info(&whole), PSA_SUCCESS);
  for (const std::size_t known :
       {std::size_t{0}, std::size_t{4}, sizeof whole - 1, sizeof whole, memory.size()}) {
    memory.fill(0xEE);
    std::size_t length = 0;
    ASSERT_EQ(protocol::call<BootInfo>(PLATFORM_HANDLE, protocol::Out{memory.data(), known, &length}),
              PSA_SUCCESS);
    EXPECT_EQ(length, std::min(known, sizeof whole));
    EXPECT_EQ(std::memcmp(memory.data(), &whole, length), 0);
    EXPECT_EQ(memory[length], 0xEE);
  }
}

TEST_F(Platform, RefusesWhatIsNoRequest) {
  EXPECT_EQ(redoubt_platform_boot_info(nullptr), PSA_ERROR_INVALID_ARGUMENT);
  for (const std::int32_t type : {0, 3, 1000, INT32_MAX}) {
    EXPECT_EQ(psa_call(PLATFORM_HANDLE, type, nullptr, 0, nullptr, 0), PSA_ERROR_NOT_SUPPORTED);
  }
  const psa_invec in{"x", 1};
  EXPECT_EQ(psa_call(PLATFORM_HANDLE, Confirm::kType, &in, 1, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  expect_counters(1, 1);
}

}  // namespace
}  // namespace platform
}  // namespace redoubt
