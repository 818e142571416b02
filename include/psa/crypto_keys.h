/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: attributes of keys, making, copying, destroying, exporting and wrapping them (chapter 9
 * and section 10.7). Include psa/crypto.h, not this.
 *
 * A new key is owned by the client that makes it; no other client can see or use it.
 *
 * Errors of the functions that make a key, which set the key to #PSA_KEY_ID_NULL:
 *  - PSA_ERROR_INVALID_ARGUMENT: an unknown usage flag; a location that does not exist; an identifier with a
 * volatile lifetime, none or one of the RoT's with a persistent one; a size that the type cannot have;
 *  - PSA_ERROR_NOT_SUPPORTED: a key type, size, lifetime or location that is not built into this RoT;
 *  - PSA_ERROR_NOT_PERMITTED: a persistence level that clients may not use;
 *  - PSA_ERROR_ALREADY_EXISTS: the client has a persistent key of that identifier;
 *  - PSA_ERROR_INSUFFICIENT_STORAGE: a persistent key, and no room for it.
 *
 * Formats of keys. Symmetric keys and secrets: as they are. RSA: the DER encoding of RSAPrivateKey and of
 * RSAPublicKey (RFC 8017). Weierstrass curves: the private value, big endian; 0x04, x, y. Montgomery and
 * Edwards curves: the bytes of RFC 7748 and RFC 8032. Diffie-Hellman: the numbers, big endian, as long as the
 * prime. SPAKE2+: w0, w1; w0, L, each as a key of that curve. Sizes: #PSA_EXPORT_KEY_OUTPUT_SIZE.
 */
#ifndef PSA_CRYPTO_KEYS_H
#define PSA_CRYPTO_KEYS_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

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

/** Sets how long a key lives and where, a PSA_KEY_LIFETIME_xxx value (section 9.6); a volatile one clears the
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
 * (section 9.7). */
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

/** Sets what a key may be used for, a sum of PSA_KEY_USAGE_xxx (section 9.8). */
static inline void psa_set_key_usage_flags(psa_key_attributes_t* attributes, psa_key_usage_t usage_flags) {
  attributes->private_usage = usage_flags;
}

/** What a key may be used for. */
static inline psa_key_usage_t psa_get_key_usage_flags(const psa_key_attributes_t* attributes) {
  return attributes->private_usage;
}

/** Sets the algorithm, or wildcard, that a key may be used with (section 9.8). */
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

/**
 * Whether a key can be used so (section 9.8.2). Nothing is done with the key.
 *
 * @param key    the key
 * @param alg    an algorithm that is not a wildcard, if usage is one of its roles; #PSA_ALG_NONE for
 * #PSA_KEY_USAGE_EXPORT, #PSA_KEY_USAGE_COPY and #PSA_KEY_USAGE_CACHE
 * @param usage  one PSA_KEY_USAGE_xxx value; #PSA_KEY_USAGE_DERIVE_PUBLIC asks for the public part in a key
 * agreement, which no policy restricts, or for the verifier's in a key exchange
 * @retval PSA_SUCCESS                 it can
 * @retval PSA_ERROR_INVALID_ARGUMENT  not one flag; an algorithm where there must be none, or none, a
 * wildcard or an impossible one; not a role of the algorithm; a key whose type or size it cannot use
 */
psa_status_t psa_check_key_usage(psa_key_id_t key, psa_algorithm_t alg, psa_key_usage_t usage);

/* Making keys (section 9.9.1) */

/**
 * Makes a key from its bytes (section 9.9.1).
 *
 * @param attributes   type, policy, lifetime; a size other than 0 must be that of the data
 * @param data         the key, in the format of its type
 * @param data_length  its size in bytes
 * @param key          set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: no data; not a key of that type (a point off the curve, a private
 * value that is 0 or not below the curve's order)
 */
psa_status_t psa_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                            psa_key_id_t* key);

/**
 * Makes a random key (section 9.9.1). The public exponent of an RSA key is 65537.
 *
 * @param attributes  type, size in bits, policy, lifetime
 * @param key         set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT      also: size 0, or a public key type
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_generate_key(const psa_key_attributes_t* attributes, psa_key_id_t* key);

/**
 * Makes a random key with parameters (section 9.9.1): an RSA key with another public exponent. With
 * #PSA_CUSTOM_KEY_PARAMETERS_INIT and no data it is psa_generate_key().
 *
 * @param attributes          type, size in bits, policy, lifetime
 * @param custom              its flags must be 0
 * @param custom_data         RSA: the exponent, little endian, odd and more than 1
 * @param custom_data_length  its size in bytes; 0 for 65537, and for every other key type
 * @param key                 set to the new key
 * @retval PSA_ERROR_INVALID_ARGUMENT      as psa_generate_key(); flags other than 0; data where there may be
 * none; an exponent that is even or 1
 * @retval PSA_ERROR_NOT_SUPPORTED         an exponent of more than 31 bits
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_generate_key_custom(const psa_key_attributes_t* attributes,
                                     const psa_custom_key_parameters_t* custom, const uint8_t* custom_data,
                                     size_t custom_data_length, psa_key_id_t* key);

/**
 * Copies a key; what the copy may be used for is what both policies allow (section 9.9.1).
 *
 * @param source_key  the key; needs #PSA_KEY_USAGE_COPY, and #PSA_KEY_USAGE_EXPORT if it leaves the location
 * that keeps it
 * @param attributes  policy and lifetime of the copy; a type or size other than 0 must be the source's
 * @param target_key  set to the copy
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: another type or size; the policies have no algorithm in common
 */
psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t* attributes,
                          psa_key_id_t* target_key);

/**
 * Gives a key of the RoT's own an identifier and a policy (section 9.9.1). psa_destroy_key() takes them away
 * and leaves the key.
 *
 * @param attributes    a volatile lifetime with the key's location, policy; a type or size other than 0 must
 * be the key's
 * @param label         what the location calls the key
 * @param label_length  its size in bytes
 * @param key           set to the new identifier
 * @retval PSA_ERROR_DOES_NOT_EXIST    the location has no such key
 * @retval PSA_ERROR_INVALID_ARGUMENT  also: a persistent lifetime; another type or size; policies without an
 * algorithm in common
 */
psa_status_t psa_attach_key(const psa_key_attributes_t* attributes, const uint8_t* label, size_t label_length,
                            psa_key_id_t* key);

/* Destroying keys (section 9.9.2) */

/**
 * Destroys a key and wipes it, also in storage (section 9.9.2). Operations that were given it fail from now
 * on.
 *
 * @param key  the key; #PSA_KEY_ID_NULL does nothing
 * @retval PSA_ERROR_NOT_PERMITTED    a built-in or read-only key
 * @retval PSA_ERROR_STORAGE_FAILURE  the copy in storage may still be there
 */
psa_status_t psa_destroy_key(psa_key_id_t key);

/**
 * Removes copies of a key that are not needed: that of a persistent key in RAM (section 9.9.2). Checks that
 * the key exists.
 *
 * @param key  the key
 */
psa_status_t psa_purge_key(psa_key_id_t key);

/* Exporting keys (section 9.9.3) */

/**
 * The bytes of a key, in the format that psa_import_key() takes (section 9.9.3).
 *
 * @param key          the key; needs #PSA_KEY_USAGE_EXPORT unless it is a public key
 * @param data         where the bytes go
 * @param data_size    room in bytes; #PSA_EXPORT_KEY_OUTPUT_SIZE suffices
 * @param data_length  set to the number of bytes
 * @retval PSA_ERROR_NOT_SUPPORTED     also: the key's location does not give keys away
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_export_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length);

/**
 * The public key of a key pair, or a public key (section 9.9.3). Needs no usage flag.
 *
 * @param key          the key
 * @param data         where the bytes go
 * @param data_size    room in bytes; #PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE suffices
 * @param data_length  set to the number of bytes
 * @retval PSA_ERROR_INVALID_ARGUMENT  the key is not asymmetric
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length);

/* Key wrapping (section 10.7): the format of psa_export_key(), encrypted and authenticated. */

/**
 * Makes a key from what psa_wrap_key() wrote (section 10.7.2).
 *
 * @param attributes    as psa_import_key()
 * @param wrapping_key  needs #PSA_KEY_USAGE_UNWRAP
 * @param alg           #PSA_ALG_KW or #PSA_ALG_KWP
 * @param data          the wrapped key
 * @param data_length   its size in bytes
 * @param key           set to the new key
 * @retval PSA_ERROR_INVALID_SIGNATURE  not wrapped by this key, or changed since
 * @retval PSA_ERROR_INVALID_ARGUMENT   also: alg is not a key-wrapping algorithm or does not suit the
 * wrapping key's type; what was wrapped is not a key of that type
 */
psa_status_t psa_unwrap_key(const psa_key_attributes_t* attributes, psa_key_id_t wrapping_key,
                            psa_algorithm_t alg, const uint8_t* data, size_t data_length, psa_key_id_t* key);

/**
 * Wraps a key (section 10.7.2).
 *
 * @param wrapping_key  needs #PSA_KEY_USAGE_WRAP
 * @param alg           #PSA_ALG_KW or #PSA_ALG_KWP
 * @param key           the key to be wrapped; needs #PSA_KEY_USAGE_EXPORT
 * @param data          where the wrapped key goes
 * @param data_size     room in bytes; #PSA_WRAP_KEY_OUTPUT_SIZE suffices
 * @param data_length   set to its size
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not a key-wrapping algorithm, does not suit the wrapping key's
 * type, or cannot wrap a key of this size
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_wrap_key(psa_key_id_t wrapping_key, psa_algorithm_t alg, psa_key_id_t key, uint8_t* data,
                          size_t data_size, size_t* data_length);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_KEYS_H */
