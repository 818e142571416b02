/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Certified Crypto API 1.2: what this version of Redoubt has of it. A function of the API that is not
 * declared here does not exist yet; its types and constants do. Section numbers are those of the
 * specification, version 1.2.1.
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
 * Errors that any function may return, and that are not repeated below:
 *  - PSA_ERROR_INSUFFICIENT_MEMORY: all key slots, key memory or operations that this client may have are in
 * use;
 *  - PSA_ERROR_NOT_SUPPORTED: the algorithm, key type or size is not built into this RoT;
 *  - PSA_ERROR_HARDWARE_FAILURE, PSA_ERROR_CORRUPTION_DETECTED: a driver failed;
 *  - PSA_ERROR_PROGRAMMER_ERROR: a buffer that is not the caller's own memory (FF-M).
 * Functions that use a key also return
 *  - PSA_ERROR_INVALID_HANDLE: the client has no such key;
 *  - PSA_ERROR_NOT_PERMITTED: the key's policy lacks the usage flag or the algorithm.
 */
#ifndef PSA_CRYPTO_H
#define PSA_CRYPTO_H

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
#define PSA_CRYPTO_API_VERSION_MINOR 2

/**
 * Seeds the random generator (section 8.2). Optional, and harmless when repeated.
 *
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 * @retval PSA_ERROR_STORAGE_FAILURE       the seed for the next boot could not be stored
 */
psa_status_t psa_crypto_init(void);

/**
 * Fills a buffer with random bytes (section 10.11).
 *
 * @param output       where they go
 * @param output_size  how many bytes; 0 does nothing
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_generate_random(uint8_t* output, size_t output_size);

/* Key attributes (section 9.1). Local: they cannot fail. */

/** The initial value of attributes, as #PSA_KEY_ATTRIBUTES_INIT. */
static inline psa_key_attributes_t psa_key_attributes_init(void) {
  const psa_key_attributes_t initial = PSA_KEY_ATTRIBUTES_INIT;
  return initial;
}

/** Returns attributes to their initial value. They hold nothing that needs to be freed. */
static inline void psa_reset_key_attributes(psa_key_attributes_t* attributes) {
  *attributes = psa_key_attributes_init();
}

/** Sets the type of a key, a PSA_KEY_TYPE_xxx value. */
static inline void psa_set_key_type(psa_key_attributes_t* attributes, psa_key_type_t type) {
  attributes->private_type = type;
}

/** The type of a key. */
static inline psa_key_type_t psa_get_key_type(const psa_key_attributes_t* attributes) {
  return attributes->private_type;
}

/** Sets the size of a key in bits. A size that no key can have is kept as one that is refused. */
static inline void psa_set_key_bits(psa_key_attributes_t* attributes, size_t bits) {
#if SIZE_MAX > UINT32_MAX
  attributes->private_bits = bits > UINT32_MAX ? UINT32_MAX : bits & UINT32_MAX;
#else
  attributes->private_bits = bits;
#endif
}

/** The size of a key in bits. */
static inline size_t psa_get_key_bits(const psa_key_attributes_t* attributes) {
  return attributes->private_bits;
}

/** Sets how long a key lives and where, a PSA_KEY_LIFETIME_xxx value (section 9.3); a volatile one clears the
 * identifier. */
static inline void psa_set_key_lifetime(psa_key_attributes_t* attributes, psa_key_lifetime_t lifetime) {
  attributes->private_lifetime = lifetime;
  if (PSA_KEY_LIFETIME_IS_VOLATILE(lifetime)) attributes->private_id = PSA_KEY_ID_NULL;
}

/** How long a key lives and where. */
static inline psa_key_lifetime_t psa_get_key_lifetime(const psa_key_attributes_t* attributes) {
  return attributes->private_lifetime;
}

/** Sets the identifier of a persistent key; a volatile lifetime becomes #PSA_KEY_LIFETIME_PERSISTENT
 * (section 9.4). */
static inline void psa_set_key_id(psa_key_attributes_t* attributes, psa_key_id_t id) {
  attributes->private_id = id;
  if (PSA_KEY_LIFETIME_IS_VOLATILE(attributes->private_lifetime)) {
    attributes->private_lifetime = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(
        PSA_KEY_PERSISTENCE_DEFAULT, PSA_KEY_LIFETIME_GET_LOCATION(attributes->private_lifetime));
  }
}

/** The identifier of a persistent key, #PSA_KEY_ID_NULL for a volatile one. */
static inline psa_key_id_t psa_get_key_id(const psa_key_attributes_t* attributes) {
  return attributes->private_id;
}

/** Sets what a key may be used for, a sum of PSA_KEY_USAGE_xxx (section 9.5). */
static inline void psa_set_key_usage_flags(psa_key_attributes_t* attributes, psa_key_usage_t usage_flags) {
  attributes->private_usage = usage_flags;
}

/** What a key may be used for. */
static inline psa_key_usage_t psa_get_key_usage_flags(const psa_key_attributes_t* attributes) {
  return attributes->private_usage;
}

/** Sets the algorithm, or wildcard, that a key may be used with (section 9.5). */
static inline void psa_set_key_algorithm(psa_key_attributes_t* attributes, psa_algorithm_t alg) {
  attributes->private_algorithm = alg;
}

/** The algorithm, or wildcard, that a key may be used with. */
static inline psa_algorithm_t psa_get_key_algorithm(const psa_key_attributes_t* attributes) {
  return attributes->private_algorithm;
}

/**
 * The attributes of a key (section 9.1).
 *
 * @param key         the key
 * @param attributes  set to the key's attributes; to their initial value on an error
 */
psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t* attributes);

/* Key management (section 9.7). A new key is owned by the client that makes it; no other client can see or
 * use it.
 *
 * Errors of the functions that make a key:
 *  - PSA_ERROR_INVALID_ARGUMENT: unknown usage flag; a location other than #PSA_KEY_LOCATION_LOCAL_STORAGE;
 * an identifier with a volatile lifetime; a size that the type cannot have;
 *  - PSA_ERROR_NOT_SUPPORTED: a persistent lifetime (this version keeps volatile keys only), an unknown key
 * type. */

/**
 * Makes a key from its bytes (section 9.7.1).
 *
 * Formats: symmetric keys as they are; P-256 key pair: the private value, 32 bytes, big endian; P-256 public
 * key: 0x04, x, y.
 *
 * @param attributes   type, policy, lifetime; a size other than 0 must be that of the data
 * @param data         the key
 * @param data_length  its size in bytes
 * @param key          set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: no data; not a key of that type (a point off the curve, a private
 * value that is 0 or not below the curve's order)
 */
psa_status_t psa_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                            psa_key_id_t* key);

/**
 * Makes a random key (section 9.7.1).
 *
 * @param attributes  type, size in bits, policy, lifetime
 * @param key         set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT      also: size 0, or a public key type
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_generate_key(const psa_key_attributes_t* attributes, psa_key_id_t* key);

/**
 * Copies a key; what the copy may be used for is what both policies allow (section 9.7.1).
 *
 * @param source_key  the key; needs #PSA_KEY_USAGE_COPY
 * @param attributes  policy and lifetime of the copy; a type or size other than 0 must be the source's
 * @param target_key  set to the copy
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: another type or size; the policies have no algorithm in common
 */
psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t* attributes,
                          psa_key_id_t* target_key);

/**
 * Destroys a key and wipes it (section 9.7.2). MAC operations and key derivations that were given it as their
 * key or secret fail from now on.
 *
 * @param key  the key; #PSA_KEY_ID_NULL does nothing
 * @retval PSA_ERROR_NOT_PERMITTED  a built-in key
 */
psa_status_t psa_destroy_key(psa_key_id_t key);

/**
 * Removes copies of a key that are not needed (section 9.7.2). There are none; checks that the key exists.
 *
 * @param key  the key
 */
psa_status_t psa_purge_key(psa_key_id_t key);

/**
 * The bytes of a key, in the format that psa_import_key() takes (section 9.7.3).
 *
 * @param key          the key; needs #PSA_KEY_USAGE_EXPORT unless it is a public key
 * @param data         where the bytes go
 * @param data_size    room in bytes; #PSA_EXPORT_KEY_OUTPUT_SIZE suffices
 * @param data_length  set to the number of bytes
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_export_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length);

/**
 * The public key of a key pair, or a public key (section 9.7.3). Needs no usage flag.
 *
 * @param key          the key
 * @param data         where the bytes go
 * @param data_size    room in bytes; #PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE suffices
 * @param data_length  set to the number of bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  the key is not asymmetric
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length);

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

/* Message authentication codes (section 10.3). A MAC may be truncated to 4 bytes at least. */

/**
 * The MAC of a message (section 10.3.2).
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
 * Computes the MAC of a message and compares, in constant time (section 10.3.2).
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
 * Starts a multi-part MAC computation (section 10.3.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg        a MAC algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_mac_compute()
 */
psa_status_t psa_mac_sign_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Starts a multi-part MAC verification (section 10.3.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param key        needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg        a MAC algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  as psa_mac_compute()
 */
psa_status_t psa_mac_verify_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg);

/**
 * Adds a piece of the message (section 10.3.3).
 *
 * @param operation     active
 * @param input         the piece
 * @param input_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_mac_update(psa_mac_operation_t* operation, const uint8_t* input, size_t input_length);

/**
 * Ends a MAC computation (section 10.3.3).
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
 * Ends a MAC verification, comparing in constant time (section 10.3.3).
 *
 * @param operation   started by psa_mac_verify_setup(); inactive afterwards
 * @param mac         the expected MAC
 * @param mac_length  its size in bytes
 * @retval PSA_ERROR_BAD_STATE          not active, or a computation
 * @retval PSA_ERROR_INVALID_SIGNATURE  another MAC, or another size
 */
psa_status_t psa_mac_verify_finish(psa_mac_operation_t* operation, const uint8_t* mac, size_t mac_length);

/** Ends an operation, whatever its state (section 10.3.3). Always succeeds; @param operation initialised. */
psa_status_t psa_mac_abort(psa_mac_operation_t* operation);

/* Authenticated encryption (section 10.5). CCM: nonce of 7 to 13 bytes, tag of 4, 6 ... 16 bytes, message
 * below 2^(8(15-n)) bytes for a nonce of n bytes, less than 65,280 bytes of additional data. */

/**
 * Encrypts and authenticates a message (section 10.5.2).
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
 * Decrypts a message and checks its authenticity (section 10.5.2). Nothing of the plaintext leaves the RoT
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

/* Key derivation (section 10.6): HKDF, HKDF-Extract and HKDF-Expand. */

/** The initial value of an operation, as #PSA_KEY_DERIVATION_OPERATION_INIT. */
static inline psa_key_derivation_operation_t psa_key_derivation_operation_init(void) {
  const psa_key_derivation_operation_t initial = PSA_KEY_DERIVATION_OPERATION_INIT;
  return initial;
}

/**
 * Starts a key derivation (section 10.6.3). The operation is unchanged on an error.
 *
 * @param operation  initialised, not active
 * @param alg        a key derivation algorithm
 * @retval PSA_ERROR_BAD_STATE         the operation is active or has failed
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a key derivation algorithm
 */
psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t* operation, psa_algorithm_t alg);

/**
 * How many bytes can still be derived (section 10.6.3). Never ends the operation.
 *
 * @param operation  active
 * @param capacity   set to the number of bytes
 * @retval PSA_ERROR_BAD_STATE  the operation is not active
 */
psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t* operation,
                                             size_t* capacity);

/**
 * Lowers the number of bytes that can be derived (section 10.6.3).
 *
 * @param operation  active
 * @param capacity   the new number of bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  more than now; the operation goes on unchanged
 * @retval PSA_ERROR_BAD_STATE         the operation is not active
 */
psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t* operation, size_t capacity);

/**
 * Gives an input from memory (section 10.6.3). HKDF: salt (optional, before the secret), secret, info (any
 * time before the output; up to Kconfig CRYPTO_DERIVATION_INFO_MAX bytes). HKDF-Extract: salt, secret.
 * HKDF-Expand: secret (of the hash's size), info. No input twice. After a secret from memory no key can be
 * derived, only bytes.
 *
 * @param operation    active, nothing derived yet
 * @param step         a PSA_KEY_DERIVATION_INPUT_xxx value
 * @param data         the input
 * @param data_length  its size in bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no such input, or not from memory, or not of this
 * size
 * @retval PSA_ERROR_NOT_SUPPORTED     info is too long
 * @retval PSA_ERROR_BAD_STATE         not active; or the input comes too late, too early or again
 */
psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t* operation,
                                            psa_key_derivation_step_t step, const uint8_t* data,
                                            size_t data_length);

/**
 * Gives a number as input (section 10.6.3). No algorithm of this version has one.
 *
 * @param operation  active
 * @param step       a PSA_KEY_DERIVATION_INPUT_xxx value
 * @param value      the number
 * @retval PSA_ERROR_INVALID_ARGUMENT  the algorithm has no such input
 * @retval PSA_ERROR_BAD_STATE         the operation is not active
 */
psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t* operation,
                                              psa_key_derivation_step_t step, uint64_t value);

/**
 * Gives a key as input (section 10.6.3). A secret is a key of type #PSA_KEY_TYPE_DERIVE, any other input one
 * of type #PSA_KEY_TYPE_RAW_DATA.
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
 * Derives bytes (section 10.6.3). Each byte comes out once.
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
 * Derives a key (section 10.6.3): symmetric keys and secrets, and P-256 key pairs.
 *
 * @param attributes  type, size in bits, policy, lifetime
 * @param operation   active, with all inputs given
 * @param key         set to the new key
 * @retval PSA_ERROR_INSUFFICIENT_DATA  more than the capacity, which becomes 0; the operation goes on
 * @retval PSA_ERROR_NOT_PERMITTED      the secret was not given as a key, or an input was a key without
 * #PSA_KEY_USAGE_DERIVE
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_generate_key()
 * @retval PSA_ERROR_BAD_STATE          not active, or an input is missing
 */
psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                           psa_key_derivation_operation_t* operation, psa_key_id_t* key);

/** Ends an operation, whatever its state (section 10.6.3). Always succeeds; @param operation initialised. */
psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t* operation);

/* Signatures (section 10.7): ECDSA on P-256. A signature is r and s, big endian, 32 bytes each. */

/**
 * Hashes and signs a message (section 10.7.4).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_MESSAGE
 * @param alg               a signature algorithm with a hash
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
 * Hashes a message and verifies its signature (section 10.7.4).
 *
 * @param key               a key pair or public key; needs #PSA_KEY_USAGE_VERIFY_MESSAGE
 * @param alg               a signature algorithm with a hash
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
 * Signs a hash (section 10.7.5).
 *
 * @param key               a key pair; needs #PSA_KEY_USAGE_SIGN_HASH
 * @param alg               a signature algorithm; #PSA_ALG_ECDSA_ANY takes any bytes for a hash
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
 * Verifies the signature of a hash (section 10.7.5).
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

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_H */
