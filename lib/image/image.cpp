// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/image.hpp"

namespace redoubt::image {

namespace {

constexpr std::uint32_t kErased = 0xFFFFFFFF;
constexpr std::uint32_t kZeroed = 0;

// Everything that the header says of itself; the sum in 64 bits, so that it cannot wrap.
Reason check_header(const Header& header, std::uint32_t capacity) {
  if (header.magic == kErased) return Reason::kEmpty;
  if (header.magic != kMagic) return Reason::kBadMagic;
  if (header.header_size < sizeof header || header.header_size % 4 != 0) return Reason::kHeaderSizeLies;
  if (header.flags != kFlagRamLoad) return Reason::kBadFlags;
  if (header.payload_size < kMinPayloadSize) return Reason::kTooShort;
  const std::uint64_t size =
      std::uint64_t{header.payload_size} + (header.header_size + header.protected_tlv_size + sizeof(TlvInfo));
  return size > capacity ? Reason::kOversized : Reason::kNone;
}

// The info of the TLVs that nothing signs, which says where the image ends.
Reason check_last_area(const TlvInfo& info, std::uint32_t room) {
  const auto word = load<std::uint32_t>(bytes_of(info).data());
  if (word == kErased || word == kZeroed) return Reason::kTruncated;
  if (info.magic != kTlvMagic) return Reason::kSizesLie;
  return info.size < sizeof info || info.size > room ? Reason::kTlvSizesLie : Reason::kNone;
}

Reason find_extent(Bytes at_hand, std::uint32_t capacity, std::uint32_t& needed) {
  needed = sizeof(Header);
  if (capacity < needed) return Reason::kOversized;
  if (at_hand.size() < needed) return Reason::kNone;
  const auto header = load<Header>(at_hand.data());
  const Reason reason = check_header(header, capacity);
  if (reason != Reason::kNone) return reason;

  const std::uint32_t covered = header.header_size + header.payload_size + header.protected_tlv_size;
  needed = covered + static_cast<std::uint32_t>(sizeof(TlvInfo));
  if (at_hand.size() < needed) return Reason::kNone;
  const auto info = load<TlvInfo>(at_hand.data() + covered);
  needed = covered + info.size;
  return check_last_area(info, capacity - covered);
}

// The TLVs that count here. Each may occur once, and only in its area.
struct Rule {
  TlvType type;
  std::uint16_t area;  // its magic
  std::uint16_t min_size, max_size;
  Bytes Image::*kept;
  Reason if_missing;    // kNone: optional
  Reason if_elsewhere;  // in the other area
};
constexpr Rule kRules[] = {
    {TlvType::kSha256, kTlvMagic, kHashSize, kHashSize, &Image::hash, Reason::kNoHash, Reason::kMisplacedTlv},
    {TlvType::kEcdsaSignature, kTlvMagic, 1, kMaxSignatureSize, &Image::signature, Reason::kUnsigned,
     Reason::kMisplacedTlv},
    {TlvType::kPublicKey, kTlvMagic, 1, 0xFFFF, &Image::public_key, Reason::kNoPublicKey,
     Reason::kMisplacedTlv},
    {TlvType::kKeyHash, kTlvMagic, kHashSize, kHashSize, &Image::key_hash, Reason::kNone,
     Reason::kMisplacedTlv},
    {TlvType::kSecurityCounter, kProtectedTlvMagic, 4, 4, &Image::counter, Reason::kNoCounter,
     Reason::kUnprotectedCounter},
};

Reason keep(TlvType type, Bytes value, std::uint16_t area, Image& image) {
  for (const Rule& rule : kRules) {
    if (rule.type != type) continue;
    if (rule.area != area) return rule.if_elsewhere;
    Bytes& kept = image.*rule.kept;
    if (kept.data() != nullptr) return Reason::kDuplicateTlv;
    if (value.size() < rule.min_size || value.size() > rule.max_size) return Reason::kTlvSizesLie;
    kept = value;
    return Reason::kNone;
  }
  // Under the signature other types are the signer's own business. Outside it anybody can put them: there
  // nothing may stand that is not compared or checked.
  return area == kProtectedTlvMagic ? Reason::kNone : Reason::kMisplacedTlv;
}

// One area, its info included. Its TLVs must fill it exactly.
Reason walk(Bytes area, std::uint16_t magic, Image& image) {
  if (area.size() < sizeof(TlvInfo)) return Reason::kTlvSizesLie;
  const auto info = load<TlvInfo>(area.data());
  if (info.magic != magic) return Reason::kSizesLie;
  if (info.size != area.size()) return Reason::kTlvSizesLie;
  Bytes rest = area.subspan(sizeof info);
  while (!rest.empty()) {
    if (rest.size() < sizeof(Tlv)) return Reason::kTlvSizesLie;
    const auto tlv = load<Tlv>(rest.data());
    rest = rest.subspan(sizeof tlv);
    if (tlv.size > rest.size()) return Reason::kTlvSizesLie;
    const Reason reason = keep(TlvType{tlv.type}, rest.first(tlv.size), magic, image);
    if (reason != Reason::kNone) return reason;
    rest = rest.subspan(tlv.size);
  }
  return Reason::kNone;
}

Reason check_complete(Image& image) {
  for (const Rule& rule : kRules)
    if ((image.*rule.kept).data() == nullptr && rule.if_missing != Reason::kNone) return rule.if_missing;
  if (image.public_key.size() != kPublicKeySize) return Reason::kBadPublicKey;
  image.security_counter = load<std::uint32_t>(image.counter.data());
  return Reason::kNone;
}

Reason take_apart(Bytes bytes, std::uint32_t capacity, Image& image) {
  std::uint32_t needed = 0;
  Reason reason = find_extent(bytes, capacity, needed);
  if (reason != Reason::kNone) return reason;
  if (needed > bytes.size()) return Reason::kTruncated;

  image = {};
  image.header = load<Header>(bytes.data());
  const std::size_t payload_end = std::size_t{image.header.header_size} + image.header.payload_size;
  image.whole = bytes.first(needed);
  image.covered = bytes.first(payload_end + image.header.protected_tlv_size);
  image.payload = bytes.first(payload_end).subspan(image.header.header_size);
  if (image.header.protected_tlv_size != 0)
    reason = walk(image.covered.subspan(payload_end), kProtectedTlvMagic, image);
  if (reason == Reason::kNone) reason = walk(image.whole.subspan(image.covered.size()), kTlvMagic, image);
  return reason == Reason::kNone ? check_complete(image) : reason;
}

Outcome outcome_of(Reason reason) {
  return reason == Reason::kNone ? Outcome::accepted() : Outcome::refused(reason);
}

}  // namespace

Outcome extent(Bytes at_hand, std::uint32_t capacity, std::uint32_t& needed) {
  return outcome_of(find_extent(at_hand, capacity, needed));
}

Outcome parse(Bytes bytes, std::uint32_t capacity, Image& image) {
  return outcome_of(take_apart(bytes, capacity, image));
}

Outcome parse_file(Bytes bytes, std::uint32_t capacity, Image& image) {
  const Reason reason = take_apart(bytes, capacity, image);
  const bool ends_there = reason != Reason::kNone || image.whole.size() == bytes.size();
  return outcome_of(ends_there ? reason : Reason::kTrailingBytes);
}

}  // namespace redoubt::image
