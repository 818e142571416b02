// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // suspended states
#include <mbedtls/sha1.h>

#include "services/crypto/drivers/mbedtls_hash_backend.hpp"

namespace redoubt::crypto {

template <>
struct HashBackend<PSA_ALG_SHA_1> {
  using Context = mbedtls_sha1_context;
  static constexpr std::endian kOrder = std::endian::big;
  static constexpr auto kInit = mbedtls_sha1_init;
  static constexpr auto kUpdate = mbedtls_sha1_update;
  static int start(Context* context) { return mbedtls_sha1_starts(context); }
  static int finish(Context* context, std::uint8_t* hash) { return mbedtls_sha1_finish(context, hash); }
};

template class MbedtlsHash<PSA_ALG_SHA_1, sizeof(mbedtls_sha1_context)>;

}  // namespace redoubt::crypto
