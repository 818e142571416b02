// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/p256m.hpp"

#include "services/crypto/drivers/p256m_names.h"
// After the names.
#include <p256-m.h>

#include "services/crypto/random.hpp"

// What p256-m draws its random numbers from (p256m_names.h).
extern "C" psa_status_t redoubt_crypto_p256m_random(std::uint8_t* output, std::size_t size) {
  return redoubt::crypto::random_bytes({output, size}).status();
}

namespace redoubt::crypto {
namespace {

constexpr std::uint8_t kUncompressedPoint = 0x04;

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

Status P256m::check_private(Bytes key) { return to_status(p256_validate_privkey(key.data())); }

Status P256m::check_public(Bytes key) {
  if (key[0] != kUncompressedPoint) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return to_status(p256_validate_pubkey(&key[1]));
}

Status P256m::public_key(Bytes private_key, MutableBytes key) {
  key[0] = kUncompressedPoint;
  return to_status(p256_public_from_private(&key[1], private_key.data()));
}

// p256_gen_keypair() would also compute the public key, 10 million instructions that nobody asked for: take
// random values until one is in range, which the first is but for one in 2^32.
Status P256m::generate(MutableBytes private_key) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (const Status random = random_bytes(private_key); !random) return random;
    if (check_private(private_key)) return {};
  }
  return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
}

Status P256m::sign(Bytes private_key, Bytes hash, MutableBytes signature) {
  return to_status(p256_ecdsa_sign(signature.data(), private_key.data(), hash.data(), hash.size()));
}

Status P256m::verify(Bytes public_key, Bytes hash, Bytes signature) {
  return to_status(p256_ecdsa_verify(signature.data(), &public_key[1], hash.data(), hash.size()));
}

}  // namespace redoubt::crypto
