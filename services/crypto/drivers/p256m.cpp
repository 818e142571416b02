// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/p256m.hpp"

#include "services/crypto/drivers/p256m_names.h"
// After the names.
#include <p256-m.h>

#include <algorithm>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint8_t kUncompressedPoint = 0x04;

// p256-m has one source of random numbers, and takes them for nonces only. Null: random_bytes().
constinit const NonceSource* nonces_in_use = nullptr;

Status to_status(int result) {
  switch (result) {
    case P256_SUCCESS:
      return {};
    case P256_RANDOM_FAILED:
      return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
    case P256_INVALID_SIGNATURE:
      return Failure{PSA_ERROR_INVALID_SIGNATURE};
    case P256_INVALID_PUBKEY:
    case P256_INVALID_PRIVKEY:
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    default:
      return Failure{PSA_ERROR_CORRUPTION_DETECTED};
  }
}

}  // namespace

Status P256m::check_private(Group, Bytes key) { return to_status(p256_validate_privkey(key.data())); }

Status P256m::check_public(Group, Bytes key) {
  if (key[0] != kUncompressedPoint) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return to_status(p256_validate_pubkey(&key[1]));
}

Status P256m::public_key(Group, Bytes private_key, MutableBytes key) {
  key[0] = kUncompressedPoint;
  return to_status(p256_public_from_private(&key[1], private_key.data()));
}

Status P256m::agree(Group, Bytes private_key, Bytes peer, MutableBytes secret) {
  if (peer[0] != kUncompressedPoint) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return to_status(p256_ecdh_shared_secret(secret.data(), private_key.data(), &peer[1]));
}

// SEC 2, section 2.4.2
Status P256m::order(Group, MutableBytes out) {
  static constexpr std::uint8_t kOrder[] = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF,
                                            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17,
                                            0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};
  std::copy(std::begin(kOrder), std::end(kOrder), out.begin());
  return {};
}

Status P256m::sign(Group, Bytes private_key, Bytes hash, const NonceSource* nonces, MutableBytes signature) {
  if (config::kCryptoDeterministicEcdsa) nonces_in_use = nonces;
  const int result = p256_ecdsa_sign(signature.data(), private_key.data(), hash.data(), hash.size());
  if (config::kCryptoDeterministicEcdsa) nonces_in_use = nullptr;
  return to_status(result);
}

Status P256m::verify(Group, Bytes public_key, Bytes hash, Bytes signature) {
  return to_status(p256_ecdsa_verify(signature.data(), &public_key[1], hash.data(), hash.size()));
}

}  // namespace redoubt::crypto

// What p256-m draws its random numbers from (p256m_names.h).
extern "C" psa_status_t redoubt_crypto_p256m_random(std::uint8_t* output, std::size_t size) {
  using namespace redoubt::crypto;
  if (!redoubt::config::kCryptoDeterministicEcdsa || nonces_in_use == nullptr)
    return random_bytes({output, size}).status();
  return nonces_in_use->next(nonces_in_use->object, {output, size}).status();
}
