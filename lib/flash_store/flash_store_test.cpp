// SPDX-License-Identifier: BSD-3-Clause
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "lib/flash_store/device.hpp"
#include "lib/flash_store/memory_flash.hpp"
#include "lib/flash_store/system_store.hpp"

namespace redoubt::flash_store {
namespace {

constexpr hal::FlashGeometry kGeometry{16384, 4096, 4};

const hal::FlashGeometry kGeometries[] = {{512, 256, 1},    {1024, 256, 4},    {768, 256, 16},
                                          {2560, 512, 2},   {4096, 1024, 8},   {8192, 4096, 4},
                                          {65536, 4096, 4}, {32768, 2048, 16}, {131072, 65536, 4}};

std::string name(const hal::FlashGeometry& g) {
  return std::to_string(g.size / g.sector_size) + "x" + std::to_string(g.sector_size) + "_unit" +
         std::to_string(g.program_unit);
}

Key key(std::uint64_t uid, std::int32_t client = -1) { return {client, uid}; }

void expect_value(const Device& device, const Key& which, const Value& expected) {
  Value value;
  const auto found = device.read(which, value);
  ASSERT_EQ(found.status(), PSA_SUCCESS);
  ASSERT_TRUE(*found);
  EXPECT_EQ(value, expected);
}

class GeometryTest : public testing::TestWithParam<hal::FlashGeometry> {};
INSTANTIATE_TEST_SUITE_P(All, GeometryTest, testing::ValuesIn(kGeometries),
                         [](const auto& chosen) { return name(chosen.param); });

TEST_P(GeometryTest, ValuesOfEverySizeUpToTheStores) {
  Device device(GetParam(), 16);
  ASSERT_TRUE(device.reboot());
  std::size_t largest = 0;
  for (std::size_t size = 0;; size += size < 100 ? 1 : size / 7) {
    const Value value = make_value(static_cast<std::uint32_t>(size), size);
    const psa_status_t status = device.apply({key(1), value}).status();
    if (status == PSA_ERROR_INSUFFICIENT_STORAGE) break;
    ASSERT_EQ(status, PSA_SUCCESS) << size;
    expect_value(device, key(1), value);
    ASSERT_TRUE(device.reboot());
    expect_value(device, key(1), value);
    ASSERT_TRUE(device.store().remove(key(1)));
    largest = size;
  }
  EXPECT_GT(largest * 3, GetParam().size / GetParam().sector_size * 50);
  EXPECT_EQ(device.flash.violations(), 0);
}

// As many as fit, from two clients, then none; every time the same number, and every removal works in the
// full store.
TEST_P(GeometryTest, FillsToTheSameCountEveryTime) {
  Device device(GetParam(), 2048);
  ASSERT_TRUE(device.reboot());
  std::uint64_t first_count = 0;
  for (int round = 0; round < 6; ++round) {
    std::uint64_t count = 0;
    for (;; ++count) {
      const psa_status_t status =
          device.apply({key(count + 1, count % 2 == 0 ? -1 : 5), make_value(1, 30)}).status();
      if (status == PSA_ERROR_INSUFFICIENT_STORAGE) break;
      ASSERT_EQ(status, PSA_SUCCESS);
    }
    if (round == 0) first_count = count;
    ASSERT_EQ(count, first_count) << round;
    if (round % 3 == 0) {
      ASSERT_TRUE(device.reboot());
    }
    // Replacing works however full it is.
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, 20); ++i) {
      ASSERT_TRUE(device.apply({key(i + 1, i % 2 == 0 ? -1 : 5), make_value(2, 30)})) << i;
    }
    for (std::uint64_t i = 0; i < count; ++i)
      ASSERT_TRUE(device.store().remove(key(i + 1, i % 2 == 0 ? -1 : 5))) << i;
  }
  EXPECT_GT(first_count, 0u);
  const auto [least, most] = std::ranges::minmax(device.flash.wear());
  EXPECT_LE(most, least + 1);
  EXPECT_EQ(device.flash.violations(), 0);
}

TEST(FlashStoreTest, WearIsSpreadEvenly) {
  Device device(kGeometry, 16);
  ASSERT_TRUE(device.reboot());
  const Value cold = make_value(1, 1500);
  ASSERT_TRUE(device.apply({key(1), cold}));
  for (std::uint32_t i = 0; i < 5000; ++i) ASSERT_TRUE(device.apply({key(2), make_value(i, 16)}));
  expect_value(device, key(1), cold);
  const auto [least, most] = std::ranges::minmax(device.flash.wear());
  EXPECT_GT(least, 10u);
  EXPECT_LE(most, least + 1);
}

TEST(FlashStoreTest, AFullStoreTakesNoMoreAndWearsNoFurther) {
  Device device(kGeometry, 64);
  ASSERT_TRUE(device.reboot());
  std::uint64_t count = 0;
  while (device.apply({key(count + 1), make_value(1, 200)})) ++count;
  const std::uint64_t operations = device.flash.operations();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(device.apply({key(count + 1), make_value(1, 200)}).status(), PSA_ERROR_INSUFFICIENT_STORAGE);
    EXPECT_EQ(device.store().set(key(1), 0, std::vector<std::uint8_t>(20000)).status(),
              PSA_ERROR_INSUFFICIENT_STORAGE);
  }
  EXPECT_EQ(device.flash.operations(), operations);
}

TEST(FlashStoreTest, MoreRecordsThanTheIndexHolds) {
  Device device(kGeometry, 3);
  ASSERT_TRUE(device.reboot());
  for (std::uint32_t i = 1; i <= 20; ++i) ASSERT_TRUE(device.apply({key(i), make_value(i, 20 * i)}));
  for (std::uint32_t i = 1; i <= 20; i += 2) ASSERT_TRUE(device.store().remove(key(i)));
  for (int pass = 0; pass < 2; ++pass) {
    for (std::uint32_t i = 1; i <= 20; ++i) {
      if (i % 2 == 0) {
        expect_value(device, key(i), make_value(i, 20 * i));
      } else {
        EXPECT_EQ(device.store().info(key(i)).status(), PSA_ERROR_DOES_NOT_EXIST);
        EXPECT_EQ(device.store().remove(key(i)).status(), PSA_ERROR_DOES_NOT_EXIST);
      }
    }
    ASSERT_TRUE(device.reboot());
  }
}

TEST(FlashStoreTest, KeysDifferInEveryPart) {
  Device device(kGeometry, 16);
  ASSERT_TRUE(device.reboot());
  const Key keys[] = {{0, 1}, {1, 1}, {-1, 1}, {0, 1ull << 32}, {0, (1ull << 32) + 1}, {INT32_MIN, 1}};
  std::uint32_t version = 0;
  for (const Key& which : keys) ASSERT_TRUE(device.apply({which, make_value(++version, 10)}));
  version = 0;
  for (const Key& which : keys) expect_value(device, which, make_value(++version, 10));
}

TEST(FlashStoreTest, WriteOnceStays) {
  Device device(kGeometry, 16);
  ASSERT_TRUE(device.reboot());
  ASSERT_TRUE(device.store().set(key(1), kWriteOnce, std::vector<std::uint8_t>(5)));
  ASSERT_TRUE(device.store().set(key(2), kWriteOnce, std::vector<std::uint8_t>(500)));
  for (const std::uint64_t uid : {1u, 2u}) {
    EXPECT_EQ(device.store().set(key(uid), 0, Bytes{}).status(), PSA_ERROR_NOT_PERMITTED);
    EXPECT_EQ(device.store().remove(key(uid)).status(), PSA_ERROR_NOT_PERMITTED);
  }
}

class FailingSource final : public Source {
 public:
  explicit FailingSource(int good) : good_(good) {}
  Status read(MutableBytes into) override {
    std::ranges::fill(into, std::uint8_t{0x55});
    return good_-- > 0 ? Status{} : Failure{PSA_ERROR_COMMUNICATION_FAILURE};
  }

 private:
  int good_;
};

TEST(FlashStoreTest, AnErrorOfTheSourceLeavesTheOldValue) {
  for (const std::uint32_t size : {10u, 200u, 3000u}) {
    Device device(kGeometry, 32);
    ASSERT_TRUE(device.reboot());
    const Value old = make_value(1, 700);
    ASSERT_TRUE(device.apply({key(1), old}));
    for (int good = 0; good < 200; ++good) {
      FailingSource source(good);
      const Status status = device.store().set(key(1), 0, size, source);
      if (status) break;
      EXPECT_EQ(status.status(), PSA_ERROR_COMMUNICATION_FAILURE);
      expect_value(device, key(1), old);
      if (good % 5 == 0) {
        ASSERT_TRUE(device.reboot());
        expect_value(device, key(1), old);
      }
    }
    EXPECT_EQ(device.store().info(key(1))->size, size);
    // The failures took no room for good.
    std::uint64_t count = 0;
    while (device.apply({key(count + 2), make_value(1, 200)})) ++count;
    EXPECT_GT(count, 30u);
  }
}

TEST(FlashStoreTest, OffsetsAndLimits) {
  Device device(kGeometry, 32);
  ASSERT_TRUE(device.reboot());
  const Value value = make_value(1, 1000);
  ASSERT_TRUE(device.apply({key(1), value}));
  for (const std::uint32_t offset : {0u, 1u, 227u, 228u, 500u, 999u, 1000u}) {
    for (const std::uint32_t limit : {0u, 1u, 64u, 229u, 1000u, UINT32_MAX}) {
      VectorSink sink;
      ASSERT_TRUE(device.store().get(key(1), offset, limit, sink));
      const auto begin = value.data.begin() + offset;
      EXPECT_EQ(sink.bytes, std::vector<std::uint8_t>(begin, begin + std::min(limit, 1000 - offset)));
    }
  }
  VectorSink sink;
  EXPECT_EQ(device.store().get(key(1), 1001, 1, sink).status(), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(device.store().get(key(2), 0, 1, sink).status(), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_TRUE(sink.bytes.empty());
}

TEST(FlashStoreTest, BrokenSectorsAreReplacedBySpareOnes) {
  Device device({8 * 1024, 1024, 4}, 32, 2);
  ASSERT_TRUE(device.reboot());
  Model model;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    if (i == 500) device.flash.break_sector(2);
    if (i == 1000) device.flash.break_sector(6);
    const Step step{key(i % 9), make_value(i, i % 9 * 20)};
    // The set() in which a sector breaks may fail; the next one works.
    if (!device.apply(step)) {
      ASSERT_TRUE(device.apply(step)) << i;
    }
    model[step.key] = *step.value;
    if (i % 100 == 0) {
      ASSERT_TRUE(device.reboot());
    }
    for (const auto& [which, value] : model) expect_value(device, which, value);
  }
  EXPECT_EQ(device.flash.violations(), 0);
}

TEST(FlashStoreTest, WithoutSparesABrokenSectorLosesNothing) {
  Device device({4 * 1024, 1024, 4}, 32);
  ASSERT_TRUE(device.reboot());
  for (std::uint32_t i = 0; i < 10; ++i) ASSERT_TRUE(device.apply({key(i), make_value(i, 30)}));
  for (std::size_t sector = 0; sector < 4; ++sector) device.flash.break_sector(sector);
  EXPECT_EQ(device.apply({key(1), make_value(99, 30)}).status(), PSA_ERROR_STORAGE_FAILURE);
  for (std::uint32_t i = 0; i < 10; ++i) expect_value(device, key(i), make_value(i, 30));
  ASSERT_TRUE(device.reboot());
  for (std::uint32_t i = 0; i < 10; ++i) expect_value(device, key(i), make_value(i, 30));
}

TEST(FlashStoreTest, UnsupportedGeometries) {
  for (const hal::FlashGeometry& g : {hal::FlashGeometry{256, 256, 4},
                                      {512, 128, 4},
                                      {4096, 1024, 32},
                                      {3000, 1000, 4},
                                      {262144, 131072, 4},
                                      {32u << 20, 65536, 4}}) {
    Device device(g, 4);
    EXPECT_EQ(device.reboot().status(), PSA_ERROR_NOT_SUPPORTED) << name(g);
  }
}

TEST(FlashStoreTest, AStoreOfAnotherGeometryIsNotTouched) {
  std::vector<std::uint8_t> memory(8192, 0xFF);
  std::array<IndexEntry, 8> index;
  MemoryFlash flash(memory, 2048, 4);
  Store store(flash, index);
  ASSERT_TRUE(store.mount());
  ASSERT_TRUE(store.set(key(1), 0, bytes_of(kGeometry)));
  MemoryFlash other(memory, 4096, 4);
  Store wrong(other, index);
  EXPECT_EQ(wrong.mount().status(), PSA_ERROR_DATA_INVALID);
}

// The reader of the bootloader sees what the store wrote.
TEST(FlashStoreTest, TheReaderNeedsNoIndex) {
  Device device(kGeometry, 8);
  ASSERT_TRUE(device.reboot());
  for (std::uint32_t i = 0; i < 300; ++i) ASSERT_TRUE(device.apply({key(i % 7), make_value(i, 12)}));
  ASSERT_TRUE(device.store().remove(key(3)));
  Reader reader(device.flash);
  ASSERT_TRUE(reader.mount());
  std::array<std::uint8_t, 12> value;
  ASSERT_TRUE(reader.read_exact(key(2), value));
  EXPECT_THAT(value, testing::ElementsAreArray(make_value(296, 12).data));
  EXPECT_EQ(reader.read_exact(key(3), value).status(), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(reader.read_exact(key(2), MutableBytes(value).first(11)).status(), PSA_ERROR_DATA_CORRUPT);
}

TEST(SystemStoreTest, CountersNeverGoDown) {
  using provisioning::kSecurityCounterNspe;
  using provisioning::kSecurityCounterSpe;
  FaultyFlash flash(kGeometry);
  SystemStore store(flash);
  ASSERT_TRUE(store.mount());
  EXPECT_EQ(store.counter(kSecurityCounterSpe).status(), PSA_ERROR_DOES_NOT_EXIST);
  ASSERT_TRUE(store.raise_counter(kSecurityCounterSpe, 0));
  EXPECT_EQ(*store.counter(kSecurityCounterSpe), 0u);
  ASSERT_TRUE(store.raise_counter(kSecurityCounterSpe, 7));
  ASSERT_TRUE(store.raise_counter(kSecurityCounterNspe, UINT32_MAX));
  const std::uint64_t operations = flash.operations();
  ASSERT_TRUE(store.raise_counter(kSecurityCounterSpe, 6));
  ASSERT_TRUE(store.raise_counter(kSecurityCounterSpe, 7));
  ASSERT_TRUE(store.raise_counter(kSecurityCounterNspe, 0));
  EXPECT_EQ(flash.operations(), operations);
  Reader reader(flash);
  ASSERT_TRUE(reader.mount());
  EXPECT_EQ(*read_counter(reader, kSecurityCounterSpe), 7u);
  EXPECT_EQ(*read_counter(reader, kSecurityCounterNspe), UINT32_MAX);
}

TEST(SystemStoreTest, ADamagedCounterIsNotTakenForZero) {
  FaultyFlash flash(kGeometry);
  SystemStore store(flash);
  ASSERT_TRUE(store.mount());
  ASSERT_TRUE(store.raise_counter(provisioning::kSecurityCounterSpe, 0x12345678));
  const std::vector<std::uint8_t> wanted{0x78, 0x56, 0x34, 0x12};
  const auto at = std::search(flash.memory().begin(), flash.memory().end(), wanted.begin(), wanted.end());
  ASSERT_NE(at, flash.memory().end());
  *at ^= 1;
  EXPECT_EQ(store.counter(provisioning::kSecurityCounterSpe).status(), PSA_ERROR_DATA_CORRUPT);
  EXPECT_EQ(store.raise_counter(provisioning::kSecurityCounterSpe, 0x20000000).status(),
            PSA_ERROR_DATA_CORRUPT);
}

TEST(SystemStoreTest, SeedsAreReplaced) {
  FaultyFlash flash(kGeometry);
  SystemStore store(flash);
  ASSERT_TRUE(store.mount());
  std::array<std::uint8_t, kSeedSize> seed;
  EXPECT_EQ(store.read_seed(seed).status(), PSA_ERROR_DOES_NOT_EXIST);
  for (std::uint8_t i = 1; i < 200; ++i) {
    std::array<std::uint8_t, kSeedSize> next;
    next.fill(i);
    ASSERT_TRUE(store.replace_seed(next));
    ASSERT_TRUE(store.read_seed(seed));
    EXPECT_EQ(seed, next);
  }
}

}  // namespace
}  // namespace redoubt::flash_store
