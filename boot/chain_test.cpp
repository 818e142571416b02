// SPDX-License-Identifier: BSD-3-Clause
// Whole boots: what runs, what the SPE is told, what the log says, and each refusal of a tampered device.
#include "boot/chain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "boot/primitives.hpp"
#include "boot/test_device.hpp"

namespace redoubt::boot {
namespace {

using test::Buffer;
using test::Device;
using test::ImageOptions;
using test::Key;
using test::make_image;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr std::size_t kLastArea = test::kHeaderSize + 256 + 12;  // of the device's images

class Chain : public ::testing::Test {
 protected:
  // The device refuses to boot for this reason, leaves nothing behind, and says so.
  void expect_refused(std::string_view image, image::Reason reason) {
    EXPECT_FALSE(device_.boot().is_accepted());
    const std::string line =
        "[BL2] " + std::string(image) + " refused: " + std::string(text(reason)) + "\r\n";
    EXPECT_THAT(device_.log, HasSubstr(line));
    for (const auto& memory : device_.execution) EXPECT_TRUE(test::is_wiped(memory));
    EXPECT_TRUE(test::is_wiped(bytes_of(device_.handoff)));
  }
  Buffer& spe() { return device_.slots[0]; }
  void store_spe(const ImageOptions& options) { device_.store(0, make_image(device_.keys[0], options)); }

  Device device_;
};

TEST_F(Chain, BootsAndMeasures) {
  ASSERT_TRUE(device_.boot().is_accepted());
  const handoff::Handoff& handoff = device_.handoff;
  EXPECT_TRUE(handoff::is_valid(handoff));
  EXPECT_EQ(handoff.lifecycle, test::kDevelopment);
  EXPECT_EQ(handoff.nspe_entry, test::kNspeAddress + test::kHeaderSize);
  for (std::uint32_t index = 0; index < 2; ++index) {
    const handoff::Measurement& measured = handoff.image[index];
    const image::Digest hash = BootPrimitives::sha256(Bytes{device_.slots[index]}.first(kLastArea));
    EXPECT_TRUE(std::equal(hash.begin(), hash.end(), measured.hash));
    const image::Digest signer = device_.keys[index].hash();
    EXPECT_TRUE(std::equal(signer.begin(), signer.end(), measured.signer_id));
    EXPECT_EQ(measured.version.major, 1);
    EXPECT_EQ(measured.version.minor, 2);
    EXPECT_EQ(measured.version.revision, 3);
    EXPECT_EQ(measured.version.build, 4u);
    EXPECT_EQ(measured.security_counter, 5u);
    EXPECT_EQ(measured.size, 256u);
    // The whole image is where it runs; beyond it lies what was there before.
    EXPECT_TRUE(std::equal(device_.slots[index].begin(), device_.slots[index].begin() + kLastArea,
                           device_.execution[index].begin()));
    EXPECT_EQ(device_.execution[index].back(), 0xEE);
  }
}

TEST_F(Chain, SaysWhatItBoots) {
  ASSERT_TRUE(device_.boot().is_accepted());
  const std::string line =
      " 1\\.2\\.3\\+4, 256 bytes, SHA-256 [0-9a-f]{16}, signed by [0-9a-f]{16} \\(development key\\), "
      "counter 5: "
      "accepted\r\n";
  EXPECT_THAT(device_.log, MatchesRegex("\\[BL2\\] SPE" + line + "\\[BL2\\] NSPE" + line));
}

TEST_F(Chain, IsSilentWhenTold) {
  device_.silent = true;
  EXPECT_TRUE(device_.boot().is_accepted());
  spe()[300] ^= 1;
  EXPECT_FALSE(device_.boot().is_accepted());
  EXPECT_EQ(device_.log, "");
}

TEST_F(Chain, RefusesAltered) {
  spe()[test::kHeaderSize + 100] ^= 1;
  expect_refused("SPE", image::Reason::kAltered);
}

TEST_F(Chain, RefusesAlteredNonSecureImage) {
  device_.slots[1][test::kHeaderSize + 100] ^= 1;
  expect_refused("NSPE", image::Reason::kAltered);
  EXPECT_THAT(device_.log, HasSubstr("[BL2] SPE 1.2.3+4"));
}

TEST_F(Chain, RefusesAlteredWithItsOwnHash) {
  spe()[test::kHeaderSize + 100] ^= 1;
  const image::Digest hash = BootPrimitives::sha256(Bytes{spe()}.first(kLastArea));
  std::copy(hash.begin(), hash.end(), spe().begin() + kLastArea + 8);
  expect_refused("SPE", image::Reason::kBadSignature);
}

TEST_F(Chain, RefusesTruncated) {
  for (const std::size_t kept :
       {std::size_t{32}, std::size_t{test::kHeaderSize}, kLastArea - 100, kLastArea}) {
    std::fill(spe().begin() + static_cast<std::ptrdiff_t>(kept), spe().end(), 0xFF);
    expect_refused("SPE", image::Reason::kTruncated);
  }
}

TEST_F(Chain, RefusesOversized) {
  store_spe(
      {.load_address = test::kSpeAddress, .payload_size = test::kSlotSize, .capacity = 2 * test::kSlotSize});
  spe().resize(test::kSlotSize);
  expect_refused("SPE", image::Reason::kOversized);
}

// The same where it is the execution memory that is too small.
TEST_F(Chain, RefusesWhatExecutionMemoryCannotHold) {
  store_spe(
      {.load_address = test::kSpeAddress, .payload_size = test::kSlotSize, .capacity = 2 * test::kSlotSize});
  spe().resize(2 * test::kSlotSize, 0xFF);
  expect_refused("SPE", image::Reason::kOversized);
}

TEST_F(Chain, RefusesUnsigned) {
  const std::size_t without_signature = 4 + 36 + 36 + 95;
  store(spe().data() + kLastArea + 2, static_cast<std::uint16_t>(without_signature));
  expect_refused("SPE", image::Reason::kUnsigned);
}

TEST_F(Chain, RefusesOtherKeys) {
  device_.store(0, make_image(Key::generate(), {test::kSpeAddress}));
  expect_refused("SPE", image::Reason::kWrongKey);
  // One image's key is not good for the other image.
  device_.store(0, make_image(device_.keys[1], {test::kSpeAddress}));
  expect_refused("SPE", image::Reason::kWrongKey);
}

TEST_F(Chain, RefusesExchangedImages) {
  std::swap(device_.slots[0], device_.slots[1]);
  expect_refused("SPE", image::Reason::kWrongSlot);
  EXPECT_THAT(device_.log, HasSubstr("[BL2] NSPE refused: wrong slot"));
}

TEST_F(Chain, RefusesOlderCounters) {
  device_.identity.minimum_counter[0] = 6;
  expect_refused("SPE", image::Reason::kOlderCounter);
  device_.identity.minimum_counter[0] = 4;
  EXPECT_TRUE(device_.boot().is_accepted());
}

TEST_F(Chain, RefusesSizesThatLie) {
  store(spe().data() + 8, std::uint16_t{test::kHeaderSize - 4});
  expect_refused("SPE", image::Reason::kSizesLie);
  store_spe({.load_address = test::kSpeAddress, .header_size = 2 * test::kHeaderSize});
  expect_refused("SPE", image::Reason::kHeaderSizeLies);
  store_spe({test::kSpeAddress});
  store(spe().data() + kLastArea + 2, std::uint16_t{0xFFFF});
  expect_refused("SPE", image::Reason::kTlvSizesLie);
  store_spe({test::kSpeAddress});
  store(spe().data() + kLastArea + 6, std::uint16_t{40});
  expect_refused("SPE", image::Reason::kTlvSizesLie);
}

TEST_F(Chain, RefusesEmptySlots) {
  device_.store(0, {});
  expect_refused("SPE", image::Reason::kEmpty);
  device_.slots[0].clear();
  expect_refused("SPE", image::Reason::kOversized);
}

TEST_F(Chain, RefusesEntriesOutside) {
  for (const std::uint32_t offset : {0u - 1u, 0u - 0x7Fu, 0x10u, 0x101u, 0x1001u}) {
    store_spe({.load_address = test::kSpeAddress, .reset_offset = offset});
    expect_refused("SPE", image::Reason::kBadEntry);
  }
  for (const std::uint32_t offset : {1u, 0xFFu}) {
    store_spe({.load_address = test::kSpeAddress, .reset_offset = offset});
    EXPECT_TRUE(device_.boot().is_accepted()) << offset;
  }
}

TEST(Lifecycle, OnlyTwoStatesAreDevelopment) {
  for (const std::uint32_t lifecycle : {0x1000u, 0x2000u, 0x1001u, 0x20FFu})
    EXPECT_TRUE(in_development(lifecycle).is_accepted()) << lifecycle;
  for (const std::uint32_t lifecycle :
       {0u, 0x3000u, 0x4000u, 0x5000u, 0x6000u, 0x3FFFu, 0x2100u, 0xFFFFu, ~0u})
    EXPECT_FALSE(in_development(lifecycle).is_accepted()) << lifecycle;
}

}  // namespace
}  // namespace redoubt::boot
