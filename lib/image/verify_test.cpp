// SPDX-License-Identifier: BSD-3-Clause
// What verify() and build() take and refuse, with toy primitives: boot/ has the tests with the real ones.
#include "lib/image/verify.hpp"

#include <gtest/gtest.h>

#include "lib/image/test_image.hpp"

namespace redoubt::image {

namespace {

using Buffer = std::vector<std::uint8_t>;
using test::ToyPrimitives;

const Buffer payload(100, 0xA5);

Reason verified(const Buffer& bytes, const Demand& demand) {
  Image image;
  const Outcome parsed = parse_file(bytes, test::kCapacity, image);
  if (!parsed.is_accepted()) return parsed.reason();
  ToyPrimitives primitives;
  Facts facts;
  const Outcome outcome = verify(image, demand, primitives, facts);
  EXPECT_EQ(outcome.is_accepted(), outcome.reason() == Reason::kNone);
  return outcome.reason();
}

class Verify : public ::testing::Test {
 protected:
  BuildRequest request_ = test::request(payload);
  Demand demand_ = test::demand_for(request_);
  Buffer image_ = test::build_toy(request_);
};

TEST_F(Verify, AcceptsWhatIsDemanded) {
  EXPECT_EQ(verified(image_, demand_), Reason::kNone);
  Image image;
  ASSERT_TRUE(parse(image_, test::kCapacity, image).is_accepted());
  ToyPrimitives primitives;
  Facts facts;
  ASSERT_TRUE(verify(image, demand_, primitives, facts).is_accepted());
  EXPECT_EQ(facts.hash, ToyPrimitives::sha256(image.covered));
  EXPECT_EQ(facts.signer_id, demand_.key_hash);
}

TEST_F(Verify, RefusesEveryFlippedBit) {
  for (std::size_t bit = 0; bit < image_.size() * 8; ++bit) {
    Buffer flipped = image_;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    EXPECT_NE(verified(flipped, demand_), Reason::kNone) << "byte " << bit / 8 << " bit " << bit % 8;
  }
}

TEST_F(Verify, RefusesAnotherSlotOrHeader) {
  demand_.load_address += 0x100000;
  EXPECT_EQ(verified(image_, demand_), Reason::kWrongSlot);
  demand_ = test::demand_for(request_);
  demand_.header_size = 0x400;
  EXPECT_EQ(verified(image_, demand_), Reason::kHeaderSizeLies);
}

TEST_F(Verify, RefusesAlteredBytes) {
  for (const std::size_t offset : {33u, 0x40u, 0x40u + 99u}) {  // padding of the header, payload
    Buffer altered = image_;
    altered[offset] ^= 1;
    EXPECT_EQ(verified(altered, demand_), Reason::kAltered) << offset;
  }
  Buffer counter = image_;
  counter[0x40 + 100 + 8] ^= 1;
  EXPECT_EQ(verified(counter, demand_), Reason::kAltered);
}

// An attacker who alters the image and writes the new hash beside it still lacks the key.
TEST_F(Verify, RefusesAlteredBytesWithTheirOwnHash) {
  Buffer altered = image_;
  altered[0x40] ^= 1;
  const std::size_t covered = 0x40 + 100 + 12;
  const Digest digest = ToyPrimitives::sha256(Bytes{altered}.first(covered));
  std::copy(digest.begin(), digest.end(), altered.begin() + covered + 8);
  EXPECT_EQ(verified(altered, demand_), Reason::kBadSignature);
}

TEST_F(Verify, RefusesOtherKeys) {
  request_.public_key = test::public_key(0x23);
  EXPECT_EQ(verified(test::build_toy(request_), demand_), Reason::kWrongKey);
  // The provisioned key's hash in the KEYHASH TLV does not help another key.
  Buffer renamed = test::build_toy(request_);
  std::copy(demand_.key_hash.begin(), demand_.key_hash.end(), renamed.begin() + 0x40 + 100 + 12 + 4 + 36 + 4);
  EXPECT_EQ(verified(renamed, demand_), Reason::kWrongKey);
  // Nor may that TLV name another key than the one that signed.
  renamed = image_;
  renamed[0x40 + 100 + 12 + 4 + 36 + 4] ^= 1;
  EXPECT_EQ(verified(renamed, demand_), Reason::kWrongKey);
}

TEST_F(Verify, RefusesOlderCounters) {
  demand_.minimum_counter = request_.security_counter + 1;
  EXPECT_EQ(verified(image_, demand_), Reason::kOlderCounter);
  demand_.minimum_counter = ~0u;
  EXPECT_EQ(verified(image_, demand_), Reason::kOlderCounter);
  demand_.minimum_counter = 0;
  EXPECT_EQ(verified(image_, demand_), Reason::kNone);
}

// The reason of an unsigned older image is the signature: its counter is not to be believed.
TEST_F(Verify, JudgesTheCounterLast) {
  demand_.minimum_counter = ~0u;
  Buffer forged = image_;
  forged.back() ^= 1;
  EXPECT_EQ(verified(forged, demand_), Reason::kBadSignature);
}

TEST(DecodeSignature, IsStrict) {
  RawSignature raw;
  const auto accepts = [&](const Buffer& der) { return decode_signature(der, raw).is_accepted(); };
  ASSERT_TRUE(accepts({0x30, 6, 2, 1, 1, 2, 1, 0x7F}));
  EXPECT_EQ(raw[31], 1);
  EXPECT_EQ(raw[63], 0x7F);
  EXPECT_EQ(raw[0] | raw[30] | raw[32] | raw[62], 0);
  EXPECT_TRUE(accepts({0x30, 8, 2, 2, 0, 0x80, 2, 2, 0x12, 0x34}));
  const Buffer refused[] = {
      {},
      {0x30},
      {0x30, 0},
      {0x31, 6, 2, 1, 1, 2, 1, 1},           // not a sequence
      {0x30, 5, 2, 1, 1, 2, 1, 1},           // shorter than its content
      {0x30, 7, 2, 1, 1, 2, 1, 1},           // longer
      {0x30, 0x81, 6, 2, 1, 1, 2, 1, 1},     // long form
      {0x30, 6, 3, 1, 1, 2, 1, 1},           // not an integer
      {0x30, 6, 2, 1, 0, 2, 1, 1},           // zero
      {0x30, 6, 2, 1, 1, 2, 1, 0},           //
      {0x30, 6, 2, 1, 0x80, 2, 1, 1},        // negative
      {0x30, 7, 2, 2, 0, 0x7F, 2, 1, 1},     // not minimal
      {0x30, 5, 2, 0, 2, 1, 1},              // empty
      {0x30, 3, 2, 1, 1},                    // one integer
      {0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1},  // three
      {0x30, 7, 2, 1, 1, 2, 1, 1, 0},        // padded
      {0x30, 6, 2, 4, 1, 2, 1, 1},           // first longer than all
      {0x30, 6, 2, 1, 1, 2, 2, 1},           // second longer than all
  };
  for (const Buffer& der : refused) EXPECT_FALSE(accepts(der)) << ::testing::PrintToString(der);
  Buffer wide{0x30, 38, 2, 33, 1};  // 257 bits
  wide.resize(37, 0x11);
  wide.insert(wide.end(), {2, 1, 1});
  EXPECT_FALSE(accepts(wide));
}

TEST(TestKeys, AreKnown) {
  const Digest spe{0xC6, 0x43, 0xB7, 0x3A, 0x01, 0x1C, 0xCC, 0xB1, 0x56, 0x5B, 0xF3,
                   0xFA, 0xCF, 0xC2, 0xA4, 0xB4, 0xE4, 0x7F, 0xB1, 0xF6, 0xBB, 0x28,
                   0xD3, 0x0A, 0x08, 0x7D, 0xAB, 0x08, 0x50, 0x95, 0xFF, 0x1C};
  EXPECT_FALSE(is_no_test_key(spe).is_accepted());
  Digest other = spe;
  other[31] ^= 1;
  EXPECT_TRUE(is_no_test_key(other).is_accepted());
}

TEST(Build, RefusesWhatNoSlotAccepts) {
  const auto refuses = [](auto change) {
    BuildRequest request = test::request(payload);
    change(request);
    EXPECT_THROW(test::build_toy(request), std::invalid_argument);
  };
  refuses([](BuildRequest& r) { r.payload = {}; });
  refuses([](BuildRequest& r) { r.payload = r.payload.first(7); });
  refuses([](BuildRequest& r) { r.header_size = 28; });
  refuses([](BuildRequest& r) { r.header_size = 33; });
  refuses([](BuildRequest& r) {
    r.capacity = 0x40 + 100 + 12 + static_cast<std::uint32_t>(test::kUnprotectedTlvs) - 1;
  });
  refuses([](BuildRequest& r) { r.capacity = 99; });
  refuses([](BuildRequest& r) { r.public_key.pop_back(); });
  refuses([](BuildRequest& r) { r.public_key[0] ^= 1; });
}

TEST(Build, RefusesSignaturesThatTheBootloaderWould) {
  const BuildRequest request = test::request(payload);
  for (const std::size_t size : {0u, 73u, 256u})
    EXPECT_THROW(static_cast<void>(
                     build(request, ToyPrimitives::sha256, [&](const Digest&) { return Buffer(size, 1); })),
                 std::invalid_argument);
}

TEST(Build, IsReproducible) {
  EXPECT_EQ(test::build_toy(test::request(payload)), test::build_toy(test::request(payload)));
}

}  // namespace
}  // namespace redoubt::image
