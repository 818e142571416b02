// SPDX-License-Identifier: BSD-3-Clause
#include "lib/token/test_crypto.hpp"

#include <mbedtls/sha256.h>
#include <psa/crypto.h>

#include <cstdlib>

extern "C" {
#include <p256-m.h>
}

namespace redoubt::token::test {

namespace {
psa_status_t random_status = PSA_SUCCESS;
}

void set_random_status(psa_status_t status) { random_status = status; }

}  // namespace redoubt::token::test

// p256-m takes its nonces from here. A counter is good enough for signatures that protect nothing.
extern "C" psa_status_t psa_generate_random(uint8_t* output, size_t output_size) {
  static std::uint8_t counter = 0;
  if (redoubt::token::test::random_status != PSA_SUCCESS) return redoubt::token::test::random_status;
  for (size_t i = 0; i < output_size; ++i) output[i] = ++counter;
  return PSA_SUCCESS;
}

namespace redoubt::token::test {

namespace {

struct KeyPair {
  std::uint8_t secret[32];
  std::uint8_t point[65] = {0x04};
};

const KeyPair& key() {
  static const KeyPair pair = [] {
    KeyPair made;
    if (p256_gen_keypair(made.secret, made.point + 1) != P256_SUCCESS) std::abort();
    return made;
  }();
  return pair;
}

Status hash(std::span<const Bytes> pieces, std::span<std::uint8_t, 32> digest) {
  mbedtls_sha256_context context;
  mbedtls_sha256_init(&context);
  mbedtls_sha256_starts(&context, 0);
  for (const Bytes piece : pieces) mbedtls_sha256_update(&context, piece.data(), piece.size());
  mbedtls_sha256_finish(&context, digest.data());
  mbedtls_sha256_free(&context);
  return {};
}

Status verify(Bytes public_point, Bytes digest, Bytes signature) {
  const int result =
      p256_ecdsa_verify(signature.data(), public_point.data() + 1, digest.data(), digest.size());
  return result == P256_SUCCESS ? Status{} : Failure{PSA_ERROR_INVALID_SIGNATURE};
}

}  // namespace

Bytes point() { return key().point; }

const Primitives& primitives() {
  static constexpr Primitives kPrimitives{&hash, &verify};
  return kPrimitives;
}

std::array<std::uint8_t, 32> sha256(std::span<const Bytes> pieces) {
  std::array<std::uint8_t, 32> digest;
  if (!hash(pieces, digest)) std::abort();
  return digest;
}

std::array<std::uint8_t, 64> sign(const std::array<std::uint8_t, 32>& digest) {
  std::array<std::uint8_t, 64> signature;
  if (p256_ecdsa_sign(signature.data(), key().secret, digest.data(), digest.size()) != P256_SUCCESS) {
    std::abort();
  }
  return signature;
}

}  // namespace redoubt::token::test
