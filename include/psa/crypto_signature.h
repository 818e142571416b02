/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: signatures (section 10.9). Include psa/crypto.h, not this.
 *
 * Formats. ECDSA: r and s, big endian, each as long as the curve's order. RSA: a number as long as the
 * modulus. EdDSA: the bytes of RFC 8032. Sizes: #PSA_SIGN_OUTPUT_SIZE.
 *
 * A context tells uses of one key apart; up to 255 bytes, for the algorithms of
 * #PSA_ALG_SIGN_SUPPORTS_CONTEXT. A function without it is the one with a context of 0 bytes. ECDSA and its
 * deterministic form, and likewise the hedged and deterministic forms of other algorithms, verify each
 * other's signatures: a policy with one of them permits to verify with both.
 */
#ifndef PSA_CRYPTO_SIGNATURE_H
#define PSA_CRYPTO_SIGNATURE_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In one call (section 10.9.8) */

/**
 * Hashes and signs a message (section 10.9.8).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg               a signature algorithm with a hash, or one of messages
 * @param input             the message
 * @param input_length      its size in bytes
 * @param signature         where the signature goes
 * @param signature_size    room in bytes; #PSA_SIGN_OUTPUT_SIZE suffices
 * @param signature_length  set to the signature's size
 * @retval PSA_ERROR_INVALID_ARGUMENT      alg is not such an algorithm or a wildcard, or does not suit the
 * key; a public key
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                              size_t input_length, uint8_t* signature, size_t signature_size,
                              size_t* signature_length);

/**
 * Signs a message with a context (section 10.9.8).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg               as psa_sign_message()
 * @param input             the message
 * @param input_length      its size in bytes
 * @param context           the context
 * @param context_length    its size in bytes
 * @param signature         where the signature goes
 * @param signature_size    room in bytes; #PSA_SIGN_OUTPUT_SIZE suffices
 * @param signature_length  set to the signature's size
 * @retval PSA_ERROR_INVALID_ARGUMENT      as psa_sign_message(); a context that is longer than the algorithm
 * can have, or of more than 0 bytes for one without
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_sign_message_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                           size_t input_length, const uint8_t* context, size_t context_length,
                                           uint8_t* signature, size_t signature_size,
                                           size_t* signature_length);

/**
 * Hashes a message and verifies its signature (section 10.9.8).
 *
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg               a signature algorithm with a hash, or one of messages
 * @param input             the message
 * @param input_length      its size in bytes
 * @param signature         the signature
 * @param signature_length  its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  not the signature of this message by this key
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_sign_message()
 */
psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, const uint8_t* signature, size_t signature_length);

/**
 * Verifies the signature of a message with a context (section 10.9.8).
 *
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg               as psa_verify_message()
 * @param input             the message
 * @param input_length      its size in bytes
 * @param context           the context
 * @param context_length    its size in bytes
 * @param signature         the signature
 * @param signature_length  its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  not the signature of this message and context by this key
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_sign_message_with_context()
 */
psa_status_t psa_verify_message_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                             size_t input_length, const uint8_t* context,
                                             size_t context_length, const uint8_t* signature,
                                             size_t signature_length);

/**
 * Signs a hash (section 10.9.8).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_HASH
 * @param alg               a signature algorithm with a hash; #PSA_ALG_ECDSA_ANY takes any bytes for a hash,
 * #PSA_ALG_RSA_PKCS1V15_SIGN_RAW for a DigestInfo
 * @param hash              the hash
 * @param hash_length       its size in bytes
 * @param signature         where the signature goes
 * @param signature_size    room in bytes; #PSA_SIGN_OUTPUT_SIZE suffices
 * @param signature_length  set to the signature's size
 * @retval PSA_ERROR_INVALID_ARGUMENT      as psa_sign_message(); a size that is not the hash algorithm's
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                           uint8_t* signature, size_t signature_size, size_t* signature_length);

/**
 * Signs a hash with a context (section 10.9.8).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_HASH
 * @param alg               as psa_sign_hash()
 * @param hash              the hash
 * @param hash_length       its size in bytes
 * @param context           the context
 * @param context_length    its size in bytes
 * @param signature         where the signature goes
 * @param signature_size    room in bytes; #PSA_SIGN_OUTPUT_SIZE suffices
 * @param signature_length  set to the signature's size
 * @retval PSA_ERROR_INVALID_ARGUMENT      as psa_sign_hash(); a context that is longer than the algorithm can
 * have, or of more than 0 bytes for one without
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_sign_hash_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash,
                                        size_t hash_length, const uint8_t* context, size_t context_length,
                                        uint8_t* signature, size_t signature_size, size_t* signature_length);

/**
 * Verifies the signature of a hash (section 10.9.8).
 *
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_HASH
 * @param alg               as psa_sign_hash()
 * @param hash              the hash
 * @param hash_length       its size in bytes
 * @param signature         the signature
 * @param signature_length  its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  not the signature of this hash by this key
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_sign_hash()
 */
psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                             const uint8_t* signature, size_t signature_length);

/**
 * Verifies the signature of a hash with a context (section 10.9.8).
 *
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_HASH
 * @param alg               as psa_sign_hash()
 * @param hash              the hash
 * @param hash_length       its size in bytes
 * @param context           the context
 * @param context_length    its size in bytes
 * @param signature         the signature
 * @param signature_length  its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  not the signature of this hash and context by this key
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_sign_hash_with_context()
 */
psa_status_t psa_verify_hash_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash,
                                          size_t hash_length, const uint8_t* context, size_t context_length,
                                          const uint8_t* signature, size_t signature_length);
/* In pieces (section 10.9.9): setup, [context], updates, finish. A message of any size is signed without the
 * hash leaving the RoT; only for algorithms that read the message once. */

/** The initial value of an operation, as #PSA_SIGN_OPERATION_INIT. */
static inline psa_sign_operation_t psa_sign_operation_init(void) {
  const psa_sign_operation_t initial = PSA_SIGN_OPERATION_INIT;
  return initial;
}

/**
 * Starts to sign a message (section 10.9.9). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        a key pair; needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg        a signature algorithm with a hash, or one that reads the message once
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not such an algorithm or a wildcard, or does not suit the key; a
 * public key
 */
psa_status_t psa_sign_setup(psa_sign_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Gives the context (section 10.9.9).
 *
 * @param operation       active, nothing given yet
 * @param context         the context
 * @param context_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, or not the first call after psa_sign_setup()
 * @retval PSA_ERROR_INVALID_ARGUMENT  longer than the algorithm can have; more than 0 bytes for one without
 */
psa_status_t psa_sign_set_context(psa_sign_operation_t* operation, const uint8_t* context,
                                  size_t context_length);

/**
 * Adds a piece of the message (section 10.9.9).
 *
 * @param operation     active
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_sign_update(psa_sign_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Signs the message (section 10.9.9).
 *
 * @param operation         active; inactive afterwards
 * @param signature         where the signature goes
 * @param signature_size    room in bytes; #PSA_SIGN_OUTPUT_SIZE suffices
 * @param signature_length  set to the signature's size
 * @retval PSA_ERROR_BAD_STATE             the operation is not active
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_sign_finish(psa_sign_operation_t* operation, uint8_t* signature, size_t signature_size,
                             size_t* signature_length);

/** Ends an operation, whatever its state (section 10.9.9). Always succeeds; @param operation initialised. */
psa_status_t psa_sign_abort(psa_sign_operation_t* operation);

/** The initial value of an operation, as #PSA_VERIFY_OPERATION_INIT. */
static inline psa_verify_operation_t psa_verify_operation_init(void) {
  const psa_verify_operation_t initial = PSA_VERIFY_OPERATION_INIT;
  return initial;
}

/**
 * Starts to verify the signature of a message (section 10.9.9). The operation is unchanged on an error.
 *
 * @param operation         initialised, not active
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg               as psa_sign_setup()
 * @param signature         the signature
 * @param signature_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not such an algorithm or a wildcard, or does not suit the key
 */
psa_status_t psa_verify_setup(psa_verify_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg,
                              const uint8_t* signature, size_t signature_length);

/**
 * Gives the context (section 10.9.9).
 *
 * @param operation       active, nothing given yet
 * @param context         the context
 * @param context_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, or not the first call after psa_verify_setup()
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_sign_set_context()
 */
psa_status_t psa_verify_set_context(psa_verify_operation_t* operation, const uint8_t* context,
                                    size_t context_length);

/**
 * Adds a piece of the message (section 10.9.9).
 *
 * @param operation     active
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_verify_update(psa_verify_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Tells whether the signature is that of the message (section 10.9.9).
 *
 * @param operation  active; inactive afterwards
 * @retval PSA_ERROR_BAD_STATE          the operation is not active
 * @retval PSA_ERROR_INVALID_SIGNATURE  not the signature of this message by this key
 */
psa_status_t psa_verify_finish(psa_verify_operation_t* operation);

/** Ends an operation, whatever its state (section 10.9.9). Always succeeds; @param operation initialised. */
psa_status_t psa_verify_abort(psa_verify_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_SIGNATURE_H */
