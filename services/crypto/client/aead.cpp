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
