/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: hashes (section 10.2) and extendable-output functions (section 10.3). Include
 * psa/crypto.h, not this.
 */
#ifndef PSA_CRYPTO_HASH_H
#define PSA_CRYPTO_HASH_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Hashes (section 10.2) */

/**
 * Hashes a message (section 10.2.2).
 *
 * @param alg           a hash algorithm
 * @param input         the message
 * @param input_length  its size in bytes
 * @param hash          where the hash goes
 * @param hash_size     room in bytes; #PSA_HASH_LENGTH is exact
 * @param hash_length   set to the hash's size
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a hash algorithm
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t* input, size_t input_length, uint8_t* hash,
                              size_t hash_size, size_t* hash_length);

/**
 * Hashes a message and compares, in constant time (section 10.2.2).
 *
 * @param alg           a hash algorithm
 * @param input         the message
 * @param input_length  its size in bytes
 * @param hash          the expected hash
 * @param hash_length   its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  another hash, or another size
 * @retval PSA_ERROR_INVALID_ARGUMENT   alg is not a hash algorithm
 */
psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                              const uint8_t* hash, size_t hash_length);

/** The initial value of an operation, as #PSA_HASH_OPERATION_INIT. */
static inline psa_hash_operation_t psa_hash_operation_init(void) {
  const psa_hash_operation_t initial = PSA_HASH_OPERATION_INIT;
  return initial;
}

/**
 * Starts a multi-part hash (section 10.2.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param alg        a hash algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a hash algorithm
 */
psa_status_t psa_hash_setup(psa_hash_operation_t* operation, psa_algorithm_t alg);

/**
 * Adds a piece of the message (section 10.2.3).
 *
 * @param operation     active
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_hash_update(psa_hash_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Ends a multi-part hash (section 10.2.3).
 *
 * @param operation    active; inactive afterwards
 * @param hash         where the hash goes
 * @param hash_size    room in bytes; #PSA_HASH_LENGTH is exact
 * @param hash_length  set to the hash's size
 * @retval PSA_ERROR_BAD_STATE         the operation is not active
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_hash_finish(psa_hash_operation_t* operation, uint8_t* hash, size_t hash_size,
                             size_t* hash_length);

/**
 * Ends a multi-part hash and compares, in constant time (section 10.2.3).
 *
 * @param operation    active; inactive afterwards
 * @param hash         the expected hash
 * @param hash_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE          the operation is not active
 * @retval PSA_ERROR_INVALID_SIGNATURE  another hash, or another size
 */
psa_status_t psa_hash_verify(psa_hash_operation_t* operation, const uint8_t* hash, size_t hash_length);

/** Ends an operation, whatever its state (section 10.2.3). Always succeeds; @param operation initialised. */
psa_status_t psa_hash_abort(psa_hash_operation_t* operation);

/**
 * Copies a multi-part hash; both go on independently (section 10.2.3). Both are unchanged on an error.
 *
 * @param source_operation  active
 * @param target_operation  initialised, not active
 * @retval PSA_ERROR_BAD_STATE  the source is not active, or the target is
 */
psa_status_t psa_hash_clone(const psa_hash_operation_t* source_operation,
                            psa_hash_operation_t* target_operation);

/**
 * Ends a multi-part hash and gives its state away (section 10.2.3), in the format of section 10.2.5;
 * psa_hash_resume() goes on from it, also on another device. Whoever has the state of a hash over a secret
 * can learn of it and go on as well.
 *
 * @param operation          active; inactive afterwards
 * @param hash_state         where the state goes
 * @param hash_state_size    room in bytes; #PSA_HASH_SUSPEND_OUTPUT_SIZE suffices
 * @param hash_state_length  set to the state's size
 * @retval PSA_ERROR_BAD_STATE         the operation is not active
 * @retval PSA_ERROR_NOT_SUPPORTED     the algorithm has no such state: SHA-3, SM3 and all that are not in the
 * table of section 10.2.5
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_hash_suspend(psa_hash_operation_t* operation, uint8_t* hash_state, size_t hash_state_size,
                              size_t* hash_state_length);

/**
 * Starts a multi-part hash from a state (section 10.2.3). The operation is unchanged on an error.
 *
 * @param operation          initialised, not active
 * @param hash_state         what psa_hash_suspend() wrote
 * @param hash_state_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  not such a state: another size, or an input length that it cannot have
 */
psa_status_t psa_hash_resume(psa_hash_operation_t* operation, const uint8_t* hash_state,
                             size_t hash_state_length);

/* Extendable-output functions (section 10.3): like a hash, with output of any size. */

/** The initial value of an operation, as #PSA_XOF_OPERATION_INIT. */
static inline psa_xof_operation_t psa_xof_operation_init(void) {
  const psa_xof_operation_t initial = PSA_XOF_OPERATION_INIT;
  return initial;
}

/**
 * Starts an operation (section 10.3.2). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param alg        an XOF algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not an XOF algorithm
 */
psa_status_t psa_xof_setup(psa_xof_operation_t* operation, psa_algorithm_t alg);

/**
 * Gives the context that #PSA_ALG_XOF_HAS_CONTEXT algorithms need (section 10.3.2), once and before anything
 * else.
 *
 * @param operation       active, nothing given yet
 * @param context         the context
 * @param context_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, or not the first call after psa_xof_setup()
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no context, or none of this size
 */
psa_status_t psa_xof_set_context(psa_xof_operation_t* operation, const uint8_t* context,
                                 size_t context_length);

/**
 * Adds a piece of the input (section 10.3.2).
 *
 * @param operation     active, without output yet
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  not active, or output has been taken, or a context is missing
 */
psa_status_t psa_xof_update(psa_xof_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Takes the next bytes of the output; the first call ends the input (section 10.3.2).
 *
 * @param operation      active
 * @param output         where the bytes go
 * @param output_length  how many
 * @retval PSA_ERROR_BAD_STATE  not active, or a context is missing
 */
psa_status_t psa_xof_output(psa_xof_operation_t* operation, uint8_t* output, size_t output_length);

/** Ends an operation, whatever its state (section 10.3.2). Always succeeds; @param operation initialised. */
psa_status_t psa_xof_abort(psa_xof_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_HASH_H */
