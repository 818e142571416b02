// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // suspended states
#include <mbedtls/sha256.h>

#include "services/crypto/drivers/mbedtls_hash_backend.hpp"

namespace redoubt::crypto {
namespace {

template <bool kIs224>
struct Sha256Backend {
  using Context = mbedtls_sha256_context;
  static constexpr std::endian kOrder = std::endian::big;
  static constexpr auto kInit = mbedtls_sha256_init;
  static constexpr auto kUpdate = mbedtls_sha256_update;
  static int start(Context* context) { return mbedtls_sha256_starts(context, kIs224 ? 1 : 0); }
  // Writes 32 bytes for SHA-256, 28 for SHA-224.
  static int finish(Context* context, std::uint8_t* hash) { return mbedtls_sha256_finish(context, hash); }
};

}  // namespace

template <>
struct HashBackend<PSA_ALG_SHA_256> : Sha256Backend<false> {};
template <>
struct HashBackend<PSA_ALG_SHA_224> : Sha256Backend<true> {};

template class MbedtlsHash<PSA_ALG_SHA_256, sizeof(mbedtls_sha256_context)>;
template class MbedtlsHash<PSA_ALG_SHA_224, sizeof(mbedtls_sha256_context)>;

}  // namespace redoubt::crypto
