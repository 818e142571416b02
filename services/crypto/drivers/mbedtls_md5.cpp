// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // suspended states
#include <mbedtls/md5.h>

#include "services/crypto/drivers/mbedtls_hash_backend.hpp"

namespace redoubt::crypto {

template <>
struct HashBackend<PSA_ALG_MD5> {
  using Context = mbedtls_md5_context;
  static constexpr std::endian kOrder = std::endian::little;
  static constexpr auto kInit = mbedtls_md5_init;
  static constexpr auto kUpdate = mbedtls_md5_update;
  static int start(Context* context) { return mbedtls_md5_starts(context); }
  static int finish(Context* context, std::uint8_t* hash) { return mbedtls_md5_finish(context, hash); }
};

template class MbedtlsHash<PSA_ALG_MD5, sizeof(mbedtls_md5_context)>;

}  // namespace redoubt::crypto
