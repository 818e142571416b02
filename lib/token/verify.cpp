// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>

#include "lib/token/token.hpp"

namespace redoubt::token {

namespace {

using Digest = std::array<std::uint8_t, 32>;
using Head = std::array<std::uint8_t, cose::kSigHeadSize>;

constexpr std::size_t kPointSize = 65;

Reason check_signature(const cose::Sign1& message, Bytes point, const Primitives& primitives) {
  Head buffers[2];
  cbor::Encoder begin(buffers[0]);
  cose::begin_sig_structure(begin, message.protected_header.size());
  cbor::Encoder middle(buffers[1]);
  cose::begin_sig_payload(middle, message.payload.size());
  const std::array pieces = {begin.encoded(), message.protected_header, middle.encoded(), message.payload};
  Digest digest;
  if (!primitives.sha256(pieces, digest)) return Reason::kNoPrimitives;
  return primitives.verify_p256(point, digest, message.signature) ? Reason::kGood : Reason::kSignature;
}

Reason check_instance(Bytes instance_id, Bytes point, const Primitives& primitives) {
  const std::array pieces = {point};
  Digest digest;
  if (!primitives.sha256(pieces, digest)) return Reason::kNoPrimitives;
  return std::ranges::equal(instance_id.subspan(1), digest) ? Reason::kGood : Reason::kInstance;
}

Verdict check(const Token& token, Bytes point, Bytes nonce, const Primitives& primitives) {
  if (point.size() != kPointSize || point[0] != 0x04) {
    return {Reason::kSignature, {}, "the public key is not an uncompressed P-256 point"};
  }
  const Reason signature = check_signature(token.message, point, primitives);
  if (signature != Reason::kGood) return {signature, {}, {}};
  const Reason instance = check_instance(token.instance_id, point, primitives);
  if (instance != Reason::kGood) return {instance, Claim::kInstanceId, {}};
  if (!nonce.empty() && !std::ranges::equal(nonce, token.nonce)) return {Reason::kNonce, Claim::kNonce, {}};
  return {Reason::kGood, {}, {}};
}

}  // namespace

Decoded verify_token(Bytes encoded, Bytes point, Bytes nonce, const Primitives& primitives) {
  Decoded decoded = decode_token(encoded);
  if (decoded.verdict.is_good()) decoded.verdict = check(decoded.token, point, nonce, primitives);
  return decoded;
}

std::string_view lifecycle_name(std::uint16_t lifecycle) {
  static constexpr std::string_view kNames[] = {
      "UNKNOWN",           "ASSEMBLY_AND_TEST",         "PSA_ROT_PROVISIONING", "SECURED",
      "NON_PSA_ROT_DEBUG", "RECOVERABLE_PSA_ROT_DEBUG", "DECOMMISSIONED"};
  const std::size_t state = lifecycle >> 12;
  return state < std::size(kNames) ? kNames[state] : kNames[0];
}

bool is_trusted(std::uint16_t lifecycle) {
  const unsigned state = lifecycle & 0xFF00u;
  return state == 0x3000 || state == 0x4000;  // SECURED, NON_PSA_ROT_DEBUG
}

std::string_view name(Claim claim) {
  switch (claim) {
    case Claim::kNonce:
      return "nonce";
    case Claim::kInstanceId:
      return "instance id";
    case Claim::kProfile:
      return "profile";
    case Claim::kBootSeed:
      return "boot seed";
    case Claim::kClientId:
      return "client id";
    case Claim::kLifecycle:
      return "security lifecycle";
    case Claim::kImplementationId:
      return "implementation id";
    case Claim::kCertificationReference:
      return "certification reference";
    case Claim::kSoftwareComponents:
      return "software components";
    case Claim::kVerificationService:
      return "verification service";
  }
  return "";
}

std::string_view text(Reason reason) {
  switch (reason) {
    case Reason::kUndecided:
      return "the token was not checked";
    case Reason::kGood:
      return "the token is good";
    case Reason::kNotCose:
      return "the token is not a COSE_Sign1 message by ES256";
    case Reason::kNotCbor:
      return "the claims are not valid CBOR";
    case Reason::kNotMap:
      return "the claims are not a map with integer or text keys";
    case Reason::kMissing:
      return "a mandatory claim or part of one is missing";
    case Reason::kTwice:
      return "a claim or part of one is there twice";
    case Reason::kType:
      return "a claim has the wrong type";
    case Reason::kSize:
      return "a claim has the wrong size";
    case Reason::kValue:
      return "a claim has a forbidden value";
    case Reason::kProfile:
      return "the token is of another profile";
    case Reason::kTooMany:
      return "there are more software components than this verifier takes";
    case Reason::kSignature:
      return "the signature is not that of the attestation key";
    case Reason::kNonce:
      return "the nonce is not the expected one";
    case Reason::kInstance:
      return "the instance id is not that of the attestation key";
    case Reason::kNoPrimitives:
      return "the verifier failed to compute a hash";
  }
  return "unknown reason";
}

}  // namespace redoubt::token
