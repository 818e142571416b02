/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Certified Crypto API, version 1.5 with all that versions 1.0 to 1.4 have: every function, type and
 * constant, whatever the RoT is built with. Section numbers are those of the specification, version 1.5.
 *
 * Common to all functions:
 *  - Pointers to an input of length 0 and to an output of size 0 may be NULL. Other pointers may not.
 *  - Every function may be called without psa_crypto_init(); what needs random numbers then seeds the
 * generator itself.
 *  - A function that fails writes nothing into its output buffers, and 0 (or PSA_KEY_ID_NULL) into its output
 * length or key, except where psa_aead_encrypt() says otherwise.
 *  - Input and output buffers of one call may not overlap, except that psa_aead_encrypt() and
 * psa_aead_decrypt() may work in place: output and input start at the same address.
 *  - A multi-part function that fails ends its operation: further calls return PSA_ERROR_BAD_STATE until it
 * is aborted. Exceptions are stated.
 *
 * Errors that any function may return, and that are not repeated:
 *  - PSA_ERROR_INSUFFICIENT_MEMORY: all key slots, key memory or operations that this client may have are in
 * use;
 *  - PSA_ERROR_NOT_SUPPORTED: the algorithm, key type or size is not built into this RoT;
 *  - PSA_ERROR_HARDWARE_FAILURE, PSA_ERROR_CORRUPTION_DETECTED: a driver failed;
 *  - PSA_ERROR_STORAGE_FAILURE, PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID: a persistent key could not be
 * read, was damaged, or is not in a form that this RoT knows;
 *  - PSA_ERROR_PROGRAMMER_ERROR: a buffer that is not the caller's own memory (FF-M).
 * Functions that use a key also return
 *  - PSA_ERROR_INVALID_HANDLE: the client has no such key;
 *  - PSA_ERROR_NOT_PERMITTED: the key's policy lacks the usage flag or the algorithm.
 */
#ifndef PSA_CRYPTO_H
#define PSA_CRYPTO_H

#include <psa/crypto_aead.h>
#include <psa/crypto_cipher.h>
#include <psa/crypto_derivation.h>
#include <psa/crypto_encryption.h>
#include <psa/crypto_hash.h>
#include <psa/crypto_keys.h>
#include <psa/crypto_mac.h>
#include <psa/crypto_pake.h>
#include <psa/crypto_signature.h>
#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>
#include <psa/error.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the PSA Crypto API that these headers follow. */
#define PSA_CRYPTO_API_VERSION_MAJOR 1
/** Version of the PSA Crypto API that these headers follow. */
#define PSA_CRYPTO_API_VERSION_MINOR 5

/**
 * Seeds the random generator (section 8.2). Optional, and harmless when repeated.
 *
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 * @retval PSA_ERROR_STORAGE_FAILURE       the seed for the next boot could not be stored
 */
psa_status_t psa_crypto_init(void);

/**
 * Fills a buffer with random bytes (section 10.14).
 *
 * @param output       where they go
 * @param output_size  how many bytes; 0 does nothing
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_generate_random(uint8_t* output, size_t output_size);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_H */
