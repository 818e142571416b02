// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                              size_t input_length, uint8_t* signature, size_t signature_size,
                              size_t* signature_length) {
  return call<crypto::SignMessage>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
      small_output(signature, signature_size, signature_length, PSA_SIGNATURE_MAX_SIZE));
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyMessage>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                     In{signature, signature_length});
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                           uint8_t* signature, size_t signature_size, size_t* signature_length) {
  return call<crypto::SignHash>(
      crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
      small_output(signature, signature_size, signature_length, PSA_SIGNATURE_MAX_SIZE));
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                             const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyHash>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                  In{signature, signature_length});
}
