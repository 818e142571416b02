// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // suspended states
#include <mbedtls/ripemd160.h>

#include "services/crypto/drivers/mbedtls_hash_backend.hpp"

namespace redoubt::crypto {

template <>
struct HashBackend<PSA_ALG_RIPEMD160> {
  using Context = mbedtls_ripemd160_context;
  static constexpr std::endian kOrder = std::endian::little;
  static constexpr auto kInit = mbedtls_ripemd160_init;
  static constexpr auto kUpdate = mbedtls_ripemd160_update;
  static int start(Context* context) { return mbedtls_ripemd160_starts(context); }
  static int finish(Context* context, std::uint8_t* hash) { return mbedtls_ripemd160_finish(context, hash); }
};

template class MbedtlsHash<PSA_ALG_RIPEMD160, sizeof(mbedtls_ripemd160_context)>;

}  // namespace redoubt::crypto
