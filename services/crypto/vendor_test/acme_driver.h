/* SPDX-License-Identifier: BSD-3-Clause */
/* A vendor's driver as he would deliver it: C, written to the entry points of the PSA driver interface.
 * Counts its calls and fails on request, for the tests. */
#ifndef ACME_DRIVER_H
#define ACME_DRIVER_H

#include <psa/crypto.h>

typedef struct {
  uint32_t marker; /* 0 before setup */
  uint32_t context[32];
} acme_hash_operation_t;

extern unsigned acme_calls, acme_aborts;
extern psa_status_t acme_failure; /* that the next calls return, after acme_calls_until_failure others */
extern unsigned acme_calls_until_failure;
extern size_t acme_length_error; /* what is added to a reported length */

psa_status_t acme_hash_setup(acme_hash_operation_t* operation, psa_algorithm_t alg);
psa_status_t acme_hash_update(acme_hash_operation_t* operation, const uint8_t* input, size_t input_length);
psa_status_t acme_hash_finish(acme_hash_operation_t* operation, uint8_t* hash, size_t hash_size,
                              size_t* hash_length);
psa_status_t acme_hash_abort(acme_hash_operation_t* operation);

psa_status_t acme_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                             uint8_t* key_buffer, size_t key_buffer_size, size_t* key_buffer_length,
                             size_t* bits);
psa_status_t acme_export_public_key(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                                    size_t key_buffer_size, uint8_t* data, size_t data_size,
                                    size_t* data_length);
psa_status_t acme_key_agreement(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                                size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* peer_key,
                                size_t peer_key_length, uint8_t* shared_secret, size_t shared_secret_size,
                                size_t* shared_secret_length);
psa_status_t acme_sign_hash(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                            size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* hash,
                            size_t hash_length, uint8_t* signature, size_t signature_size,
                            size_t* signature_length);
psa_status_t acme_verify_hash(const psa_key_attributes_t* attributes, const uint8_t* key_buffer,
                              size_t key_buffer_size, psa_algorithm_t alg, const uint8_t* hash,
                              size_t hash_length, const uint8_t* signature, size_t signature_length);

#endif /* ACME_DRIVER_H */
