// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_raw_key_agreement(psa_algorithm_t alg, psa_key_id_t private_key, const uint8_t* peer_key,
                                   size_t peer_key_length, uint8_t* output, size_t output_size,
                                   size_t* output_length) {
  return call<crypto::RawKeyAgreement>(
      crypto::KeyAlgorithmRequest{private_key, alg}, In{peer_key, peer_key_length},
      small_output(output, output_size, output_length, PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE));
}

psa_status_t psa_key_agreement(psa_key_id_t private_key, const uint8_t* peer_key, size_t peer_key_length,
                               psa_algorithm_t alg, const psa_key_attributes_t* attributes,
                               psa_key_id_t* key) {
  crypto::KeyReply reply{};
  const psa_status_t status = call<crypto::KeyAgreement>(
      crypto::AgreedKeyRequest{private_key, alg, *attributes}, reply, In{peer_key, peer_key_length});
  *key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}

psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t* operation,
                                              psa_key_derivation_step_t step, psa_key_id_t private_key,
                                              const uint8_t* peer_key, size_t peer_key_length) {
  return call<crypto::DerivationKeyAgreement>(
      crypto::InputKeyRequest{operation->private_handle, step, private_key}, In{peer_key, peer_key_length});
}
