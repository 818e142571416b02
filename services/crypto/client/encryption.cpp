// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_asymmetric_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                    size_t input_length, const uint8_t* salt, size_t salt_length,
                                    uint8_t* output, size_t output_size, size_t* output_length) {
  return call<crypto::AsymmetricEncrypt>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length}, In{salt, salt_length},
      small_output(output, output_size, output_length, PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE));
}

psa_status_t psa_asymmetric_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                    size_t input_length, const uint8_t* salt, size_t salt_length,
                                    uint8_t* output, size_t output_size, size_t* output_length) {
  return call<crypto::AsymmetricDecrypt>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length}, In{salt, salt_length},
      small_output(output, output_size, output_length, PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE));
}
