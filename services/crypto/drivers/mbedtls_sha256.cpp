// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_sha256.hpp"

#include <mbedtls/sha256.h>

#include "redoubt_config.hpp"

namespace redoubt::crypto {
namespace {

Status to_status(int error) { return Status(error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE); }

}  // namespace

template <psa_algorithm_t kAlg>
Status MbedtlsSha2<kAlg>::start() {
  auto* context = context_.template as<mbedtls_sha256_context>();
  mbedtls_sha256_init(context);
  return to_status(mbedtls_sha256_starts(context, kAlg == PSA_ALG_SHA_224 ? 1 : 0));
}

template <psa_algorithm_t kAlg>
Status MbedtlsSha2<kAlg>::update(Bytes data) {
  return to_status(
      mbedtls_sha256_update(context_.template as<mbedtls_sha256_context>(), data.data(), data.size()));
}

// The backend writes 32 bytes for SHA-256, 28 for SHA-224.
template <psa_algorithm_t kAlg>
Status MbedtlsSha2<kAlg>::finish(MutableBytes hash) {
  return to_status(mbedtls_sha256_finish(context_.template as<mbedtls_sha256_context>(), hash.data()));
}

template class MbedtlsSha2<PSA_ALG_SHA_256>;
template class MbedtlsSha2<PSA_ALG_SHA_224>;

}  // namespace redoubt::crypto
