// SPDX-License-Identifier: BSD-3-Clause
#include <mbedtls/sha3.h>

#include "services/crypto/drivers/mbedtls_hashes.hpp"
#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {
namespace {

template <psa_algorithm_t kAlg>
constexpr mbedtls_sha3_id kId = kAlg == PSA_ALG_SHA3_224   ? MBEDTLS_SHA3_224
                                : kAlg == PSA_ALG_SHA3_256 ? MBEDTLS_SHA3_256
                                : kAlg == PSA_ALG_SHA3_384 ? MBEDTLS_SHA3_384
                                                           : MBEDTLS_SHA3_512;

}  // namespace

template <psa_algorithm_t kAlg>
Status MbedtlsSha3<kAlg>::start() {
  auto* const context = context_.template as<mbedtls_sha3_context>();
  mbedtls_sha3_init(context);
  return to_status(mbedtls_sha3_starts(context, kId<kAlg>));
}

template <psa_algorithm_t kAlg>
Status MbedtlsSha3<kAlg>::update(Bytes data) {
  return to_status(
      mbedtls_sha3_update(context_.template as<mbedtls_sha3_context>(), data.data(), data.size()));
}

template <psa_algorithm_t kAlg>
Status MbedtlsSha3<kAlg>::finish(MutableBytes hash) {
  return to_status(
      mbedtls_sha3_finish(context_.template as<mbedtls_sha3_context>(), hash.data(), hash.size()));
}

template class MbedtlsSha3<PSA_ALG_SHA3_224>;
template class MbedtlsSha3<PSA_ALG_SHA3_256>;
template class MbedtlsSha3<PSA_ALG_SHA3_384>;
template class MbedtlsSha3<PSA_ALG_SHA3_512>;

}  // namespace redoubt::crypto
