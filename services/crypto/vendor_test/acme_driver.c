/* SPDX-License-Identifier: BSD-3-Clause */
#include "acme_driver.h"

#include <mbedtls/sha256.h>
#include <string.h>

#include "../drivers/p256m_names.h"
/* After the names. */
#include <p256-m.h>

#define MARKER 0x41434d45u

unsigned acme_calls, acme_aborts;
psa_status_t acme_failure;
unsigned acme_calls_until_failure;
size_t acme_length_error;

static psa_status_t begin(void) {
  ++acme_calls;
  if (acme_failure == PSA_SUCCESS) return PSA_SUCCESS;
  if (acme_calls_until_failure == 0) return acme_failure;
  --acme_calls_until_failure;
  return PSA_SUCCESS;
}

static psa_status_t result(int error, psa_status_t otherwise) { return error == 0 ? PSA_SUCCESS : otherwise; }

/* A context that is not zero at setup, or was not set up: what the core must never pass. */
static mbedtls_sha256_context* context(acme_hash_operation_t* operation, uint32_t marker) {
  _Static_assert(sizeof(mbedtls_sha256_context) <= sizeof operation->context, "it has room");
  return operation->marker == marker ? (mbedtls_sha256_context*)operation->context : NULL;
}

psa_status_t acme_hash_setup(acme_hash_operation_t* operation, psa_algorithm_t alg) {
  mbedtls_sha256_context* const sha = context(operation, 0);
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (sha == NULL || alg != PSA_ALG_SHA_224) return PSA_ERROR_BAD_STATE;
  operation->marker = MARKER;
  return result(mbedtls_sha256_starts(sha, 1), PSA_ERROR_HARDWARE_FAILURE);
}

psa_status_t acme_hash_update(acme_hash_operation_t* operation, const uint8_t* input, size_t input_length) {
  mbedtls_sha256_context* const sha = context(operation, MARKER);
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  return sha == NULL ? PSA_ERROR_BAD_STATE
                     : result(mbedtls_sha256_update(sha, input, input_length), PSA_ERROR_HARDWARE_FAILURE);
}

psa_status_t acme_hash_finish(acme_hash_operation_t* operation, uint8_t* hash, size_t hash_size,
                              size_t* hash_length) {
  mbedtls_sha256_context* const sha = context(operation, MARKER);
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (sha == NULL || hash_size < 28) return PSA_ERROR_BAD_STATE;
  *hash_length = 28 + acme_length_error;
  return result(mbedtls_sha256_finish(sha, hash), PSA_ERROR_HARDWARE_FAILURE);
}

psa_status_t acme_hash_abort(acme_hash_operation_t* operation) {
  ++acme_aborts;
  memset(operation, 0, sizeof *operation);
  return PSA_SUCCESS;
}

static int is_pair(const psa_key_attributes_t* attributes) {
  return psa_get_key_type(attributes) == PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1) &&
         psa_get_key_bits(attributes) == 256;
}

psa_status_t acme_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                             uint8_t* key_buffer, size_t key_buffer_size, size_t* key_buffer_length,
                             size_t* bits) {
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (key_buffer_size < data_length || data_length != (is_pair(attributes) ? 32u : 65u))
    return PSA_ERROR_BUFFER_TOO_SMALL;
  memcpy(key_buffer, data, data_length);
  *key_buffer_length = data_length + acme_length_error;
  *bits = 256;
  if (is_pair(attributes)) return result(p256_validate_privkey(data), PSA_ERROR_INVALID_ARGUMENT);
  return result(data[0] != 4 || p256_validate_pubkey(data + 1), PSA_ERROR_INVALID_ARGUMENT);
}

psa_status_t acme_export_public_key(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                                    size_t key_buffer_size, uint8_t* data, size_t data_size,
                                    size_t* data_length) {
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (!is_pair(attributes) || key_buffer_size != 32 || data_size < 65) return PSA_ERROR_BUFFER_TOO_SMALL;
  data[0] = 4;
  *data_length = 65 + acme_length_error;
  return result(p256_public_from_private(data + 1, key_buffer), PSA_ERROR_HARDWARE_FAILURE);
}

psa_status_t acme_key_agreement(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                                size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* peer_key,
                                size_t peer_key_length, uint8_t* shared_secret, size_t shared_secret_size,
                                size_t* shared_secret_length) {
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (!is_pair(attributes) || key_buffer_size != 32 || alg != PSA_ALG_ECDH || peer_key_length != 65 ||
      shared_secret_size < 32) {
    return PSA_ERROR_BUFFER_TOO_SMALL;
  }
  *shared_secret_length = 32 + acme_length_error;
  return result(p256_ecdh_shared_secret(shared_secret, key_buffer, peer_key + 1), PSA_ERROR_INVALID_ARGUMENT);
}

psa_status_t acme_sign_hash(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                            size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* hash,
                            size_t hash_length, uint8_t* signature, size_t signature_size,
                            size_t* signature_length) {
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (!is_pair(attributes) || key_buffer_size != 32 || !PSA_ALG_IS_RANDOMIZED_ECDSA(alg) ||
      signature_size < 64) {
    return PSA_ERROR_BUFFER_TOO_SMALL;
  }
  *signature_length = 64 + acme_length_error;
  return result(p256_ecdsa_sign(signature, key_buffer, hash, hash_length), PSA_ERROR_HARDWARE_FAILURE);
}

psa_status_t acme_verify_hash(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                              size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* hash,
                              size_t hash_length, const uint8_t* signature, size_t signature_length) {
  const psa_status_t status = begin();
  if (status != PSA_SUCCESS) return status;
  if (is_pair(attributes) || key_buffer_size != 65 || !PSA_ALG_IS_RANDOMIZED_ECDSA(alg) ||
      signature_length != 64) {
    return PSA_ERROR_BUFFER_TOO_SMALL;
  }
  return result(p256_ecdsa_verify(signature, key_buffer + 1, hash, hash_length), PSA_ERROR_INVALID_SIGNATURE);
}
