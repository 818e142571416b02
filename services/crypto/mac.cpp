// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/mac.hpp"

#include "services/crypto/keys.hpp"

namespace redoubt::crypto {
namespace {

// Less is too easily guessed; what PSA implementations agree on.
constexpr std::size_t kMinSize = 4;

}  // namespace

Result<std::size_t> mac_size(psa_key_type_t type, psa_algorithm_t algorithm) {
  if (!PSA_ALG_IS_MAC(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const bool is_cmac = config::kCryptoCmac && PSA_ALG_FULL_LENGTH_MAC(algorithm) == PSA_ALG_CMAC;
  const bool is_hmac = config::kCryptoHmac && PSA_ALG_IS_HMAC(algorithm);
  if (!is_cmac && !is_hmac) return Failure{PSA_ERROR_NOT_SUPPORTED};
  if (is_cmac ? !BlockCipher::supports(type, 0) : type != PSA_KEY_TYPE_HMAC)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t whole = is_cmac ? Cmac::kSize : hash_size(PSA_ALG_GET_HASH(algorithm));
  const std::size_t size = PSA_MAC_LENGTH(type, 0, algorithm);
  if (whole == 0 || size < kMinSize) return Failure{PSA_ERROR_NOT_SUPPORTED};
  if (size > whole) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return size;
}

Status start_mac(MacOperation& operation, const UsableKey& key, psa_algorithm_t algorithm) {
  operation.size = static_cast<std::uint8_t>(REDOUBT_TRY(mac_size(key.attributes().type, algorithm)));
  return operation.mac.start(key.attributes().type, algorithm, Source(key.bytes()));
}

}  // namespace redoubt::crypto
