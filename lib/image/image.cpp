// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/image.hpp"

namespace redoubt::image {

namespace {

constexpr std::uint32_t kErased = 0xFFFFFFFF;
constexpr std::uint32_t kZeroed = 0;

// Everything that the header says of itself; all sums in 64 bits, so that none wraps.
Outcome check_header(const Header& header, std::uint32_t capacity) {
  if (header.magic == kErased) return Outcome::refused(Reason::kEmpty);
  if (header.magic != kMagic) return Outcome::refused(Reason::kBadMagic);
  if (header.header_size < sizeof header || header.header_size % 4 != 0)
    return Outcome::refused(Reason::kHeaderSizeLies);
  if (header.flags != kFlagRamLoad) return Outcome::refused(Reason::kBadFlags);
  if (header.payload_size < kMinPayloadSize) return Outcome::refused(Reason::kTooShort);
  const std::uint64_t size =
      std::uint64_t{header.header_size} + header.payload_size + header.protected_tlv_size + sizeof(TlvInfo);
  if (size > capacity) return Outcome::refused(Reason::kOversized);
  return Outcome::accepted();
}

// The info of the TLVs that nothing signs, which says where the image ends.
Outcome check_last_area(const TlvInfo& info, std::uint32_t room) {
  const auto word = load<std::uint32_t>(bytes_of(info).data());
  if (word == kErased || word == kZeroed) return Outcome::refused(Reason::kTruncated);
  if (info.magic != kTlvMagic) return Outcome::refused(Reason::kSizesLie);
  if (info.size < sizeof info || info.size > room) return Outcome::refused(Reason::kTlvSizesLie);
  return Outcome::accepted();
}

bool is_present(Bytes value) { return value.data() != nullptr; }

Outcome keep_once(Bytes value, std::size_t minimum, std::size_t maximum, Bytes& kept) {
  if (is_present(kept)) return Outcome::refused(Reason::kDuplicateTlv);
  if (value.size() < minimum || value.size() > maximum) return Outcome::refused(Reason::kTlvSizesLie);
  kept = value;
  return Outcome::accepted();
}

// What the walk over both areas collects.
struct Collected {
  Image& image;
  Bytes counter;
};

// Under the signature only the signer can put something, so types that are unknown here are the signer's own
// business.
Outcome collect_protected(TlvType type, Bytes value, Collected& out) {
  switch (type) {
    case TlvType::kSecurityCounter:
      return keep_once(value, 4, 4, out.counter);
    case TlvType::kKeyHash:
    case TlvType::kPublicKey:
    case TlvType::kSha256:
    case TlvType::kEcdsaSignature:
      return Outcome::refused(Reason::kMisplacedTlv);
  }
  return Outcome::accepted();
}

// Here anybody can put anything: only what verify() compares or checks may stand here.
Outcome collect_unprotected(TlvType type, Bytes value, Collected& out) {
  switch (type) {
    case TlvType::kKeyHash:
      return keep_once(value, kHashSize, kHashSize, out.image.key_hash);
    case TlvType::kPublicKey:
      return keep_once(value, 1, value.size(), out.image.public_key);
    case TlvType::kSha256:
      return keep_once(value, kHashSize, kHashSize, out.image.hash);
    case TlvType::kEcdsaSignature:
      return keep_once(value, 1, kMaxSignatureSize, out.image.signature);
    case TlvType::kSecurityCounter:
      return Outcome::refused(Reason::kUnprotectedCounter);
  }
  return Outcome::refused(Reason::kMisplacedTlv);
}

// Walks the TLVs of one area, its info left out. They must fill it exactly.
template <class Collect>
Outcome walk(Bytes tlvs, Collect collect, Collected& out) {
  while (!tlvs.empty()) {
    if (tlvs.size() < sizeof(Tlv)) return Outcome::refused(Reason::kTlvSizesLie);
    const auto tlv = load<Tlv>(tlvs.data());
    tlvs = tlvs.subspan(sizeof tlv);
    if (tlv.size > tlvs.size()) return Outcome::refused(Reason::kTlvSizesLie);
    const Outcome collected = collect(TlvType{tlv.type}, tlvs.first(tlv.size), out);
    if (!collected.is_accepted()) return collected;
    tlvs = tlvs.subspan(tlv.size);
  }
  return Outcome::accepted();
}

Outcome walk_protected(Bytes area, Collected& out) {
  if (area.empty()) return Outcome::accepted();
  if (area.size() < sizeof(TlvInfo)) return Outcome::refused(Reason::kTlvSizesLie);
  const auto info = load<TlvInfo>(area.data());
  if (info.magic != kProtectedTlvMagic) return Outcome::refused(Reason::kSizesLie);
  if (info.size != area.size()) return Outcome::refused(Reason::kTlvSizesLie);
  return walk(area.subspan(sizeof info), collect_protected, out);
}

// The fixed beginning of every SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480), with the 04 of
// the point.
constexpr std::uint8_t kSpkiPrefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                        0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
static_assert(sizeof kSpkiPrefix + 64 == kPublicKeySize);

bool is_p256(Bytes public_key) {
  return public_key.size() == kPublicKeySize &&
         std::memcmp(public_key.data(), kSpkiPrefix, sizeof kSpkiPrefix) == 0;
}

Outcome check_complete(Collected& collected) {
  const Image& image = collected.image;
  if (!is_present(image.hash)) return Outcome::refused(Reason::kNoHash);
  if (!is_present(image.signature)) return Outcome::refused(Reason::kUnsigned);
  if (!is_present(image.public_key)) return Outcome::refused(Reason::kNoPublicKey);
  if (!is_p256(image.public_key)) return Outcome::refused(Reason::kBadPublicKey);
  if (!is_present(collected.counter)) return Outcome::refused(Reason::kNoCounter);
  collected.image.security_counter = load<std::uint32_t>(collected.counter.data());
  return Outcome::accepted();
}

}  // namespace

Outcome extent(Bytes at_hand, std::uint32_t capacity, std::uint32_t& needed) {
  needed = sizeof(Header);
  if (capacity < needed) return Outcome::refused(Reason::kOversized);
  if (at_hand.size() < needed) return Outcome::accepted();
  const auto header = load<Header>(at_hand.data());
  const Outcome valid = check_header(header, capacity);
  if (!valid.is_accepted()) return valid;

  const std::uint32_t covered = header.header_size + header.payload_size + header.protected_tlv_size;
  needed = covered + static_cast<std::uint32_t>(sizeof(TlvInfo));
  if (at_hand.size() < needed) return Outcome::accepted();
  const auto info = load<TlvInfo>(at_hand.data() + covered);
  const Outcome last = check_last_area(info, capacity - covered);
  if (last.is_accepted()) needed = covered + info.size;
  return last;
}

Outcome parse(Bytes bytes, std::uint32_t capacity, Image& image) {
  std::uint32_t needed = 0;
  const Outcome extents = extent(bytes, capacity, needed);
  if (!extents.is_accepted()) return extents;
  if (needed > bytes.size()) return Outcome::refused(Reason::kTruncated);

  image = {};
  image.header = load<Header>(bytes.data());
  const std::size_t payload_end = std::size_t{image.header.header_size} + image.header.payload_size;
  const std::size_t covered = payload_end + image.header.protected_tlv_size;
  image.whole = bytes.first(needed);
  image.covered = bytes.first(covered);
  image.payload = bytes.first(payload_end).subspan(image.header.header_size);

  Collected collected{image, {}};
  const Outcome signed_area = walk_protected(image.covered.subspan(payload_end), collected);
  if (!signed_area.is_accepted()) return signed_area;
  const Outcome last_area =
      walk(image.whole.subspan(covered + sizeof(TlvInfo)), collect_unprotected, collected);
  if (!last_area.is_accepted()) return last_area;
  return check_complete(collected);
}

Outcome parse_file(Bytes bytes, std::uint32_t capacity, Image& image) {
  const Outcome parsed = parse(bytes, capacity, image);
  if (parsed.is_accepted() && image.whole.size() != bytes.size())
    return Outcome::refused(Reason::kTrailingBytes);
  return parsed;
}

}  // namespace redoubt::image
