// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/agreement.hpp"

namespace redoubt::crypto {

Status check_agreement(psa_algorithm_t algorithm) {
  if (!PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const bool is_supported = (config::kCryptoEcdh && algorithm == PSA_ALG_ECDH) ||
                            (config::kCryptoFfdh && algorithm == PSA_ALG_FFDH);
  return Status(is_supported ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

Status check_agreement_key(const KeyMaterial& key, psa_algorithm_t algorithm) {
  const bool suits = algorithm == PSA_ALG_FFDH ? PSA_KEY_TYPE_IS_DH_KEY_PAIR(key.type)
                                               : PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key.type);
  return Status(suits ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status SharedSecret::agree(const KeyMaterial& key, psa_algorithm_t algorithm, Source& peer) {
  if (const Status suited = check_agreement_key(key, algorithm); !suited) return suited;
  std::array<std::uint8_t, KeyPairLimits::kPublicSize> buffer;
  if (peer.size() > buffer.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  size_ = key.group().size();
  return crypto::agree(key, peer.read(buffer), MutableBytes(bytes_).first(size_));
}

Result<psa_key_id_t> make_shared_key(ClientId client, const psa_key_attributes_t& attributes, Bytes secret,
                                     bool may_be_data) {
  const psa_key_type_t type = attributes.private_type;
  const bool is_data = type == PSA_KEY_TYPE_RAW_DATA || type == PSA_KEY_TYPE_PASSWORD;
  const bool is_secret = type == PSA_KEY_TYPE_DERIVE || type == PSA_KEY_TYPE_HMAC;
  if (!is_secret && !(is_data && may_be_data)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  Source source(secret);
  return import_key(client, attributes, source);
}

}  // namespace redoubt::crypto
