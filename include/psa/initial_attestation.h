/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Initial attestation: a signed statement of what this device is and what runs on it
 * (PSA Certified Attestation API 2.0).
 *
 * The token is a COSE_Sign1 message with CBOR tag 18, signed by ES256 with the device's initial attestation
 * key (RFC 9783, profile "tag:psacertified.org,2023:psa#tfm"). `redoubt token verify` checks one on a host.
 */
#ifndef PSA_INITIAL_ATTESTATION_H
#define PSA_INITIAL_ATTESTATION_H

#include <psa/error.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of the Attestation API that this header declares. */
#define PSA_INITIAL_ATTEST_API_VERSION_MAJOR 2
/** The version of the Attestation API that this header declares. */
#define PSA_INITIAL_ATTEST_API_VERSION_MINOR 0

/** The most bytes that a token of this implementation takes, whatever the device, the caller and the
 * challenge. */
#define PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE (640u)

/** A challenge of 32 bytes. */
#define PSA_INITIAL_ATTEST_CHALLENGE_SIZE_32 (32u)
/** A challenge of 48 bytes. */
#define PSA_INITIAL_ATTEST_CHALLENGE_SIZE_48 (48u)
/** A challenge of 64 bytes. */
#define PSA_INITIAL_ATTEST_CHALLENGE_SIZE_64 (64u)

/**
 * Makes a token (Attestation API 2.0, section 3.5). It takes one signature: about 10 million instructions on
 * a Cortex-M33.
 *
 * @param auth_challenge  freshness from the verifier: a random nonce, or a hash of data that contains one. It
 * is part of the token
 * @param challenge_size  its size in bytes: 32, 48 or 64
 * @param token_buf       where the token goes; its content is unspecified after an error
 * @param token_buf_size  room there in bytes. #PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE is always enough,
 *                        psa_initial_attest_get_token_size() says what this call needs
 * @param token_size      set to the token's size in bytes, to 0 on error
 *
 * Errors, in the order in which they are looked for:
 * @retval PSA_ERROR_INVALID_ARGUMENT  auth_challenge, token_buf or token_size is NULL; challenge_size is
 * another one; token_buf_size is 0
 * @retval PSA_ERROR_SERVICE_FAILURE   the device is not provisioned, or has no entropy
 * @retval PSA_ERROR_BUFFER_TOO_SMALL  the token does not fit
 * @retval PSA_ERROR_GENERIC_ERROR     hashing or signing failed
 * Any error of psa_call() may be returned, too.
 */
psa_status_t psa_initial_attest_get_token(const uint8_t* auth_challenge, size_t challenge_size,
                                          uint8_t* token_buf, size_t token_buf_size, size_t* token_size);

/**
 * The exact size of the token that psa_initial_attest_get_token() makes for the same caller and challenge
 * size, on this device, until it resets (Attestation API 2.0, section 3.5).
 *
 * @param challenge_size  size of the challenge in bytes: 32, 48 or 64
 * @param token_size      set to the token's size in bytes, to 0 on error
 *
 * @retval PSA_ERROR_INVALID_ARGUMENT  token_size is NULL, or challenge_size is another one
 * @retval PSA_ERROR_SERVICE_FAILURE   the device is not provisioned
 * Any error of psa_call() may be returned, too.
 */
psa_status_t psa_initial_attest_get_token_size(size_t challenge_size, size_t* token_size);

#ifdef __cplusplus
}
#endif

#endif /* PSA_INITIAL_ATTESTATION_H */
