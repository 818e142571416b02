/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: unauthenticated ciphers (section 10.5). Include psa/crypto.h, not this.
 *
 * Whoever can change a ciphertext can change the message: prefer authenticated encryption.
 */
#ifndef PSA_CRYPTO_CIPHER_H
#define PSA_CRYPTO_CIPHER_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Encrypts a message under a random initialisation vector (section 10.5.2).
 *
 * @param key            needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg            a cipher algorithm
 * @param input          the message; whole blocks for the modes without padding, 16 bytes at least for XTS
 * @param input_length   its size in bytes
 * @param output         where IV and ciphertext go
 * @param output_size    room in bytes; #PSA_CIPHER_ENCRYPT_OUTPUT_SIZE is exact
 * @param output_length  set to their size
 * @retval PSA_ERROR_INVALID_ARGUMENT      alg is not a cipher algorithm or a wildcard, or does not suit the
 * key's type; a message of a size that the mode does not have
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_cipher_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, uint8_t* output, size_t output_size,
                                size_t* output_length);

/**
 * Decrypts what psa_cipher_encrypt() wrote (section 10.5.2).
 *
 * @param key            needs #PSA_KEY_USAGE_DECRYPT
 * @param alg            a cipher algorithm
 * @param input          IV and ciphertext
 * @param input_length   their size in bytes
 * @param output         where the message goes
 * @param output_size    room in bytes; #PSA_CIPHER_DECRYPT_OUTPUT_SIZE suffices
 * @param output_length  set to its size
 * @retval PSA_ERROR_INVALID_PADDING    #PSA_ALG_CBC_PKCS7: not padding. Do not let an attacker learn of it
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_cipher_encrypt(); also shorter than an IV
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_cipher_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, uint8_t* output, size_t output_size,
                                size_t* output_length);

/* In pieces (section 10.5.3): setup, IV (unless the mode has none), update, finish. */

/** The initial value of an operation, as #PSA_CIPHER_OPERATION_INIT. */
static inline psa_cipher_operation_t psa_cipher_operation_init(void) {
  const psa_cipher_operation_t initial = PSA_CIPHER_OPERATION_INIT;
  return initial;
}

/**
 * Starts a multi-part encryption (section 10.5.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg        a cipher algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_cipher_encrypt(), the message apart
 */
psa_status_t psa_cipher_encrypt_setup(psa_cipher_operation_t* operation, psa_key_id_t key,
                                      psa_algorithm_t alg);

/**
 * Starts a multi-part decryption (section 10.5.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_DECRYPT
 * @param alg        a cipher algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_cipher_encrypt(), the message apart
 */
psa_status_t psa_cipher_decrypt_setup(psa_cipher_operation_t* operation, psa_key_id_t key,
                                      psa_algorithm_t alg);

/**
 * Makes a random IV and uses it (section 10.5.3).
 *
 * @param operation  an encryption, active, without an IV yet
 * @param iv         where the IV goes
 * @param iv_size    room in bytes; #PSA_CIPHER_IV_LENGTH is exact
 * @param iv_length  set to its size
 * @retval PSA_ERROR_BAD_STATE             not active, a decryption, an IV already, or a mode without one
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_cipher_generate_iv(psa_cipher_operation_t* operation, uint8_t* iv, size_t iv_size,
                                    size_t* iv_length);

/**
 * Gives the IV (section 10.5.3). For encryption prefer psa_cipher_generate_iv().
 *
 * @param operation  active, without an IV yet
 * @param iv         the IV
 * @param iv_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, an IV already, or a mode without one
 * @retval PSA_ERROR_INVALID_ARGUMENT  a size that the algorithm does not have
 */
psa_status_t psa_cipher_set_iv(psa_cipher_operation_t* operation, const uint8_t* iv, size_t iv_length);

/**
 * Encrypts or decrypts a piece (section 10.5.3). Part of it may be kept for the next call.
 *
 * @param operation      active, with an IV unless the mode has none
 * @param input          the piece
 * @param input_length   its size in bytes
 * @param output         where the result goes
 * @param output_size    room in bytes; #PSA_CIPHER_UPDATE_OUTPUT_SIZE suffices
 * @param output_length  set to the result's size
 * @retval PSA_ERROR_BAD_STATE         not active, or the IV is missing
 * @retval PSA_ERROR_INVALID_ARGUMENT  more input than the algorithm can have
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_cipher_update(psa_cipher_operation_t* operation, const uint8_t* input, size_t input_length,
                               uint8_t* output, size_t output_size, size_t* output_length);

/**
 * Ends an encryption or decryption (section 10.5.3).
 *
 * @param operation      active; inactive afterwards
 * @param output         where the rest of the result goes
 * @param output_size    room in bytes; #PSA_CIPHER_FINISH_OUTPUT_SIZE suffices
 * @param output_length  set to its size
 * @retval PSA_ERROR_BAD_STATE         not active, or the IV is missing
 * @retval PSA_ERROR_INVALID_ARGUMENT  the whole input has a size that the mode does not have
 * @retval PSA_ERROR_INVALID_PADDING   as psa_cipher_decrypt()
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_cipher_finish(psa_cipher_operation_t* operation, uint8_t* output, size_t output_size,
                               size_t* output_length);

/** Ends an operation, whatever its state (section 10.5.3). Always succeeds; @param operation initialised. */
psa_status_t psa_cipher_abort(psa_cipher_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_CIPHER_H */
