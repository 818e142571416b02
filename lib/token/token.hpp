// SPDX-License-Identifier: BSD-3-Clause
// PSA attestation tokens (RFC 9783), profile tag:psacertified.org,2023:psa#tfm, signed by ES256: what a
// verifier needs. Pure code, shared by the host tool, the tests and the fuzzer; the SPE links only the
// constants.
#pragma once

#include <array>
#include <span>

#include "lib/cose/cose.hpp"
#include "lib/token/claims.hpp"

namespace redoubt::token {

// Why a token was refused. kGood is no zero: an outcome that nobody filled in is not a good one.
enum class Reason : std::uint8_t {
  kUndecided = 0,
  kGood = 0xA5,
  kNotCose = 1,   // not a COSE_Sign1 by ES256: Verdict::detail says what is wrong
  kNotCbor,       // the payload is not valid CBOR: Verdict::detail says what is wrong
  kNotMap,        // the payload is no map of claims
  kMissing,       // a mandatory claim is missing
  kTwice,         // a claim is there twice
  kType,          // a claim has the wrong CBOR type
  kSize,          // a claim has the wrong size
  kValue,         // a claim has a value that RFC 9783 forbids
  kProfile,       // the token is of another profile
  kTooMany,       // more than kMaxComponents software components
  kSignature,     // the signature is not that of the key
  kNonce,         // the nonce is not the expected one: an old or another verifier's token
  kInstance,      // the instance id is not that of the key
  kNoPrimitives,  // hashing failed here: nothing is known about the token
};
std::string_view text(Reason reason);

struct Verdict {
  Reason reason = Reason::kUndecided;
  Claim claim{};              // the claim concerned; 0: none
  std::string_view detail{};  // more words; may be empty
  bool is_good() const { return reason == Reason::kGood; }
};

inline constexpr std::size_t kMaxComponents = 16;

struct SoftwareComponent {
  std::string_view type{};         // empty: not given
  Bytes measurement{};             // 32, 48 or 64 bytes
  std::string_view version{};      // empty: not given
  Bytes signer_id{};               // 32, 48 or 64 bytes
  std::string_view description{};  // of the hash; empty: not given
};

// The claims. All spans and texts point into the encoded token. Texts are UTF-8 but may hold control
// characters: escape them before they reach a terminal.
struct Token {
  Bytes nonce{};        // 32, 48 or 64 bytes
  Bytes instance_id{};  // 33 bytes: 0x01 and the identifier of the attestation key
  std::string_view profile{};
  Bytes boot_seed{};           // 8 to 32 bytes; empty: not given
  std::int32_t client_id = 0;  // negative: NSPE, positive: a secure partition
  std::uint16_t lifecycle = 0;
  Bytes implementation_id{};                   // 32 bytes
  std::string_view certification_reference{};  // empty: not given
  std::array<SoftwareComponent, kMaxComponents> components{};
  std::size_t component_count = 0;          // 1 at least
  std::string_view verification_service{};  // empty: not given
  std::size_t unknown_claims = 0;           // passed over, as RFC 9783, section 5.1.3 demands
  cose::Sign1 message{};

  std::span<const SoftwareComponent> software() const { return std::span(components).first(component_count); }
};

struct Decoded {
  Verdict verdict;
  Token token;  // complete only if the verdict is good
};

// Decodes and checks all that can be checked without a key: structure, types, sizes, values, presence. The
// claims are NOT authentic: anyone can write them.
Decoded decode_token(Bytes encoded);

// The same for a payload without its COSE message.
Verdict decode_claims(Bytes payload, Token& token);

// Primitives of the caller, who chooses the backend.
struct Primitives {
  // SHA-256 of the pieces one after the other. Error: any.
  Status (*sha256)(std::span<const Bytes> pieces, std::span<std::uint8_t, 32> digest);
  // ECDSA on P-256: PSA_SUCCESS if (r, s) is a signature of the digest by the uncompressed point (65 bytes,
  // which the primitive checks to lie on the curve); anything else is a refusal.
  Status (*verify_p256)(Bytes point, Bytes digest, Bytes signature);
};

// Decodes the token, verifies its signature by the attestation key's public point (65 bytes, 0x04 first),
// that its instance id is 0x01 and the SHA-256 of this point, and that its nonce is `nonce` (empty: whatever
// it is; then a recorded token is accepted). Only a good verdict makes the claims authentic. The lifecycle is
// left to the caller: see is_trusted().
Decoded verify_token(Bytes encoded, Bytes point, Bytes nonce, const Primitives& primitives);

// "SECURED" and so on.
std::string_view lifecycle_name(std::uint16_t lifecycle);
// Whether a remote verifier can rely on reports made in this state (RFC 9783, section 4.3.1).
bool is_trusted(std::uint16_t lifecycle);

}  // namespace redoubt::token
