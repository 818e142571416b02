// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/policy.hpp"

#include <algorithm>

#include "redoubt_config/crypto.hpp"

namespace redoubt::crypto {
namespace {

constexpr psa_key_usage_t kKnownUsage = PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_CACHE |
                                        PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT |
                                        PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE |
                                        PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH |
                                        PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION;
constexpr psa_key_usage_t kVerification = PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_VERIFY_MESSAGE;
constexpr psa_algorithm_t kHashMask = 0xFF;
constexpr psa_algorithm_t kAtLeast = 0x00008000;        // AT_LEAST_THIS_LENGTH, of MACs and AEADs
constexpr psa_algorithm_t kDeterministicEcdsa = 0x100;  // what tells it from randomised ECDSA

bool is_sized(psa_algorithm_t algorithm) { return PSA_ALG_IS_MAC(algorithm) || PSA_ALG_IS_AEAD(algorithm); }
bool is_minimum(psa_algorithm_t algorithm) { return is_sized(algorithm) && (algorithm & kAtLeast) != 0; }

// A MAC or AEAD without the size of its output: the two families encode it alike.
psa_algorithm_t base(psa_algorithm_t algorithm) { return PSA_ALG_FULL_LENGTH_MAC(algorithm); }

std::size_t output_size(psa_algorithm_t algorithm, psa_key_type_t type) {
  return PSA_ALG_IS_MAC(algorithm) ? PSA_MAC_LENGTH(type, 0, algorithm)
                                   : PSA_AEAD_TAG_LENGTH(type, 0, algorithm);
}

bool permits_size(psa_algorithm_t policy, psa_algorithm_t algorithm, psa_key_type_t type) {
  if (config::kCryptoCcmStarNoTag && policy == PSA_ALG_CCM_STAR_ANY_TAG &&
      algorithm == PSA_ALG_CCM_STAR_NO_TAG)
    return true;
  if (policy == PSA_ALG_CCM_STAR_ANY_TAG && PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm) == PSA_ALG_CCM) {
    const std::size_t size = output_size(algorithm, type);
    return size == 4 || size == 8 || size == 16;
  }
  if (!is_sized(policy) || base(policy) != base(algorithm)) return false;
  const std::size_t size = output_size(algorithm, type);
  const std::size_t policy_size = output_size(policy, type);
  return is_minimum(policy) ? size >= policy_size : size == policy_size;
}

// An algorithm for hashes that are made elsewhere is none "with any hash"; RSA PKCS#1 v1.5's is said to be.
bool permits_hash(psa_algorithm_t policy, psa_algorithm_t algorithm) {
  return PSA_ALG_IS_HASH_AND_SIGN(policy) && PSA_ALG_GET_HASH(policy) == PSA_ALG_ANY_HASH &&
         (policy & ~kHashMask) == (algorithm & ~kHashMask) && algorithm != PSA_ALG_ECDSA_ANY;
}

// A key for a key agreement may be used with any derivation after it (section 10.9.1).
bool permits_derivation(psa_algorithm_t policy, psa_algorithm_t algorithm) {
  return config::kCryptoAgreement && PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(policy) &&
         PSA_ALG_IS_KEY_AGREEMENT(algorithm) && PSA_ALG_KEY_AGREEMENT_GET_BASE(algorithm) == policy;
}

}  // namespace

Result<psa_key_usage_t> complete_usage(psa_key_usage_t usage) {
  if ((usage & ~kKnownUsage) != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if ((usage & PSA_KEY_USAGE_SIGN_HASH) != 0) usage |= PSA_KEY_USAGE_SIGN_MESSAGE;
  if ((usage & PSA_KEY_USAGE_VERIFY_HASH) != 0) usage |= PSA_KEY_USAGE_VERIFY_MESSAGE;
  return usage;
}

bool permits(psa_algorithm_t policy, psa_algorithm_t algorithm, psa_key_type_t type, psa_key_usage_t usage) {
  if (policy == PSA_ALG_NONE) return false;
  if ((usage & kVerification) != 0 && PSA_ALG_IS_ECDSA(policy) && PSA_ALG_IS_ECDSA(algorithm) &&
      PSA_ALG_GET_HASH(policy) != PSA_ALG_NONE) {
    policy &= ~kDeterministicEcdsa;
    algorithm &= ~kDeterministicEcdsa;
  }
  return policy == algorithm || permits_derivation(policy, algorithm) || permits_hash(policy, algorithm) ||
         permits_size(policy, algorithm, type);
}

Result<psa_algorithm_t> intersection(psa_algorithm_t a, psa_algorithm_t b, psa_key_type_t type) {
  if (a == b) return a;
  if (is_minimum(a) && is_minimum(b) && base(a) == base(b)) {
    return output_size(a, type) >= output_size(b, type) ? a : b;
  }
  if (!PSA_ALG_IS_WILDCARD(b) && permits(a, b, type, 0)) return b;
  if (!PSA_ALG_IS_WILDCARD(a) && permits(b, a, type, 0)) return a;
  return Failure{PSA_ERROR_INVALID_ARGUMENT};
}

}  // namespace redoubt::crypto
