// SPDX-License-Identifier: BSD-3-Clause
// Hashes by Mbed TLS. Each of its modules is a file of its own (mbedtls_sha1.cpp and so on).
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

// Those that the specification has a suspended state for: a count of bytes, a chaining value, a part of a
// block.
template <psa_algorithm_t kAlg, std::size_t kContextSize>
class MbedtlsHash {
 public:
  static constexpr psa_algorithm_t kAlgorithm = kAlg;
  static constexpr std::size_t kSize = PSA_HASH_LENGTH(kAlg);
  static constexpr std::size_t kBlockSize = PSA_HASH_BLOCK_LENGTH(kAlg);
  Status start();
  Status update(Bytes data);
  Status finish(MutableBytes hash);
  std::size_t suspend(MutableBytes state);
  Status resume(Bytes state);

 private:
  Opaque<kContextSize, kBlockSize / 16> context_;  // a block is 16 words
};

template <psa_algorithm_t kAlg>
class MbedtlsSha3 {
 public:
  static constexpr psa_algorithm_t kAlgorithm = kAlg;
  static constexpr std::size_t kSize = PSA_HASH_LENGTH(kAlg);
  static constexpr std::size_t kBlockSize = PSA_HASH_BLOCK_LENGTH(kAlg);
  Status start();
  Status update(Bytes data);
  Status finish(MutableBytes hash);

 private:
  Opaque<208, 8> context_;
};

using MbedtlsMd5 = MbedtlsHash<PSA_ALG_MD5, 88>;
using MbedtlsRipemd160 = MbedtlsHash<PSA_ALG_RIPEMD160, 92>;
using MbedtlsSha1 = MbedtlsHash<PSA_ALG_SHA_1, 92>;
using MbedtlsSha224 = MbedtlsHash<PSA_ALG_SHA_224, 108>;
using MbedtlsSha256 = MbedtlsHash<PSA_ALG_SHA_256, 108>;
using MbedtlsSha384 = MbedtlsHash<PSA_ALG_SHA_384, 216>;
using MbedtlsSha512 = MbedtlsHash<PSA_ALG_SHA_512, 216>;
using MbedtlsSha512T224 = MbedtlsHash<PSA_ALG_SHA_512_224, 216>;
using MbedtlsSha512T256 = MbedtlsHash<PSA_ALG_SHA_512_256, 216>;
static_assert(ResumableHashDriver<MbedtlsMd5> && ResumableHashDriver<MbedtlsSha512T256>);
static_assert(HashDriver<MbedtlsSha3<PSA_ALG_SHA3_256>> &&
              !ResumableHashDriver<MbedtlsSha3<PSA_ALG_SHA3_256>>);

}  // namespace redoubt::crypto
