// SPDX-License-Identifier: BSD-3-Clause
#include "services/attestation/attestation.hpp"

#include <psa/crypto.h>
#include <redoubt/crypto.h>

#include <array>

#include "lib/cose/cose.hpp"
#include "lib/token/claims.hpp"

namespace redoubt::attestation {

namespace {

using cbor::Encoder;
using token::Claim;
using token::ComponentKey;

// Pieces of a token on their way to the hash or the caller: one block of SHA-256.
constexpr std::size_t kPieceSize = 64;

// The entries of a map. Plain pointers and sizes: this is the code that a device pays for.
void put(Encoder& to, int key, const std::uint8_t* value, std::size_t size) {
  to.integer(key);
  to.bytes({value, size});
}
void put(Encoder& to, int key, const char* value) {
  to.integer(key);
  to.text(value);
}
template <class Key, std::size_t kSize>
void add(Encoder& to, Key key, const std::uint8_t (&value)[kSize]) {
  put(to, static_cast<int>(key), value, kSize);
}
template <class Key>
void add(Encoder& to, Key key, Bytes value) {
  put(to, static_cast<int>(key), value.data(), value.size());
}
template <class Key>
void add(Encoder& to, Key key, const char* value) {
  put(to, static_cast<int>(key), value);
}
void add(Encoder& to, Claim key, std::int32_t value) {
  to.integer(static_cast<int>(key));
  to.integer(value);
}

// Writes a number and what separates it from the part before, to the left of `end`: a number's last digit
// comes first.
char* put_number(char* end, char separator, std::uint32_t value) {
  do *--end = static_cast<char>('0' + value % 10);
  while ((value /= 10) != 0);
  *--end = separator;
  return end;
}

// major.minor.revision+build, as imgtool takes and shows it.
constexpr std::size_t kVersionSize = sizeof ".255.255.65535+4294967295";
const char* version_text(char (&buffer)[kVersionSize], const handoff::ImageVersion& version) {
  char* end = buffer + kVersionSize - 1;
  *end = '\0';
  end = put_number(end, '+', version.build);
  end = put_number(end, '.', version.revision);
  end = put_number(end, '.', version.minor);
  return put_number(end, '.', version.major) + 1;
}

void encode_component(Encoder& to, const char* type, const handoff::Measurement& image) {
  char version[kVersionSize];
  to.map(5);
  add(to, ComponentKey::kType, type);
  add(to, ComponentKey::kMeasurement, image.hash);
  add(to, ComponentKey::kVersion, version_text(version, image.version));
  add(to, ComponentKey::kSignerId, image.signer_id);
  add(to, ComponentKey::kDescription, "sha-256");
}

// In ascending order of the keys: deterministic encoding.
void encode_claims(Encoder& to, const Claims& claims) {
  const Identity& identity = claims.identity;
  const bool has_certification = identity.certification_reference[0] != '\0';
  const bool has_service = identity.verification_service[0] != '\0';
  to.map(8u + has_certification + has_service);
  add(to, Claim::kNonce, claims.challenge);
  add(to, Claim::kInstanceId, identity.instance_id);
  add(to, Claim::kProfile, token::kProfileTfm);
  add(to, Claim::kBootSeed, claims.boot_seed);
  add(to, Claim::kClientId, claims.client_id);
  add(to, Claim::kLifecycle, static_cast<std::int32_t>(claims.boot.lifecycle));
  add(to, Claim::kImplementationId, identity.implementation_id);
  if (has_certification) add(to, Claim::kCertificationReference, identity.certification_reference);
  to.integer(static_cast<int>(Claim::kSoftwareComponents));
  to.array(2);
  encode_component(to, "PRoT", claims.boot.image[handoff::kSpe]);
  encode_component(to, "App", claims.boot.image[handoff::kNspe]);
  if (has_service) add(to, Claim::kVerificationService, identity.verification_service);
}

std::size_t payload_size(const Claims& claims) {
  Encoder count;
  encode_claims(count, claims);
  return count.size();
}

using Digest = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, cose::kEs256SignatureSize>;

struct Hash {
  psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
  psa_status_t status = PSA_SUCCESS;

  static void update(void* context, Bytes piece) {
    auto& self = *static_cast<Hash*>(context);
    if (self.status == PSA_SUCCESS)
      self.status = psa_hash_update(&self.operation, piece.data(), piece.size());
  }
};

// Of what is signed (RFC 9052, section 4.4). Streams the claims: no buffer holds a whole token.
psa_status_t hash_token(const Claims& claims, std::size_t size, Digest& digest) {
  Hash hash;
  hash.status = psa_hash_setup(&hash.operation, PSA_ALG_SHA_256);
  std::array<std::uint8_t, kPieceSize> piece;
  Encoder to(piece, &Hash::update, &hash);
  cose::begin_to_be_signed(to, size);
  encode_claims(to, claims);
  to.finish();
  std::size_t length = 0;
  if (hash.status == PSA_SUCCESS) {
    hash.status = psa_hash_finish(&hash.operation, digest.data(), digest.size(), &length);
  }
  // An operation that failed must not stay with us: there are few.
  if (hash.status != PSA_SUCCESS) psa_hash_abort(&hash.operation);
  return hash.status;
}

psa_status_t sign(const Digest& digest, Signature& signature) {
  std::size_t length = 0;
  return psa_sign_hash(REDOUBT_KEY_ID_IAK, PSA_ALG_ECDSA(PSA_ALG_SHA_256), digest.data(), digest.size(),
                       signature.data(), signature.size(), &length);
}

}  // namespace

// The mandatory claims alone have more than 255 bytes.
std::size_t token_size(const Claims& claims) { return cose::sign1_size(payload_size(claims)); }

Status make_token(const Claims& claims, cbor::Encoder::Flush write, void* context) {
  const std::size_t size = payload_size(claims);
  Digest digest;
  Signature signature;
  if (hash_token(claims, size, digest) != PSA_SUCCESS || sign(digest, signature) != PSA_SUCCESS) {
    return Failure{PSA_ERROR_GENERIC_ERROR};
  }
  std::array<std::uint8_t, kPieceSize> piece;
  Encoder to(piece, write, context);
  cose::begin_sign1(to, size);
  encode_claims(to, claims);
  cose::end_sign1(to, signature);
  to.finish();
  return {};
}

}  // namespace redoubt::attestation
