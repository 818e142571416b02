/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: key derivation (section 10.8) and key agreement (section 10.11). Include psa/crypto.h,
 * not this.
 */
#ifndef PSA_CRYPTO_DERIVATION_H
#define PSA_CRYPTO_DERIVATION_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Key derivation (section 10.8.3): setup, inputs, any number of outputs, abort. The inputs of each algorithm,
 * in their order; those in brackets may be left out:
 *  - HKDF: [salt], secret, info, which may come at any time and have Kconfig CRYPTO_DERIVATION_INFO_MAX
 * bytes; HKDF-Extract: salt, secret; HKDF-Expand: secret, info;
 *  - SP 800-108 counter mode: secret, [label, without a byte 0], [context];
 *  - TLS 1.2 PRF: seed, secret, label; PSK to master secret: seed, [other secret], secret, label;
 *  - TLS 1.2 EC J-PAKE to premaster secret: secret, 65 bytes; the output is taken by one call;
 *  - PBKDF2: cost, salt, password;
 *  - WPA3-SAE hash to element: salt, password, [info]; the output is one password token. */

/** The initial value of an operation, as #PSA_KEY_DERIVATION_OPERATION_INIT. */
static inline psa_key_derivation_operation_t psa_key_derivation_operation_init(void) {
  const psa_key_derivation_operation_t initial = PSA_KEY_DERIVATION_OPERATION_INIT;
  return initial;
}

/**
 * Starts a key derivation (section 10.8.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param alg        a key derivation algorithm, or #PSA_ALG_KEY_AGREEMENT
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is neither
 */
psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t* operation, psa_algorithm_t alg);

/**
 * How many bytes can still be derived (section 10.8.3). Never ends the operation.
 *
 * @param operation  active
 * @param capacity   set to the number of bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t* operation,
                                             size_t* capacity);

/**
 * Lowers the number of bytes that can be derived (section 10.8.3). The output of SP 800-108 depends on it.
 *
 * @param operation  active
 * @param capacity   the new number of bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  more than now; the operation goes on unchanged
 * @retval PSA_ERROR_BAD_STATE         the operation is not active; SP 800-108 after the first output
 */
psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t* operation, size_t capacity);

/**
 * Gives an input from memory (section 10.8.3). No input twice, except PBKDF2's salt, whose pieces are joined.
 * After a secret or password from memory no key can be derived, only bytes.
 *
 * @param operation    active, nothing derived yet
 * @param step         a PSA_KEY_DERIVATION_INPUT_xxx value
 * @param data         the input
 * @param data_length  its size in bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no such input, or not from memory, or not of this
 * size
 * @retval PSA_ERROR_NOT_SUPPORTED     too long
 * @retval PSA_ERROR_BAD_STATE         not active; or the input comes too late, too early or again
 */
psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t* operation,
                                            psa_key_derivation_step_t step, const uint8_t* data,
                                            size_t data_length);

/**
 * Gives a number as input (section 10.8.3): PBKDF2's cost, its number of iterations.
 *
 * @param operation  active
 * @param step       a PSA_KEY_DERIVATION_INPUT_xxx value
 * @param value      the number
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no such input, or not this number: 0
 * @retval PSA_ERROR_NOT_SUPPORTED     too large
 * @retval PSA_ERROR_BAD_STATE         as psa_key_derivation_input_bytes()
 */
psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t* operation,
                                              psa_key_derivation_step_t step, uint64_t value);

/**
 * Gives a key as input (section 10.8.3). A secret is a key of type #PSA_KEY_TYPE_DERIVE (for
 * #PSA_ALG_SP800_108_COUNTER_CMAC of a block cipher, for #PSA_ALG_SP800_108_COUNTER_HMAC also
 * #PSA_KEY_TYPE_HMAC), a password one of type #PSA_KEY_TYPE_PASSWORD or #PSA_KEY_TYPE_DERIVE, a salt
 * #PSA_KEY_TYPE_RAW_DATA or #PSA_KEY_TYPE_PEPPER, any other input #PSA_KEY_TYPE_RAW_DATA.
 *
 * @param operation  active, nothing derived yet
 * @param step       a PSA_KEY_DERIVATION_INPUT_xxx value
 * @param key        needs #PSA_KEY_USAGE_DERIVE (or #PSA_KEY_USAGE_VERIFY_DERIVATION, with which nothing can
 * be derived)
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no such input, or not from a key of this type or size
 * @retval PSA_ERROR_BAD_STATE         as psa_key_derivation_input_bytes()
 */
psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t* operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key);

/**
 * Derives bytes (section 10.8.3). Each byte comes out once.
 *
 * @param operation      active, with all inputs given
 * @param output         where the bytes go
 * @param output_length  how many
 * @retval PSA_ERROR_INSUFFICIENT_DATA  more than the capacity, which becomes 0; the operation goes on
 * @retval PSA_ERROR_NOT_PERMITTED      an input was a key without #PSA_KEY_USAGE_DERIVE
 * @retval PSA_ERROR_BAD_STATE          not active, or an input is missing
 */
psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t* operation, uint8_t* output,
                                             size_t output_length);

/**
 * Derives a key (section 10.8.3), from as many bytes as sections 9.3 to 9.5 say for its type.
 *
 * @param attributes  type, size in bits, policy, lifetime
 * @param operation   active, with all inputs given
 * @param key         set to the new key
 * @retval PSA_ERROR_INSUFFICIENT_DATA  more than the capacity, which becomes 0; the operation goes on
 * @retval PSA_ERROR_NOT_PERMITTED      the secret or password was not given as a key, or an input was a key
 * without #PSA_KEY_USAGE_DERIVE
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_generate_key(); a #PSA_KEY_TYPE_PASSWORD_HASH key whose policy
 * has another algorithm than the operation's, and not #PSA_ALG_NONE
 * @retval PSA_ERROR_BAD_STATE          not active, or an input is missing
 */
psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                           psa_key_derivation_operation_t* operation, psa_key_id_t* key);

/**
 * Derives a key with parameters (section 10.8.3). No key type has any: it is psa_key_derivation_output_key().
 *
 * @param attributes          type, size in bits, policy, lifetime
 * @param operation           active, with all inputs given
 * @param custom              its flags must be 0
 * @param custom_data         none
 * @param custom_data_length  0
 * @param key                 set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: flags other than 0, or data
 */
psa_status_t psa_key_derivation_output_key_custom(const psa_key_attributes_t* attributes,
                                                  psa_key_derivation_operation_t* operation,
                                                  const psa_custom_key_parameters_t* custom,
                                                  const uint8_t* custom_data, size_t custom_data_length,
                                                  psa_key_id_t* key);

/**
 * Derives bytes and compares, in constant time (section 10.8.3). A difference ends the operation.
 *
 * @param operation        active, with all inputs given
 * @param expected_output  the expected bytes
 * @param output_length    how many
 * @retval PSA_ERROR_INVALID_SIGNATURE  others
 * @retval PSA_ERROR_INSUFFICIENT_DATA  more than the capacity, which becomes 0; the operation goes on
 * @retval PSA_ERROR_BAD_STATE          not active, or an input is missing
 */
psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t* operation,
                                             const uint8_t* expected_output, size_t output_length);

/**
 * Derives bytes and compares with a key, in constant time (section 10.8.3). A difference ends the operation.
 *
 * @param operation  active, with all inputs given
 * @param expected   a key of type #PSA_KEY_TYPE_PASSWORD_HASH; needs #PSA_KEY_USAGE_VERIFY_DERIVATION and the
 * operation's algorithm
 * @retval PSA_ERROR_INVALID_SIGNATURE  other bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT   another type of key
 * @retval PSA_ERROR_INSUFFICIENT_DATA  more than the capacity, which becomes 0; the operation goes on
 * @retval PSA_ERROR_BAD_STATE          not active, or an input is missing
 */
psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t* operation, psa_key_id_t expected);

/** Ends an operation, whatever its state (section 10.8.3). Always succeeds; @param operation initialised. */
psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t* operation);

/* Key agreement (section 10.11). The shared secret is not uniformly distributed: derive keys from it. */

/**
 * Agrees on a secret and keeps it as a key (section 10.11.2). Its size is that of
 * #PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE.
 *
 * @param private_key      a key pair; needs #PSA_KEY_USAGE_DERIVE
 * @param peer_key         the peer's public key, in the format of psa_export_public_key()
 * @param peer_key_length  its size in bytes
 * @param alg              #PSA_ALG_ECDH or #PSA_ALG_FFDH
 * @param attributes       type #PSA_KEY_TYPE_DERIVE, #PSA_KEY_TYPE_RAW_DATA, #PSA_KEY_TYPE_HMAC or
 * #PSA_KEY_TYPE_PASSWORD, policy, lifetime; a size other than 0 must be the secret's
 * @param key              set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: alg is not a standalone key agreement or does not suit the
 * private key; not a public key of the same curve or group; a result that the peer alone decides; another
 * type or size
 */
psa_status_t psa_key_agreement(psa_key_id_t private_key, const uint8_t* peer_key, size_t peer_key_length,
                               psa_algorithm_t alg, const psa_key_attributes_t* attributes,
                               psa_key_id_t* key);

/**
 * Agrees on a secret and gives it away (section 10.11.2).
 *
 * @param alg              #PSA_ALG_ECDH or #PSA_ALG_FFDH
 * @param private_key      a key pair; needs #PSA_KEY_USAGE_DERIVE
 * @param peer_key         the peer's public key, in the format of psa_export_public_key()
 * @param peer_key_length  its size in bytes
 * @param output           where the secret goes
 * @param output_size      room in bytes; #PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE is exact
 * @param output_length    set to the secret's size
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a standalone key agreement or does not suit the private key;
 * not a public key of the same curve or group; a result that the peer alone decides
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_raw_key_agreement(psa_algorithm_t alg, psa_key_id_t private_key, const uint8_t* peer_key,
                                   size_t peer_key_length, uint8_t* output, size_t output_size,
                                   size_t* output_length);

/**
 * Agrees on a secret and gives it to a key derivation (section 10.11.3), which may then derive keys.
 *
 * @param operation        started with #PSA_ALG_KEY_AGREEMENT, nothing derived yet
 * @param step             #PSA_KEY_DERIVATION_INPUT_SECRET or #PSA_KEY_DERIVATION_INPUT_OTHER_SECRET
 * @param private_key      a key pair; needs #PSA_KEY_USAGE_DERIVE and the operation's algorithm
 * @param peer_key         the peer's public key, in the format of psa_export_public_key()
 * @param peer_key_length  its size in bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_raw_key_agreement(); also: the operation has no key agreement,
 * or not for this step
 * @retval PSA_ERROR_BAD_STATE         as psa_key_derivation_input_bytes()
 */
psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t* operation,
                                              psa_key_derivation_step_t step, psa_key_id_t private_key,
                                              const uint8_t* peer_key, size_t peer_key_length);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_DERIVATION_H */
