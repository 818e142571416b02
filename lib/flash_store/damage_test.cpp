// SPDX-License-Identifier: BSD-3-Clause
// What damage to the memory does: one flipped bit anywhere, records that an attacker planted inside a value.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/flash_store/device.hpp"

namespace redoubt::flash_store {
namespace {

TEST(CorrectionTest, EverySingleBitIsPutRightAndNoTwoAreMistaken) {
  std::array<std::uint8_t, sizeof(SectorHeader)> good;  // the longer one of the headers
  for (std::size_t i = 0; i < 20; ++i) good[i] = static_cast<std::uint8_t>(i * 37 + 1);
  store(good.data() + 20, crc32(Bytes(good).first(20)));
  const auto flip = [](auto& block, std::size_t bit) {
    block[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
  };
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto block = good;
    flip(block, bit);
    EXPECT_TRUE(check_and_correct(block));
    EXPECT_EQ(block, good) << bit;
    for (std::size_t second = 0; second < bit; ++second) {
      block = good;
      flip(block, bit);
      flip(block, second);
      EXPECT_FALSE(check_and_correct(block)) << bit << ' ' << second;
    }
  }
}

class FlipTest : public testing::TestWithParam<hal::FlashGeometry> {
 protected:
  // A store whose sectors have all been used: current, replaced, removed and large values, and a chunk left
  // from a cut.
  void build(Device& device) {
    ASSERT_TRUE(device.reboot());
    for (std::uint32_t i = 0; i < 150; ++i) {
      const Key key{i % 2 == 0 ? -1 : 4, i % 5 + 1};
      const Step step{key, make_value(i, i % 7 == 0 ? GetParam().sector_size / 5 : i % 40)};
      ASSERT_TRUE(device.apply(step));
      model_[key] = *step.value;
      history_[key].push_back(*step.value);
    }
    const Key gone{-1, 1};
    ASSERT_TRUE(device.store().remove(gone));
    model_.erase(gone);
    device.flash.cut_at(device.flash.operations() + 8, FaultyFlash::Tear::kHalf, 1);
    EXPECT_THROW(static_cast<void>(device.apply({{4, 2}, make_value(999, GetParam().sector_size / 5)})),
                 PowerCut);
    device.flash.no_cut();
    ASSERT_TRUE(device.reboot());
  }

  // The value, an older one, or a clear error; never anything else.
  enum class Outcome { kRight, kOld, kError, kWrong };
  Outcome look(const Device& device, const Key& key) {
    Value value;
    const auto found = device.read(key, value);
    if (!found) return found.status() == PSA_ERROR_DATA_CORRUPT ? Outcome::kError : Outcome::kWrong;
    const auto expected = model_.find(key);
    if (!*found) return expected == model_.end() ? Outcome::kRight : Outcome::kWrong;
    if (expected != model_.end() && value == expected->second) return Outcome::kRight;
    for (const Value& old : history_[key]) {
      if (value == old) return Outcome::kOld;
    }
    return Outcome::kWrong;
  }

  Model model_;
  std::map<Key, std::vector<Value>, KeyLess> history_;
};

TEST_P(FlipTest, OneFlippedBitHurtsOneRecordAtMost) {
  Device device(GetParam(), 32);
  build(device);
  const Device::Snapshot snapshot = device.save();
  int errors = 0;
  int old = 0;
  for (std::size_t bit = 0; bit < device.flash.memory().size() * 8; ++bit) {
    device.restore(snapshot);
    device.flash.memory()[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    ASSERT_TRUE(device.reboot());
    int hurt = 0;
    for (const auto& [key, values] : history_) {
      const Outcome outcome = look(device, key);
      ASSERT_NE(outcome, Outcome::kWrong) << bit;
      if (outcome == Outcome::kRight) continue;
      ++hurt;
      ++(outcome == Outcome::kError ? errors : old);
      // It can be written anew.
      ASSERT_TRUE(device.apply({key, values.front()})) << bit;
      Value value;
      ASSERT_TRUE(device.read(key, value));
      ASSERT_EQ(value, values.front());
    }
    ASSERT_LE(hurt, 1) << bit;
  }
  EXPECT_GT(errors, 0);
  EXPECT_EQ(old, 0);
  std::printf(
      "[ flips    ] %zu single bits flipped: %d gave a clear error for one record, %d old data, the rest "
      "nothing\n",
      device.flash.memory().size() * 8, errors, old);
}

INSTANTIATE_TEST_SUITE_P(Geometries, FlipTest,
                         testing::Values(hal::FlashGeometry{3072, 1024, 4}, hal::FlashGeometry{2048, 512, 1},
                                         hal::FlashGeometry{4096, 1024, 16}));

// A client stores records of another client's inside its value, at every alignment, and then damages the
// headers around: what is inside a value is never taken for a record.
TEST(ForgeryTest, RecordsInsideValuesAreNotRecords) {
  RecordHeader header{4, kValue, 9, 1, 0, 0};
  header.crc = crc32(bytes_of(header).first(16));
  std::vector<std::uint8_t> forged(bytes_of(header).begin(), bytes_of(header).end());
  const std::vector<std::uint8_t> data{1, 2, 3, 4};
  const std::uint32_t crc = crc32(data, header.crc);
  forged.insert(forged.end(), data.begin(), data.end());
  forged.insert(forged.end(), bytes_of(crc).begin(), bytes_of(crc).end());
  forged.insert(forged.end(), 4, 0);
  std::vector<std::uint8_t> value;
  while (value.size() + forged.size() <= 228) value.insert(value.end(), forged.begin(), forged.end());

  Device device({8192, 4096, 4}, 16);
  ASSERT_TRUE(device.reboot());
  ASSERT_TRUE(device.store().set({-1, 1}, 0, value));
  const Device::Snapshot snapshot = device.save();
  const Layout layout(device.flash.geometry());
  // Up to all of the header of the record and of the sector.
  for (std::uint32_t from = 0; from < layout.first_record() + sizeof header; from += 4) {
    for (std::uint32_t size = 4; size <= layout.first_record() + sizeof header - from; size += 4) {
      for (const std::uint8_t fill : {std::uint8_t{0xFF}, std::uint8_t{0}, std::uint8_t{0x5A}}) {
        device.restore(snapshot);
        std::fill_n(device.flash.memory().begin() + from, size, fill);
        if (!device.reboot()) continue;
        Value found;
        ASSERT_FALSE(*device.read({9, 1}, found)) << from << ' ' << size;
      }
    }
  }
}

}  // namespace
}  // namespace redoubt::flash_store
