// SPDX-License-Identifier: BSD-3-Clause
// What parse() takes and refuses.
#include "lib/image/image.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "lib/image/test_image.hpp"

namespace redoubt::image {

namespace {

using Buffer = std::vector<std::uint8_t>;
using Words = std::vector<std::uint16_t>;

const Buffer payload(100, 0xA5);
constexpr std::size_t kProtectedArea = test::kHeaderSize + 100;  // where it begins
constexpr std::size_t kLastArea = kProtectedArea + 12;

Buffer good() { return test::build_toy(test::request(payload)); }

Reason parsed(const Buffer& bytes, std::uint32_t capacity = test::kCapacity) {
  Image image;
  const Outcome outcome = parse_file(bytes, capacity, image);
  EXPECT_EQ(outcome.is_accepted(), outcome.reason() == Reason::kNone);
  return outcome.reason();
}

template <class T>
Buffer with(Buffer bytes, std::size_t offset, T value) {
  store(bytes.data() + offset, value);
  return bytes;
}

// An image with these TLVs, all sizes true.
struct Tlvs {
  Buffer area;
  Tlvs& add(std::uint16_t type, std::size_t size) {
    for (const std::uint16_t word : Words{type, static_cast<std::uint16_t>(size)})
      area.insert(area.end(), bytes_of(word).begin(), bytes_of(word).end());
    area.resize(area.size() + size, 0x77);
    return *this;
  }
  Tlvs& add_key() {
    add(0x02, kPublicKeySize);
    const Buffer key = test::public_key(1);
    std::copy(key.begin(), key.end(), area.end() - kPublicKeySize);
    return *this;
  }
};

void append_area(Buffer& out, std::uint16_t magic, const Tlvs& tlvs) {
  const TlvInfo info{magic, static_cast<std::uint16_t>(4 + tlvs.area.size())};
  out.insert(out.end(), bytes_of(info).begin(), bytes_of(info).end());
  out.insert(out.end(), tlvs.area.begin(), tlvs.area.end());
}

Buffer image_of(const Tlvs& protected_tlvs, const Tlvs& tlvs) {
  Buffer bytes = good();
  bytes.resize(kProtectedArea);
  const bool has_protected = !protected_tlvs.area.empty();
  if (has_protected) append_area(bytes, kProtectedTlvMagic, protected_tlvs);
  const auto size = static_cast<std::uint16_t>(has_protected ? 4 + protected_tlvs.area.size() : 0);
  append_area(bytes, kTlvMagic, tlvs);
  return with(bytes, 10, size);
}

Tlvs counter() { return Tlvs{}.add(0x50, 4); }
Tlvs complete() { return Tlvs{}.add(0x10, 32).add(0x01, 32).add_key().add(0x22, 70); }

TEST(Parse, TakesWhatBuildMakes) {
  const Buffer bytes = good();
  Image image;
  ASSERT_TRUE(parse_file(bytes, test::kCapacity, image).is_accepted());
  EXPECT_EQ(image.whole.size(), bytes.size());
  EXPECT_EQ(image.covered.size(), kLastArea);
  EXPECT_EQ(Buffer(image.payload.begin(), image.payload.end()), payload);
  EXPECT_EQ(image.security_counter, 7u);
  EXPECT_EQ(image.header.load_address, test::kLoadAddress);
  EXPECT_EQ(image.header.version.major, 1);
  EXPECT_EQ(image.header.version.minor, 2);
  EXPECT_EQ(image.header.version.revision, 3);
  EXPECT_EQ(image.header.version.build, 4u);
  EXPECT_EQ(image.hash.size(), 32u);
  EXPECT_EQ(image.key_hash.size(), 32u);
  EXPECT_EQ(image.signature.size(), 72u);
}

TEST(Parse, TakesImgtoolsVariants) {
  EXPECT_EQ(parsed(image_of(counter(), complete())), Reason::kNone);
  // Full public key instead of its hash; boot record, dependency and a vendor's TLV under the signature.
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add_key().add(0x22, 71))), Reason::kNone);
  EXPECT_EQ(parsed(image_of(Tlvs{}.add(0x60, 50).add(0x40, 12).add(0x50, 4).add(0xA0, 0), complete())),
            Reason::kNone);
}

TEST(Parse, RefusesHeadersThatLie) {
  EXPECT_EQ(parsed(with(good(), 0, 0xFFFFFFFFu)), Reason::kEmpty);
  EXPECT_EQ(parsed(with(good(), 0, 0u)), Reason::kBadMagic);
  EXPECT_EQ(parsed(with(good(), 0, 0x96F3B83Cu)), Reason::kBadMagic);  // MCUboot's first format
  for (const std::uint16_t size : Words{0, 4, 28, 31, 33, 66})
    EXPECT_EQ(parsed(with(good(), 8, size)), Reason::kHeaderSizeLies) << size;
  for (const std::uint16_t size : Words{0x20, 0x3C, 0x44})
    EXPECT_NE(parsed(with(good(), 8, size)), Reason::kNone) << size;
  EXPECT_EQ(parsed(with(good(), 8, std::uint16_t{0xFFFC})), Reason::kOversized);
  // None, PIC, encrypted (AES-128, AES-256), not bootable, ROM fixed, compressed: with and without RAM_LOAD.
  for (const std::uint32_t flag : {0u, 1u, 4u, 8u, 0x10u, 0x100u, 0x200u, 0x400u})
    EXPECT_EQ(parsed(with(good(), 16, flag)), Reason::kBadFlags) << flag;
  for (const std::uint32_t flag : {1u, 4u, 8u, 0x10u, 0x100u, 0x200u, 0x400u, 0x80000000u})
    EXPECT_EQ(parsed(with(good(), 16, flag | 0x20u)), Reason::kBadFlags) << flag;
}

TEST(Parse, RefusesPayloadSizesThatLie) {
  for (const std::uint32_t size : {0u, 1u, 7u})
    EXPECT_EQ(parsed(with(good(), 12, size)), Reason::kTooShort) << size;
  for (const std::uint32_t size : {8u, 99u, 101u})
    EXPECT_EQ(parsed(with(good(), 12, size)), Reason::kSizesLie) << size;
  // Sums that wrap in 32 bits, and ones that just pass the slot's end.
  for (const std::uint32_t size :
       {test::kCapacity, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFC0u, 0xFFFFFFF4u, 0xFFFFFFFFu})
    EXPECT_EQ(parsed(with(good(), 12, size)), Reason::kOversized) << size;
  EXPECT_EQ(parsed(with(good(), 12, 0xFFFFFF00u), 0xFFFFFFFFu), Reason::kTruncated);
  EXPECT_EQ(parsed(with(good(), 12, 0xFFFFFFFFu), 0xFFFFFFFFu), Reason::kOversized);
}

TEST(Parse, RefusesProtectedSizesThatLie) {
  for (const std::uint16_t size : Words{0, 1, 4, 11, 13, 100})
    EXPECT_EQ(parsed(with(good(), 10, size)), Reason::kSizesLie) << size;
  EXPECT_EQ(parsed(with(good(), 10, std::uint16_t{0xFFFF})), Reason::kOversized);
  for (const std::uint16_t size : Words{0, 3, 11, 13, 0xFFFF})
    EXPECT_EQ(parsed(with(good(), kProtectedArea + 2, size)), Reason::kTlvSizesLie) << size;
  EXPECT_EQ(parsed(with(good(), kProtectedArea, kTlvMagic)), Reason::kSizesLie);
  for (const std::uint16_t size : Words{0, 3, 5, 0xFFFF})
    EXPECT_EQ(parsed(with(good(), kProtectedArea + 6, size)), Reason::kTlvSizesLie) << size;
}

TEST(Parse, RefusesTlvSizesThatLie) {
  const std::size_t true_size = good().size() - kLastArea;
  ASSERT_EQ(true_size, test::kUnprotectedTlvs);
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, true_size - 1, true_size - 73})
    EXPECT_EQ(parsed(with(good(), kLastArea + 2, static_cast<std::uint16_t>(size))), Reason::kTlvSizesLie)
        << size;
  EXPECT_EQ(parsed(with(good(), kLastArea + 2, std::uint16_t{0xFFFF})),
            Reason::kTlvSizesLie);  // out of the slot
  EXPECT_EQ(parsed(with(good(), kLastArea + 2, static_cast<std::uint16_t>(true_size + 1))),
            Reason::kTruncated);
  EXPECT_EQ(parsed(with(good(), kLastArea, kProtectedTlvMagic)), Reason::kSizesLie);
  // The length of the first TLV: into the next one, to the end, beyond it.
  for (const std::uint16_t size : Words{0, 31, 33, 68, 239, 240, 243, 0xFFFF})
    EXPECT_EQ(parsed(with(good(), kLastArea + 6, size)), Reason::kTlvSizesLie) << size;
}

TEST(Parse, RefusesTlvsOfTheWrongLength) {
  for (const std::size_t size : Words{0, 3, 5})
    EXPECT_EQ(parsed(image_of(Tlvs{}.add(0x50, size), complete())), Reason::kTlvSizesLie);
  for (const std::size_t size : Words{0, 31, 33})
    EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, size).add_key().add(0x22, 70))),
              Reason::kTlvSizesLie);
  for (const std::size_t size : Words{0, 73, 256})
    EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add_key().add(0x22, size))),
              Reason::kTlvSizesLie);
  for (const std::size_t size : Words{1, 90, 92, 120})
    EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add(0x02, size).add(0x22, 70))),
              Reason::kBadPublicKey);
}

TEST(Parse, RefusesWhatIsMissing) {
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add_key().add(0x22, 70))), Reason::kNoHash);
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add_key())), Reason::kUnsigned);
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add(0x22, 70))), Reason::kNoPublicKey);
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{}.add(0x10, 32).add(0x01, 32).add(0x22, 70))),
            Reason::kNoPublicKey);
  EXPECT_EQ(parsed(image_of(Tlvs{}, complete())), Reason::kNoCounter);
  EXPECT_EQ(parsed(image_of(Tlvs{}.add(0x60, 4), complete())), Reason::kNoCounter);
  EXPECT_EQ(parsed(image_of(counter(), Tlvs{})), Reason::kNoHash);
}

TEST(Parse, RefusesDuplicates) {
  EXPECT_EQ(parsed(image_of(counter().add(0x50, 4), complete())), Reason::kDuplicateTlv);
  EXPECT_EQ(parsed(image_of(counter(), complete().add(0x10, 32))), Reason::kDuplicateTlv);
  EXPECT_EQ(parsed(image_of(counter(), complete().add(0x01, 32))), Reason::kDuplicateTlv);
  EXPECT_EQ(parsed(image_of(counter(), complete().add_key())), Reason::kDuplicateTlv);
  EXPECT_EQ(parsed(image_of(counter(), complete().add(0x22, 70))), Reason::kDuplicateTlv);
}

TEST(Parse, RefusesTlvsInTheWrongArea) {
  EXPECT_EQ(parsed(image_of(Tlvs{}, complete().add(0x50, 4))), Reason::kUnprotectedCounter);
  EXPECT_EQ(parsed(image_of(counter(), complete().add(0x50, 4))), Reason::kUnprotectedCounter);
  for (const std::uint16_t type : Words{0x01, 0x02, 0x10, 0x22})
    EXPECT_EQ(parsed(image_of(counter().add(type, 32), complete())), Reason::kMisplacedTlv) << type;
  // Other signatures, encryption keys, dependencies, a vendor's own: nothing that nobody checks may stand
  // unsigned.
  for (const std::uint16_t type : Words{0x00, 0x03, 0x11, 0x20, 0x24, 0x30, 0x40, 0x60, 0xA0, 0x0110, 0xFFFF})
    EXPECT_EQ(parsed(image_of(counter(), complete().add(type, 4))), Reason::kMisplacedTlv) << type;
}

TEST(Parse, RefusesEveryTruncation) {
  const Buffer bytes = good();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(parsed(Buffer(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))),
              Reason::kTruncated)
        << size;
}

TEST(Parse, RefusesTruncationInErasedMemory) {
  for (const std::uint8_t erased : Buffer{0xFF, 0x00}) {
    const Buffer bytes = good();
    for (std::size_t size = sizeof(Header); size <= kLastArea; ++size) {
      Buffer slot(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      slot.resize(test::kCapacity, erased);
      Image image;
      EXPECT_EQ(parse(slot, test::kCapacity, image).reason(), Reason::kTruncated) << size;
    }
  }
}

TEST(Parse, OnlyFilesMustEndWithTheImage) {
  Buffer bytes = good();
  bytes.push_back(0xFF);
  EXPECT_EQ(parsed(bytes), Reason::kTrailingBytes);
  Image image;
  EXPECT_TRUE(parse(bytes, test::kCapacity, image).is_accepted());
  EXPECT_EQ(image.whole.size(), bytes.size() - 1);
}

TEST(Parse, RefusesWhatDoesNotFitItsSlot) {
  const auto size = static_cast<std::uint32_t>(good().size());
  EXPECT_EQ(parsed(good(), size), Reason::kNone);
  EXPECT_EQ(parsed(good(), size - 1), Reason::kTlvSizesLie);
  EXPECT_EQ(parsed(good(), kLastArea + 3), Reason::kOversized);
  EXPECT_EQ(parsed(good(), 31), Reason::kOversized);
  EXPECT_EQ(parsed(good(), 0), Reason::kOversized);
}

// As the bootloader copies: what is asked for grows to the image's size and never leaves the slot.
TEST(Extent, GrowsToTheWholeImage) {
  const Buffer bytes = good();
  std::vector<std::uint32_t> steps;
  std::uint32_t have = 0;
  for (;;) {
    std::uint32_t needed = 0;
    ASSERT_TRUE(extent(Bytes{bytes}.first(have), test::kCapacity, needed).is_accepted());
    if (needed <= have) break;
    steps.push_back(have = needed);
  }
  EXPECT_EQ(steps, (std::vector<std::uint32_t>{32, kLastArea + 4, static_cast<std::uint32_t>(bytes.size())}));
}

TEST(Text, EveryReasonHasItsOwn) {
  std::vector<std::string_view> seen;
  for (auto reason = Reason::kNone; reason <= Reason::kBadEntry;
       reason = static_cast<Reason>(static_cast<std::uint8_t>(reason) + 1)) {
    EXPECT_EQ(std::count(seen.begin(), seen.end(), text(reason)), 0) << text(reason);
    EXPECT_STRNE(text(reason), "");
    seen.push_back(text(reason));
  }
}

}  // namespace
}  // namespace redoubt::image
