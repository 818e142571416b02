/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: authenticated encryption (section 10.6). Include psa/crypto.h, not this.
 *
 * CCM: nonce of 7 to 13 bytes, tag of 4, 6 ... 16 bytes, message below 2^(8(15-n)) bytes for a nonce of n
 * bytes, less than 65,280 bytes of additional data. GCM: tag of 4, 8, 12 ... 16 bytes. ChaCha20-Poly1305:
 * nonce of 12 bytes, tag of 16.
 */
#ifndef PSA_CRYPTO_AEAD_H
#define PSA_CRYPTO_AEAD_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Encrypts and authenticates a message (section 10.6.2).
 *
 * The ciphertext is written in pieces; if a driver fails in the middle, pieces of it have been written (never
 * of the plaintext), and ciphertext_length is 0.
 *
 * @param key                     needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg                     an AEAD algorithm
 * @param nonce                   never to be used twice with one key
 * @param nonce_length            its size in bytes
 * @param additional_data         authenticated, not encrypted
 * @param additional_data_length  its size in bytes
 * @param plaintext               the message
 * @param plaintext_length        its size in bytes
 * @param ciphertext              where ciphertext and tag go
 * @param ciphertext_size         room in bytes; #PSA_AEAD_ENCRYPT_OUTPUT_SIZE is exact
 * @param ciphertext_length       set to their size
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not an AEAD algorithm or a wildcard, or does not suit the key's
 * type; a tag, nonce or message of a size that it does not have
 * @retval PSA_ERROR_NOT_SUPPORTED     also: too much additional data
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* plaintext,
                              size_t plaintext_length, uint8_t* ciphertext, size_t ciphertext_size,
                              size_t* ciphertext_length);

/**
 * Decrypts a message and checks its authenticity (section 10.6.2). Nothing of the plaintext leaves the RoT
 * before the tag has been verified; for that the RoT holds the whole message, so its size is limited (Kconfig
 * CRYPTO_AEAD_DECRYPT_MAX).
 *
 * @param key                     needs #PSA_KEY_USAGE_DECRYPT
 * @param alg                     an AEAD algorithm
 * @param nonce                   as at encryption
 * @param nonce_length            its size in bytes
 * @param additional_data         as at encryption
 * @param additional_data_length  its size in bytes
 * @param ciphertext              ciphertext and tag
 * @param ciphertext_length       their size in bytes
 * @param plaintext               where the message goes
 * @param plaintext_size          room in bytes; #PSA_AEAD_DECRYPT_OUTPUT_SIZE is exact
 * @param plaintext_length        set to its size
 * @retval PSA_ERROR_INVALID_SIGNATURE    not authentic, or shorter than a tag
 * @retval PSA_ERROR_INVALID_ARGUMENT     as psa_aead_encrypt()
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_MEMORY  the message is longer than the RoT can hold
 */
psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* ciphertext,
                              size_t ciphertext_length, uint8_t* plaintext, size_t plaintext_size,
                              size_t* plaintext_length);

/* In pieces (section 10.6.3): setup, lengths (CCM needs them, others check them), nonce, additional data,
 * message, finish or verify. What psa_aead_update() decrypts is not yet authentic: whoever acts on it before
 * psa_aead_verify() has succeeded gives away what authenticated encryption protects. */

/** The initial value of an operation, as #PSA_AEAD_OPERATION_INIT. */
static inline psa_aead_operation_t psa_aead_operation_init(void) {
  const psa_aead_operation_t initial = PSA_AEAD_OPERATION_INIT;
  return initial;
}

/**
 * Starts a multi-part encryption (section 10.6.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg        an AEAD algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not an AEAD algorithm or a wildcard, or does not suit the key's
 * type; a tag of a size that it does not have
 */
psa_status_t psa_aead_encrypt_setup(psa_aead_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Starts a multi-part decryption (section 10.6.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_DECRYPT
 * @param alg        an AEAD algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_aead_encrypt_setup()
 */
psa_status_t psa_aead_decrypt_setup(psa_aead_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Tells the sizes of what will come (section 10.6.3), before the nonce. #PSA_ALG_CCM needs it; with others
 * the sizes given here are enforced.
 *
 * @param operation         active, without a nonce yet
 * @param ad_length         size of the additional data in bytes
 * @param plaintext_length  size of the message in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, called before, or a nonce has been given
 * @retval PSA_ERROR_INVALID_ARGUMENT  more than the algorithm can have
 * @retval PSA_ERROR_NOT_SUPPORTED     more than the RoT can: 4 GiB; additional data of 65,280 bytes with CCM
 */
psa_status_t psa_aead_set_lengths(psa_aead_operation_t* operation, size_t ad_length, size_t plaintext_length);

/**
 * Makes a random nonce and uses it (section 10.6.3).
 *
 * @param operation     an encryption, active, without a nonce yet
 * @param nonce         where the nonce goes
 * @param nonce_size    room in bytes; #PSA_AEAD_NONCE_LENGTH suffices
 * @param nonce_length  set to its size
 * @retval PSA_ERROR_BAD_STATE             not active, a decryption, a nonce already; CCM without lengths
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_aead_generate_nonce(psa_aead_operation_t* operation, uint8_t* nonce, size_t nonce_size,
                                     size_t* nonce_length);

/**
 * Gives the nonce (section 10.6.3). For encryption it must never be used twice with one key.
 *
 * @param operation     active, without a nonce yet
 * @param nonce         the nonce
 * @param nonce_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, a nonce already; CCM without lengths
 * @retval PSA_ERROR_INVALID_ARGUMENT  a size that the algorithm does not have
 */
psa_status_t psa_aead_set_nonce(psa_aead_operation_t* operation, const uint8_t* nonce, size_t nonce_length);

/**
 * Adds a piece of the additional data (section 10.6.3).
 *
 * @param operation     active, with a nonce, before the message
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, no nonce, or the message has begun
 * @retval PSA_ERROR_INVALID_ARGUMENT  more than psa_aead_set_lengths() said, or than the algorithm can have
 */
psa_status_t psa_aead_update_ad(psa_aead_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Encrypts or decrypts a piece of the message (section 10.6.3). Part of it may be kept for the next call.
 *
 * @param operation      active, with a nonce
 * @param input          the piece
 * @param input_length   its size in bytes
 * @param output         where the result goes
 * @param output_size    room in bytes; #PSA_AEAD_UPDATE_OUTPUT_SIZE suffices
 * @param output_length  set to the result's size
 * @retval PSA_ERROR_BAD_STATE         not active, or no nonce
 * @retval PSA_ERROR_INVALID_ARGUMENT  more than psa_aead_set_lengths() said, or than the algorithm can have;
 * less additional data than it said
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_aead_update(psa_aead_operation_t* operation, const uint8_t* input, size_t input_length,
                             uint8_t* output, size_t output_size, size_t* output_length);

/**
 * Ends an encryption (section 10.6.3).
 *
 * @param operation          started by psa_aead_encrypt_setup(); inactive afterwards
 * @param ciphertext         where the rest of the ciphertext goes
 * @param ciphertext_size    room in bytes; #PSA_AEAD_FINISH_OUTPUT_SIZE suffices
 * @param ciphertext_length  set to its size
 * @param tag                where the tag goes
 * @param tag_size           room in bytes; #PSA_AEAD_TAG_LENGTH is exact
 * @param tag_length         set to the tag's size
 * @retval PSA_ERROR_BAD_STATE         not active, no nonce, or a decryption
 * @retval PSA_ERROR_INVALID_ARGUMENT  less than psa_aead_set_lengths() said
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_aead_finish(psa_aead_operation_t* operation, uint8_t* ciphertext, size_t ciphertext_size,
                             size_t* ciphertext_length, uint8_t* tag, size_t tag_size, size_t* tag_length);

/**
 * Ends a decryption, comparing the tag in constant time (section 10.6.3).
 *
 * @param operation         started by psa_aead_decrypt_setup(); inactive afterwards
 * @param plaintext         where the rest of the message goes
 * @param plaintext_size    room in bytes; #PSA_AEAD_VERIFY_OUTPUT_SIZE suffices
 * @param plaintext_length  set to its size
 * @param tag               the expected tag
 * @param tag_length        its size in bytes
 * @retval PSA_ERROR_BAD_STATE          not active, no nonce, or an encryption
 * @retval PSA_ERROR_INVALID_SIGNATURE  not authentic: forget what psa_aead_update() wrote
 * @retval PSA_ERROR_INVALID_ARGUMENT   less than psa_aead_set_lengths() said
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_aead_verify(psa_aead_operation_t* operation, uint8_t* plaintext, size_t plaintext_size,
                             size_t* plaintext_length, const uint8_t* tag, size_t tag_length);

/** Ends an operation, whatever its state (section 10.6.3). Always succeeds; @param operation initialised. */
psa_status_t psa_aead_abort(psa_aead_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_AEAD_H */
