// SPDX-License-Identifier: BSD-3-Clause
#include <cstring>

#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

namespace {

crypto::AeadRequest aead_request(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                                 size_t nonce_length) {
  crypto::AeadRequest request = {key, alg, saturate(nonce_length), {}};
  if (nonce_length != 0 && nonce_length <= sizeof request.nonce)
    std::memcpy(request.nonce, nonce, nonce_length);
  return request;
}

}  // namespace

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* plaintext,
                              size_t plaintext_length, uint8_t* ciphertext, size_t ciphertext_size,
                              size_t* ciphertext_length) {
  return call<crypto::AeadEncrypt>(aead_request(key, alg, nonce, nonce_length),
                                   In{additional_data, additional_data_length},
                                   In{plaintext, plaintext_length},
                                   small_output(ciphertext, ciphertext_size, ciphertext_length,
                                                PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length)));
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* ciphertext,
                              size_t ciphertext_length, uint8_t* plaintext, size_t plaintext_size,
                              size_t* plaintext_length) {
  return call<crypto::AeadDecrypt>(aead_request(key, alg, nonce, nonce_length),
                                   In{additional_data, additional_data_length},
                                   In{ciphertext, ciphertext_length},
                                   small_output(plaintext, plaintext_size, plaintext_length,
                                                PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length)));
}

psa_status_t psa_aead_encrypt_setup(psa_aead_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg) {
  return setup<crypto::AeadEncryptSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_aead_decrypt_setup(psa_aead_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg) {
  return setup<crypto::AeadDecryptSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_aead_set_lengths(psa_aead_operation_t* operation, size_t ad_length,
                                  size_t plaintext_length) {
  return call<crypto::AeadSetLengths>(
      crypto::AeadLengthsRequest{operation->private_handle, saturate(ad_length), saturate(plaintext_length)});
}

psa_status_t psa_aead_generate_nonce(psa_aead_operation_t* operation, uint8_t* nonce, size_t nonce_size,
                                     size_t* nonce_length) {
  return call<crypto::AeadGenerateNonce>(
      crypto::OperationRequest{operation->private_handle},
      small_output(nonce, nonce_size, nonce_length, PSA_AEAD_NONCE_MAX_SIZE));
}

psa_status_t psa_aead_set_nonce(psa_aead_operation_t* operation, const uint8_t* nonce, size_t nonce_length) {
  return call<crypto::AeadSetNonce>(crypto::OperationRequest{operation->private_handle},
                                    In{nonce, nonce_length});
}

psa_status_t psa_aead_update_ad(psa_aead_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call<crypto::AeadUpdateAd>(crypto::OperationRequest{operation->private_handle},
                                    In{input, input_length});
}

psa_status_t psa_aead_update(psa_aead_operation_t* operation, const uint8_t* input, size_t input_length,
                             uint8_t* output, size_t output_size, size_t* output_length) {
  return call<crypto::AeadUpdate>(
      crypto::OperationRequest{operation->private_handle}, In{input, input_length},
      small_output(output, output_size, output_length, PSA_AEAD_UPDATE_OUTPUT_MAX_SIZE(input_length)));
}

psa_status_t psa_aead_finish(psa_aead_operation_t* operation, uint8_t* ciphertext, size_t ciphertext_size,
                             size_t* ciphertext_length, uint8_t* tag, size_t tag_size, size_t* tag_length) {
  return finish(operation,
                call<crypto::AeadFinish>(crypto::OperationRequest{operation->private_handle},
                                         small_output(ciphertext, ciphertext_size, ciphertext_length,
                                                      PSA_AEAD_FINISH_OUTPUT_MAX_SIZE),
                                         small_output(tag, tag_size, tag_length, PSA_AEAD_TAG_MAX_SIZE)));
}

psa_status_t psa_aead_verify(psa_aead_operation_t* operation, uint8_t* plaintext, size_t plaintext_size,
                             size_t* plaintext_length, const uint8_t* tag, size_t tag_length) {
  return finish(operation, call<crypto::AeadVerify>(crypto::OperationRequest{operation->private_handle},
                                                    In{tag, tag_length},
                                                    small_output(plaintext, plaintext_size, plaintext_length,
                                                                 PSA_AEAD_VERIFY_OUTPUT_MAX_SIZE)));
}

psa_status_t psa_aead_abort(psa_aead_operation_t* operation) { return abort_operation(operation); }
