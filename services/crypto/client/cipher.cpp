// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_cipher_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, uint8_t* output, size_t output_size,
                                size_t* output_length) {
  return call<crypto::CipherEncrypt>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
      small_output(output, output_size, output_length, PSA_CIPHER_ENCRYPT_OUTPUT_MAX_SIZE(input_length)));
}

psa_status_t psa_cipher_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, uint8_t* output, size_t output_size,
                                size_t* output_length) {
  return call<crypto::CipherDecrypt>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
      small_output(output, output_size, output_length, PSA_CIPHER_DECRYPT_OUTPUT_MAX_SIZE(input_length)));
}

psa_status_t psa_cipher_encrypt_setup(psa_cipher_operation_t* operation, psa_key_id_t key,
                                      psa_algorithm_t alg) {
  return setup<crypto::CipherEncryptSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_cipher_decrypt_setup(psa_cipher_operation_t* operation, psa_key_id_t key,
                                      psa_algorithm_t alg) {
  return setup<crypto::CipherDecryptSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_cipher_generate_iv(psa_cipher_operation_t* operation, uint8_t* iv, size_t iv_size,
                                    size_t* iv_length) {
  return call<crypto::CipherGenerateIv>(crypto::OperationRequest{operation->private_handle},
                                        small_output(iv, iv_size, iv_length, PSA_CIPHER_IV_MAX_SIZE));
}

psa_status_t psa_cipher_set_iv(psa_cipher_operation_t* operation, const uint8_t* iv, size_t iv_length) {
  return call<crypto::CipherSetIv>(crypto::OperationRequest{operation->private_handle}, In{iv, iv_length});
}

psa_status_t psa_cipher_update(psa_cipher_operation_t* operation, const uint8_t* input, size_t input_length,
                               uint8_t* output, size_t output_size, size_t* output_length) {
  return call<crypto::CipherUpdate>(
      crypto::OperationRequest{operation->private_handle}, In{input, input_length},
      small_output(output, output_size, output_length, PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(input_length)));
}

psa_status_t psa_cipher_finish(psa_cipher_operation_t* operation, uint8_t* output, size_t output_size,
                               size_t* output_length) {
  return finish(operation, call<crypto::CipherFinish>(crypto::OperationRequest{operation->private_handle},
                                                      small_output(output, output_size, output_length,
                                                                   PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE)));
}

psa_status_t psa_cipher_abort(psa_cipher_operation_t* operation) { return abort_operation(operation); }
