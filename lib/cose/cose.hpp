// SPDX-License-Identifier: BSD-3-Clause
// COSE_Sign1 (RFC 9052, section 4.2) with ES256 (RFC 9053, section 2.1): ECDSA on P-256 with SHA-256.
#pragma once

#include "lib/cbor/decoder.hpp"
#include "lib/cbor/encoder.hpp"

namespace redoubt::cose {

inline constexpr std::uint32_t kTagSign1 = 18;
inline constexpr std::int64_t kEs256 = -7;
inline constexpr std::size_t kEs256SignatureSize = 64;  // r and s, 32 bytes each, big endian

// Making a message by ES256: begin_sign1, the payload's bytes, end_sign1. What is signed (section 4.4) is
// begin_to_be_signed and the payload's bytes.
void begin_sign1(cbor::Encoder& to, std::size_t payload_size);
void end_sign1(cbor::Encoder& to, Bytes signature);
void begin_to_be_signed(cbor::Encoder& to, std::size_t payload_size);

// The size of a whole message whose payload has a size of 256 to 65535 bytes: seven bytes before the
// payload's head of three, and a signature with a head of two.
constexpr std::size_t sign1_size(std::size_t payload_size) {
  return 7 + 3 + payload_size + 2 + kEs256SignatureSize;
}

// Verifying a message: what is signed around the protected header as it was received, and the payload:
// begin_sig_structure, the header's bytes, begin_sig_payload, the payload's bytes. Each of the two writes at
// most kSigHeadSize bytes.
void begin_sig_structure(cbor::Encoder& to, std::size_t protected_size);
void begin_sig_payload(cbor::Encoder& to, std::size_t payload_size);
inline constexpr std::size_t kSigHeadSize = 1 + 11 + 9;

enum class Problem : std::uint8_t {
  kNone,
  kCbor,         // not CBOR, or not the structure of section 4.2: Sign1::cbor says why
  kNotSign1,     // not tagged as COSE_Sign1 (18)
  kDetached,     // the payload is not inside
  kHeader,       // a header parameter twice, or `alg` or `crit` where it is not protected
  kCritical,     // a header parameter that must be understood and is not
  kNoAlgorithm,  // the protected header names no algorithm
  kAlgorithm,    // another algorithm than ES256
  kSignature,    // not 64 bytes
};
std::string_view text(Problem problem);

// A message as received: nothing in it is to be trusted before the signature over Sig_structure is verified.
struct Sign1 {
  Problem problem = Problem::kNone;
  cbor::Problem cbor = cbor::Problem::kNone;
  Bytes protected_header{};  // its encoded map, as it was signed
  Bytes payload{};
  Bytes signature{};  // 64 bytes
};

// Decodes a tagged COSE_Sign1. Spans point into `message`; use them only if problem is kNone.
// Header parameters other than `alg` and `crit` are passed over: nothing that we accept depends on them.
Sign1 decode_sign1(Bytes message);

}  // namespace redoubt::cose
