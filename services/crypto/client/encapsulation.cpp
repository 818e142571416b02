// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_encapsulate(psa_key_id_t key, psa_algorithm_t alg, const psa_key_attributes_t* attributes,
                             psa_key_id_t* output_key, uint8_t* ciphertext, size_t ciphertext_size,
                             size_t* ciphertext_length) {
  crypto::KeyReply reply{};
  const psa_status_t status = call<crypto::Encapsulate>(
      crypto::AgreedKeyRequest{key, alg, *attributes}, reply,
      small_output(ciphertext, ciphertext_size, ciphertext_length, PSA_ENCAPSULATE_CIPHERTEXT_MAX_SIZE));
  *output_key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}

psa_status_t psa_decapsulate(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* ciphertext,
                             size_t ciphertext_length, const psa_key_attributes_t* attributes,
                             psa_key_id_t* output_key) {
  crypto::KeyReply reply{};
  const psa_status_t status = call<crypto::Decapsulate>(crypto::AgreedKeyRequest{key, alg, *attributes},
                                                        reply, In{ciphertext, ciphertext_length});
  *output_key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}
