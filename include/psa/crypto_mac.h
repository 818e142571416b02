/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: message authentication codes (section 10.4). Include psa/crypto.h, not this.
 *
 * A MAC may be truncated to 4 bytes at least.
 */
#ifndef PSA_CRYPTO_MAC_H
#define PSA_CRYPTO_MAC_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The MAC of a message (section 10.4.2).
 *
 * @param key           needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg           a MAC algorithm
 * @param input         the message
 * @param input_length  its size in bytes
 * @param mac           where the MAC goes
 * @param mac_size      room in bytes; #PSA_MAC_LENGTH is exact
 * @param mac_length    set to the MAC's size
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a MAC algorithm or a wildcard, or does not suit the key's
 * type
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_mac_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                             uint8_t* mac, size_t mac_size, size_t* mac_length);

/**
 * Computes the MAC of a message and compares, in constant time (section 10.4.2).
 *
 * @param key           needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg           a MAC algorithm
 * @param input         the message
 * @param input_length  its size in bytes
 * @param mac           the expected MAC
 * @param mac_length    its size in bytes
 * @retval PSA_ERROR_INVALID_SIGNATURE  another MAC, or another size
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_mac_compute()
 */
psa_status_t psa_mac_verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                            const uint8_t* mac, size_t mac_length);

/** The initial value of an operation, as #PSA_MAC_OPERATION_INIT. */
static inline psa_mac_operation_t psa_mac_operation_init(void) {
  const psa_mac_operation_t initial = PSA_MAC_OPERATION_INIT;
  return initial;
}

/**
 * Starts a multi-part MAC computation (section 10.4.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg        a MAC algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_mac_compute()
 */
psa_status_t psa_mac_sign_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Starts a multi-part MAC verification (section 10.4.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg        a MAC algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_mac_compute()
 */
psa_status_t psa_mac_verify_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Adds a piece of the message (section 10.4.3).
 *
 * @param operation     active
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_mac_update(psa_mac_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Ends a MAC computation (section 10.4.3).
 *
 * @param operation   started by psa_mac_sign_setup(); inactive afterwards
 * @param mac         where the MAC goes
 * @param mac_size    room in bytes; #PSA_MAC_LENGTH is exact
 * @param mac_length  set to the MAC's size
 * @retval PSA_ERROR_BAD_STATE         not active, or a verification
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_mac_sign_finish(psa_mac_operation_t* operation, uint8_t* mac, size_t mac_size,
                                 size_t* mac_length);

/**
 * Ends a MAC verification, comparing in constant time (section 10.4.3).
 *
 * @param operation   started by psa_mac_verify_setup(); inactive afterwards
 * @param mac         the expected MAC
 * @param mac_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE          not active, or a computation
 * @retval PSA_ERROR_INVALID_SIGNATURE  another MAC, or another size
 */
psa_status_t psa_mac_verify_finish(psa_mac_operation_t* operation, const uint8_t* mac, size_t mac_length);

/** Ends an operation, whatever its state (section 10.4.3). Always succeeds; @param operation initialised. */
psa_status_t psa_mac_abort(psa_mac_operation_t* operation);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_MAC_H */
