// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/build.hpp"

#include <algorithm>
#include <string>

namespace redoubt::image {

namespace {

using Buffer = std::vector<std::uint8_t>;

void append(Buffer& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void append_tlv(Buffer& out, TlvType type, Bytes value) {
  append(out, bytes_of(Tlv{static_cast<std::uint16_t>(type), static_cast<std::uint16_t>(value.size())}));
  append(out, value);
}

void append_area(Buffer& out, std::uint16_t magic, const Buffer& tlvs) {
  append(out, bytes_of(TlvInfo{magic, static_cast<std::uint16_t>(sizeof(TlvInfo) + tlvs.size())}));
  append(out, tlvs);
}

Header make_header(const BuildRequest& request, std::size_t protected_size) {
  Header header{};
  header.magic = kMagic;
  header.load_address = request.load_address;
  header.header_size = request.header_size;
  header.protected_tlv_size = static_cast<std::uint16_t>(protected_size);
  header.payload_size = static_cast<std::uint32_t>(request.payload.size());
  header.flags = kFlagRamLoad;
  header.version = request.version;
  return header;
}

// The fixed beginning of every SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480), with the 04 of
// the point.
constexpr std::uint8_t kSpkiPrefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                        0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
static_assert(sizeof kSpkiPrefix + 64 == kPublicKeySize);

bool is_p256(const Buffer& public_key) {
  return public_key.size() == kPublicKeySize &&
         std::equal(std::begin(kSpkiPrefix), std::end(kSpkiPrefix), public_key.begin());
}

[[noreturn]] void refuse(Reason reason) { throw std::invalid_argument(std::string(text(reason))); }

// The TLVs that nothing signs, in the order in which imgtool writes them.
Buffer make_last_area(const BuildRequest& request, const Digest& hash, const Sha256Function& sha256,
                      const SignFunction& sign) {
  Buffer tlvs;
  append_tlv(tlvs, TlvType::kSha256, hash);
  append_tlv(tlvs, TlvType::kKeyHash, sha256(request.public_key));
  append_tlv(tlvs, TlvType::kPublicKey, request.public_key);
  append_tlv(tlvs, TlvType::kEcdsaSignature, sign(hash));
  return tlvs;
}

}  // namespace

Buffer build(const BuildRequest& request, const Sha256Function& sha256, const SignFunction& sign) {
  if (request.header_size < sizeof(Header)) refuse(Reason::kHeaderSizeLies);
  if (request.payload.size() > request.capacity) refuse(Reason::kOversized);
  if (!is_p256(request.public_key)) refuse(Reason::kBadPublicKey);

  Buffer counter;
  append_tlv(counter, TlvType::kSecurityCounter, bytes_of(request.security_counter));
  Buffer out;
  append(out, bytes_of(make_header(request, sizeof(TlvInfo) + counter.size())));
  out.resize(request.header_size);
  append(out, request.payload);
  append_area(out, kProtectedTlvMagic, counter);
  append_area(out, kTlvMagic, make_last_area(request, sha256(out), sha256, sign));

  // What this writes, the bootloader's own parser reads.
  Image image;
  const Outcome parsed = parse_file(out, request.capacity, image);
  if (!parsed.is_accepted()) refuse(parsed.reason());
  return out;
}

}  // namespace redoubt::image
