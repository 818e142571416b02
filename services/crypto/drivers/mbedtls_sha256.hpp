// SPDX-License-Identifier: BSD-3-Clause
// SHA-256 and SHA-224 by Mbed TLS.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

template <psa_algorithm_t kAlg>
class MbedtlsSha2 {
 public:
  static constexpr psa_algorithm_t kAlgorithm = kAlg;
  static constexpr std::size_t kSize = PSA_HASH_LENGTH(kAlg);
  static constexpr std::size_t kBlockSize = PSA_HASH_BLOCK_LENGTH(kAlg);
  Status start();
  Status update(Bytes data);
  Status finish(MutableBytes hash);

 private:
  Opaque<108> context_;
};

using MbedtlsSha256 = MbedtlsSha2<PSA_ALG_SHA_256>;
using MbedtlsSha224 = MbedtlsSha2<PSA_ALG_SHA_224>;
static_assert(HashDriver<MbedtlsSha256> && HashDriver<MbedtlsSha224>);

}  // namespace redoubt::crypto
