/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: password-authenticated key exchange (section 10.13). Include psa/crypto.h, not this.
 *
 * Setup, role, identities and context as the algorithm wants them, then its outputs and inputs in their
 * order, and the shared key:
 *  - J-PAKE: user and peer; twice key share, public key and proof out and in, once more out and in; the key
 * is unconfirmed;
 *  - SPAKE2+: role, user and peer unless they are empty, context; key share and confirmation out and in, the
 * server's first confirmation before the client's;
 *  - WPA3-SAE: user and peer (MAC addresses); commit out and in, salt, confirmation count, confirmations.
 */
#ifndef PSA_CRYPTO_PAKE_H
#define PSA_CRYPTO_PAKE_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Cipher suites. Local: they cannot fail. */

/** The initial value of a cipher suite, as #PSA_PAKE_CIPHER_SUITE_INIT. */
static inline psa_pake_cipher_suite_t psa_pake_cipher_suite_init(void) {
  const psa_pake_cipher_suite_t initial = PSA_PAKE_CIPHER_SUITE_INIT;
  return initial;
}

/** The algorithm, with its hash. */
static inline psa_algorithm_t psa_pake_cs_get_algorithm(const psa_pake_cipher_suite_t* cipher_suite) {
  return cipher_suite->private_algorithm;
}

/** Sets the algorithm, with its hash. */
static inline void psa_pake_cs_set_algorithm(psa_pake_cipher_suite_t* cipher_suite, psa_algorithm_t alg) {
  cipher_suite->private_algorithm = alg;
}

/** The group. */
static inline psa_pake_primitive_t psa_pake_cs_get_primitive(const psa_pake_cipher_suite_t* cipher_suite) {
  return cipher_suite->private_primitive;
}

/** Sets the group, a #PSA_PAKE_PRIMITIVE value. */
static inline void psa_pake_cs_set_primitive(psa_pake_cipher_suite_t* cipher_suite,
                                             psa_pake_primitive_t primitive) {
  cipher_suite->private_primitive = primitive;
}

/** Whether the key is confirmed, #PSA_PAKE_CONFIRMED_KEY or #PSA_PAKE_UNCONFIRMED_KEY. */
static inline uint32_t psa_pake_cs_get_key_confirmation(const psa_pake_cipher_suite_t* cipher_suite) {
  return cipher_suite->private_key_confirmation;
}

/** Sets whether the key is confirmed. */
static inline void psa_pake_cs_set_key_confirmation(psa_pake_cipher_suite_t* cipher_suite,
                                                    uint32_t key_confirmation) {
  cipher_suite->private_key_confirmation = key_confirmation;
}

/* Operations */

/** The initial value of an operation, as #PSA_PAKE_OPERATION_INIT. */
static inline psa_pake_operation_t psa_pake_operation_init(void) {
  const psa_pake_operation_t initial = PSA_PAKE_OPERATION_INIT;
  return initial;
}

/**
 * Starts a key exchange (section 10.13). The operation is unchanged on an error.
 *
 * @param operation     initialised, not active
 * @param password_key  needs #PSA_KEY_USAGE_DERIVE. J-PAKE: #PSA_KEY_TYPE_PASSWORD or
 * #PSA_KEY_TYPE_PASSWORD_HASH; SPAKE2+: #PSA_KEY_TYPE_SPAKE2P_KEY_PAIR, or #PSA_KEY_TYPE_SPAKE2P_PUBLIC_KEY
 * for a server; WPA3-SAE: #PSA_KEY_TYPE_PASSWORD or a password token
 * @param cipher_suite  algorithm, group, confirmation
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  not a PAKE algorithm, or an impossible hash; a group, confirmation, or
 * key type or size that it cannot have
 */
psa_status_t psa_pake_setup(psa_pake_operation_t* operation, psa_key_id_t password_key,
                            const psa_pake_cipher_suite_t* cipher_suite);

/**
 * Tells which participant one is (section 10.13). Not needed, or #PSA_PAKE_ROLE_NONE, for J-PAKE and
 * WPA3-SAE.
 *
 * @param operation  active, no role, output or input yet
 * @param role       a PSA_PAKE_ROLE_xxx value
 * @retval PSA_ERROR_BAD_STATE         not active, or too late
 * @retval PSA_ERROR_INVALID_ARGUMENT  not a role of the algorithm, or not with this key
 */
psa_status_t psa_pake_set_role(psa_pake_operation_t* operation, psa_pake_role_t role);

/**
 * Tells one's own identity (section 10.13).
 *
 * @param operation    active, no user, output or input yet
 * @param user_id      the identity
 * @param user_id_len  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, or too late
 * @retval PSA_ERROR_INVALID_ARGUMENT  not an identity that the algorithm can have
 * @retval PSA_ERROR_NOT_SUPPORTED     too long
 */
psa_status_t psa_pake_set_user(psa_pake_operation_t* operation, const uint8_t* user_id, size_t user_id_len);

/**
 * Tells the peer's identity (section 10.13).
 *
 * @param operation    active, no peer, output or input yet
 * @param peer_id      the identity
 * @param peer_id_len  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, too late, or the algorithm has none
 * @retval PSA_ERROR_INVALID_ARGUMENT  not an identity that the algorithm can have
 * @retval PSA_ERROR_NOT_SUPPORTED     too long
 */
psa_status_t psa_pake_set_peer(psa_pake_operation_t* operation, const uint8_t* peer_id, size_t peer_id_len);

/**
 * Tells what the exchange is for (section 10.13). SPAKE2+ only.
 *
 * @param operation    active, no context, output or input yet
 * @param context      the context
 * @param context_len  its size in bytes
 * @retval PSA_ERROR_BAD_STATE         not active, too late, or the algorithm has none
 * @retval PSA_ERROR_INVALID_ARGUMENT  not a context that the algorithm can have
 * @retval PSA_ERROR_NOT_SUPPORTED     too long
 */
psa_status_t psa_pake_set_context(psa_pake_operation_t* operation, const uint8_t* context,
                                  size_t context_len);

/**
 * What the peer needs next (section 10.13).
 *
 * @param operation      active, with all that must be set
 * @param step           a PSA_PAKE_STEP_xxx value
 * @param output         where it goes
 * @param output_size    room in bytes; #PSA_PAKE_OUTPUT_SIZE suffices
 * @param output_length  set to its size
 * @retval PSA_ERROR_BAD_STATE             not active, something is missing, or not this step now
 * @retval PSA_ERROR_INVALID_ARGUMENT      the algorithm has no such step
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_pake_output(psa_pake_operation_t* operation, psa_pake_step_t step, uint8_t* output,
                             size_t output_size, size_t* output_length);

/**
 * What the peer sent (section 10.13).
 *
 * @param operation     active, with all that must be set
 * @param step          a PSA_PAKE_STEP_xxx value
 * @param input         what came; #PSA_PAKE_INPUT_SIZE bytes at most
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE          not active, something is missing, or not this step now
 * @retval PSA_ERROR_INVALID_SIGNATURE  a proof or confirmation is wrong: another password, or an attacker
 * @retval PSA_ERROR_INVALID_ARGUMENT   the algorithm has no such step; not a value of the group
 */
psa_status_t psa_pake_input(psa_pake_operation_t* operation, psa_pake_step_t step, const uint8_t* input,
                            size_t input_length);

/**
 * Ends a key exchange and makes the shared key (section 10.13): after the confirmations, or before them with
 * #PSA_PAKE_UNCONFIRMED_KEY, when nothing tells yet who has it.
 *
 * @param operation   active, with its outputs and inputs done; inactive afterwards
 * @param attributes  type (#PSA_KEY_TYPE_DERIVE or #PSA_KEY_TYPE_HMAC; SPAKE2+ and WPA3-SAE also that of a
 * block cipher), policy, lifetime; a size other than 0 must be the shared key's
 * @param key         set to the new key
 * @retval PSA_ERROR_BAD_STATE         not active, or outputs or inputs are missing
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: another type or size
 */
psa_status_t psa_pake_get_shared_key(psa_pake_operation_t* operation, const psa_key_attributes_t* attributes,
                                     psa_key_id_t* key);

/** Ends an operation, whatever its state (section 10.13). Always succeeds; @param operation initialised. */
psa_status_t psa_pake_abort(psa_pake_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_PAKE_H */
