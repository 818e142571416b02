// SPDX-License-Identifier: BSD-3-Clause
// The public API through client, protocol and server to a system store on flash that fails where it is told
// to.
#include "services/platform/platform.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "lib/fault/access.hpp"
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
fault::Record kept_fault;
std::unique_ptr<FaultyFlash> flash;

}  // namespace

const handoff::Handoff& handoff::current() { return boot; }
fault::Record& fault::kept() { return kept_fault; }

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

// As the SPM leaves it: every byte that could tell something is 0xA5, and must be found again.
fault::Record fault_of(fault::World world, std::uint32_t exc_return) {
  fault::Record record;
  std::memset(&record, 0xA5, sizeof record);
  record.magic = fault::kMagic;
  record.version = fault::kVersion;
  record.size = sizeof record;
  record.count = 3;
  record.world = world;
  record.kind = fault::Kind::kException;
  record.exception = 7;
  record.misuse = 0;
  record.partition = world == fault::World::kSecure ? 6 : 0;
  record.has_address = 1;
  record.cfsr = 0x82;
  record.hfsr = 0;
  record.sfsr = 8;
  record.exc_return = exc_return;
  std::memcpy(record.name, "FAULTY\0\0\0\0\0\0\0\0\0", sizeof record.name);
  record.flags = fault::kHasRegisters | fault::kHasNonSecureStack;
  return record;
}
constexpr std::uint32_t kFromSecureThread = 0xFFFFFFFD;
constexpr std::uint32_t kFromNonSecureThread = 0xFFFFFFBC;

void keep(fault::Record record) {
  fault::seal(record);
  kept_fault = record;
}

TEST_F(Platform, WithoutAFaultThereIsNone) {
  redoubt_fault fault;
  kept_fault = {};
  EXPECT_EQ(redoubt_platform_last_fault(&fault), PSA_ERROR_DOES_NOT_EXIST);
  std::memset(&kept_fault, 0x5A, sizeof kept_fault);  // memory after power-on
  EXPECT_EQ(redoubt_platform_last_fault(&fault), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(redoubt_platform_clear_fault(), PSA_SUCCESS);
}

TEST_F(Platform, EveryBitOfARecordIsChecked) {
  redoubt_fault fault;
  for (std::size_t byte = 0; byte < sizeof kept_fault; ++byte) {
    keep(fault_of(fault::World::kSecure, kFromSecureThread));
    mutable_bytes_of(kept_fault)[byte] ^= 0x10;
    EXPECT_EQ(redoubt_platform_last_fault(&fault), PSA_ERROR_DOES_NOT_EXIST) << byte;
  }
}

TEST_F(Platform, TheLastFaultIsToldWhole) {
  keep(fault_of(fault::World::kSecure, kFromSecureThread));
  redoubt_fault fault;
  for (int repeated = 0; repeated < 2; ++repeated) {
    std::memset(&fault, 0xEE, sizeof fault);
    ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
  }
  EXPECT_EQ(fault.size, sizeof fault);
  EXPECT_EQ(fault.count, 3u);
  EXPECT_EQ(fault.flags,
            REDOUBT_FAULT_HAS_ADDRESS | REDOUBT_FAULT_HAS_REGISTERS | REDOUBT_FAULT_HAS_STACK_NS);
  EXPECT_EQ(fault.kind, REDOUBT_FAULT_EXCEPTION);
  EXPECT_EQ(fault.nonsecure, 0);
  EXPECT_EQ(fault.exception, 7);
  EXPECT_EQ(fault.partition, 6);
  EXPECT_STREQ(fault.name, "FAULTY");
  EXPECT_EQ(fault.cfsr, 0x82u);
  EXPECT_EQ(fault.sfsr, 8u);
  EXPECT_EQ(fault.exc_return, kFromSecureThread);
  EXPECT_EQ(static_cast<std::uint32_t>(fault.detail), 0xA5A5A5A5u);
  for (const std::uint32_t value :
       {fault.instruction, fault.address, fault.registers.r0, fault.registers.pc, fault.registers.xpsr,
        fault.msp, fault.psp, fault.msp_ns, fault.psp_ns, fault.control_ns}) {
    EXPECT_EQ(value, 0xA5A5A5A5u);
  }
  EXPECT_THAT(fault.stack_ns, testing::Each(0xA5A5A5A5u));
}

TEST_F(Platform, AFaultCanBeForgotten) {
  keep(fault_of(fault::World::kSecure, kFromSecureThread));
  EXPECT_EQ(redoubt_platform_clear_fault(), PSA_SUCCESS);
  redoubt_fault fault;
  EXPECT_EQ(redoubt_platform_last_fault(&fault), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_THAT(bytes_of(kept_fault), testing::Each(0));
}

TEST_F(Platform, ARestartOfAPartitionIsTold) {
  fault::Record record = fault_of(fault::World::kSecure, kFromSecureThread);
  record.flags = fault::kRestarted;
  record.has_address = 0;
  keep(record);
  redoubt_fault fault;
  ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
  EXPECT_EQ(fault.flags, REDOUBT_FAULT_RESTARTED);
  EXPECT_EQ(fault.address, 0u);
}

// In every lifecycle that is not one of development, the unknown ones too, no value of the secure side gets
// out.
TEST_F(Platform, InTheFieldTheSecureSideIsNotTold) {
  for (const std::uint32_t lifecycle :
       {0x0000u, 0x3000u, 0x4000u, 0x5000u, 0x6000u, 0x7000u, 0x2F00u, 0xFFFFFFFFu}) {
    boot.lifecycle = lifecycle;
    redoubt_fault fault;
    keep(fault_of(fault::World::kSecure, kFromSecureThread));
    ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
    EXPECT_EQ(fault.count, 3u);
    EXPECT_EQ(fault.flags, REDOUBT_FAULT_REDACTED);
    EXPECT_EQ(fault.partition, 6);
    EXPECT_STREQ(fault.name, "FAULTY");
    EXPECT_EQ(fault.cfsr, 0x82u);
    EXPECT_THAT(bytes_of(fault), testing::Not(testing::Contains(0xA5))) << lifecycle;
    // Led astray by the non-secure side, but the secure side's registers.
    keep(fault_of(fault::World::kNonSecure, kFromSecureThread));
    ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
    EXPECT_EQ(fault.nonsecure, 1);
    EXPECT_THAT(bytes_of(fault), testing::Not(testing::Contains(0xA5))) << lifecycle;
    // Its own instruction.
    keep(fault_of(fault::World::kNonSecure, kFromNonSecureThread));
    ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
    EXPECT_EQ(fault.instruction, 0xA5A5A5A5u);
    EXPECT_EQ(fault.address, 0xA5A5A5A5u);
    EXPECT_EQ(fault.flags, REDOUBT_FAULT_REDACTED | REDOUBT_FAULT_HAS_ADDRESS);
    EXPECT_EQ(std::ranges::count(bytes_of(fault), 0xA5), 8);
    // A misuse has no exception, and an exc_return of 0.
    fault::Record misuse = fault_of(fault::World::kSecure, 0);
    misuse.kind = fault::Kind::kMisuse;
    keep(misuse);
    ASSERT_EQ(redoubt_platform_last_fault(&fault), PSA_SUCCESS);
    EXPECT_THAT(bytes_of(fault), testing::Not(testing::Contains(0xA5))) << lifecycle;
  }
}

TEST_F(Platform, LastFaultServesClientsOfOtherVersions) {
  keep(fault_of(fault::World::kSecure, kFromSecureThread));
  std::array<std::uint8_t, 300> memory;
  redoubt_fault whole;
  ASSERT_EQ(redoubt_platform_last_fault(&whole), PSA_SUCCESS);
  for (const std::size_t known :
       {std::size_t{0}, std::size_t{4}, sizeof whole - 1, sizeof whole, memory.size()}) {
    memory.fill(0xEE);
    std::size_t length = 0;
    ASSERT_EQ(protocol::call<LastFault>(PLATFORM_HANDLE, protocol::Out{memory.data(), known, &length}),
              PSA_SUCCESS);
    EXPECT_EQ(length, std::min(known, sizeof whole));
    EXPECT_EQ(std::memcmp(memory.data(), &whole, length), 0);
    EXPECT_EQ(memory[length], 0xEE);
  }
}

TEST_F(Platform, RefusesWhatIsNoRequest) {
  EXPECT_EQ(redoubt_platform_boot_info(nullptr), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(redoubt_platform_last_fault(nullptr), PSA_ERROR_INVALID_ARGUMENT);
  for (const std::int32_t type : {0, 5, 1000, INT32_MAX}) {
    EXPECT_EQ(psa_call(PLATFORM_HANDLE, type, nullptr, 0, nullptr, 0), PSA_ERROR_NOT_SUPPORTED);
  }
  const psa_invec in{"x", 1};
  EXPECT_EQ(psa_call(PLATFORM_HANDLE, Confirm::kType, &in, 1, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  expect_counters(1, 1);
}

}  // namespace
}  // namespace platform
}  // namespace redoubt
