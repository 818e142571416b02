// SPDX-License-Identifier: BSD-3-Clause
// Reads images in MCUboot's format (header, payload, TLV areas). Every byte is the attacker's until verify()
// has accepted the image. Shared by bootloader, host tool and fuzzer: no memory but the caller's, no clock,
// no world.
#pragma once

#include <cstdint>

#include "lib/base/bytes.hpp"
#include "lib/handoff/handoff.hpp"
#include "lib/hardened/verdict.hpp"

namespace redoubt::image {

inline constexpr std::uint32_t kMagic = 0x96F3B83D;
inline constexpr std::uint16_t kTlvMagic = 0x6907;           // of the TLVs that nothing signs
inline constexpr std::uint16_t kProtectedTlvMagic = 0x6908;  // of those under hash and signature
inline constexpr std::uint32_t kFlagRamLoad = 0x20;          // copied to load_address before it runs
inline constexpr std::size_t kHashSize = 32;
inline constexpr std::size_t kPublicKeySize = 91;     // DER SubjectPublicKeyInfo of P-256, uncompressed point
inline constexpr std::size_t kMaxSignatureSize = 72;  // DER of two 256-bit integers
inline constexpr std::uint32_t kMinPayloadSize = 8;   // stack pointer and reset vector

enum class TlvType : std::uint16_t {
  kKeyHash = 0x01,          // SHA-256 of the public key's DER; optional
  kPublicKey = 0x02,        // the public key's DER
  kSha256 = 0x10,           // of what is signed
  kEcdsaSignature = 0x22,   // DER, over that SHA-256
  kSecurityCounter = 0x50,  // 4 bytes; protected area only
};

using Version = handoff::ImageVersion;

struct Header {
  std::uint32_t magic;
  std::uint32_t load_address;
  std::uint16_t header_size;         // where the payload begins
  std::uint16_t protected_tlv_size;  // of the protected TLV area with its info; 0: none
  std::uint32_t payload_size;
  std::uint32_t flags;
  Version version;
  std::uint32_t pad;
};
static_assert(sizeof(Header) == 32 && offsetof(Header, payload_size) == 12 &&
              offsetof(Header, version) == 20);

struct TlvInfo {
  std::uint16_t magic;
  std::uint16_t size;  // of the area with this info
};

struct Tlv {
  std::uint16_t type;
  std::uint16_t size;  // of the value that follows
};

// Why an image was refused. For logs and reports only: decisions are taken by the Verdict beside it.
enum class Reason : std::uint8_t {
  kNone,
  kEmpty,  // erased memory where the header should be
  kBadMagic,
  kBadFlags,        // encrypted, compressed, not to be loaded to RAM, …
  kHeaderSizeLies,  // smaller than the header, not what the slot demands, or not a multiple of 4
  kTooShort,        // a payload too short for a vector table
  kOversized,       // does not fit into slot or execution memory
  kTruncated,       // ends before its header says
  kTrailingBytes,   // a file that goes on after its image
  kSizesLie,        // no TLV area where the header's sizes say
  kTlvSizesLie,     // TLV sizes that contradict each other, the header or the slot
  kDuplicateTlv,
  kMisplacedTlv,        // in the protected area what cannot be signed, or unknown TLVs that nothing signs
  kUnprotectedCounter,  // a security counter that the signature does not cover
  kNoCounter,
  kNoHash,
  kNoPublicKey,
  kUnsigned,
  kBadPublicKey,        // not a P-256 key
  kWrongSlot,           // made for another load address
  kAltered,             // its bytes do not have the SHA-256 that it states
  kWrongKey,            // signed by a key that is not the provisioned one
  kTestKey,             // signed by one of the tests' published keys, on a device that is not for development
  kMalformedSignature,  // not a DER ECDSA signature
  kBadSignature,        // by the right key, but not over these bytes
  kOlderCounter,        // rollback
  kBadEntry,            // vectors point out of the image's memory
};

// A sentence's end without full stop, as in "[BL2] SPE refused: <text>".
const char* text(Reason reason);

// A decision and, for people, the reason of a refusal: one word.
struct [[nodiscard]] Outcome {
  hardened::Verdict verdict;

  static Outcome accepted() { return {hardened::Verdict::accepted()}; }
  static Outcome refused(Reason why) {
    return {hardened::Verdict::refused_for(static_cast<std::uint8_t>(why))};
  }
  [[nodiscard]] bool is_accepted() const { return verdict.is_accepted(); }
  // kNone if accepted.
  [[nodiscard]] Reason reason() const { return Reason{verdict.why()}; }
};
static_assert(sizeof(Outcome) == 4, "travels in a register");

// Views into the bytes that were parsed; their content is not verified.
struct Image {
  Header header;
  Bytes whole;    // all of the image, both TLV areas included
  Bytes covered;  // header, payload and protected TLVs: what hash and signature cover
  Bytes payload;
  Bytes hash;        // kHashSize bytes
  Bytes key_hash;    // kHashSize bytes, or empty
  Bytes public_key;  // kPublicKeySize bytes, the last 64 of which are a point if the key is a good one
  Bytes signature;   // 1 to kMaxSignatureSize bytes
  Bytes counter;     // 4 bytes
  std::uint32_t security_counter;
};

// How many bytes of an image must be at hand before it can be parsed. Whoever copies an image from memory
// that an attacker can change meanwhile starts with none, copies `needed` bytes, asks again with them, and is
// done when `needed` does not grow: each byte is fetched once and judged by the copy that will run.
//   at_hand:  the image's first bytes
//   capacity: bytes of the slot (or of the memory for the copy, if that is smaller)
//   needed:   out, bytes, at most capacity
// Refused for: kEmpty, kBadMagic, kBadFlags, kHeaderSizeLies, kTooShort, kOversized, kTruncated, kSizesLie,
// kTlvSizesLie.
Outcome extent(Bytes at_hand, std::uint32_t capacity, std::uint32_t& needed);

// Takes an image apart. Accepted means only that it is well formed: every size is true, every TLV is where it
// belongs, and hash, public key, signature and security counter are there once.
//   bytes:    begins with the image and may go on after it
//   capacity: bytes of the slot it is for
//   image:    out, defined if accepted
// Refused for: what extent() refuses, kTruncated if `bytes` end before the image, kDuplicateTlv,
// kMisplacedTlv, kUnprotectedCounter, kNoCounter, kNoHash, kNoPublicKey, kUnsigned, kBadPublicKey.
Outcome parse(Bytes bytes, std::uint32_t capacity, Image& image);

// The same for a file, which must end with the image: else kTrailingBytes.
Outcome parse_file(Bytes bytes, std::uint32_t capacity, Image& image);

}  // namespace redoubt::image
