/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Types of the PSA Crypto API 1.5. Include psa/crypto.h, not this.
 *
 * Nothing here depends on what the RoT is built with, so one client binary works with every RoT: an operation
 * object holds the number of an operation inside the RoT, and attributes and cipher suites have one fixed
 * layout.
 */
#ifndef PSA_CRYPTO_TYPES_H
#define PSA_CRYPTO_TYPES_H

#include <psa/error.h>
#include <stddef.h>
#include <stdint.h>

/** Key type and, for asymmetric keys, family: PSA_KEY_TYPE_xxx (section 9.2). */
typedef uint16_t psa_key_type_t;
/** Elliptic curve family: PSA_ECC_FAMILY_xxx (section 9.2). */
typedef uint8_t psa_ecc_family_t;
/** Finite-field Diffie-Hellman group family: PSA_DH_FAMILY_xxx (section 9.2). */
typedef uint8_t psa_dh_family_t;
/** Family of SLH-DSA parameter sets: PSA_SLH_DSA_FAMILY_xxx (section 9.5). */
typedef uint8_t psa_slh_dsa_family_t;
/** Algorithm: PSA_ALG_xxx (section 10.1). */
typedef uint32_t psa_algorithm_t;
/** Persistence level and location of a key: PSA_KEY_LIFETIME_xxx (section 9.6). */
typedef uint32_t psa_key_lifetime_t;
/** Persistence level: PSA_KEY_PERSISTENCE_xxx. */
typedef uint8_t psa_key_persistence_t;
/** Location: PSA_KEY_LOCATION_xxx; 24 bits. */
typedef uint32_t psa_key_location_t;
/** Key identifier. Each client has its own: the same number names another key, or none, for another client.
 */
typedef uint32_t psa_key_id_t;
/** What a key may be used for: a sum of PSA_KEY_USAGE_xxx (section 9.8.2). */
typedef uint32_t psa_key_usage_t;
/** Input step of a key derivation: PSA_KEY_DERIVATION_INPUT_xxx (section 10.8.2). */
typedef uint16_t psa_key_derivation_step_t;

/** Attributes of a key. Access them by the psa_set_key_xxx() and psa_get_key_xxx() functions only; all bytes
 * zero is the initial value. The layout is the one of protocol version 0 and never changes: a later version
 * only gives meaning to `private_version` values other than zero. */
typedef struct psa_key_attributes_s {
  psa_key_type_t private_type;
  uint16_t private_version;
  uint32_t private_bits;
  psa_key_lifetime_t private_lifetime;
  psa_key_id_t private_id;
  psa_key_usage_t private_usage;
  psa_algorithm_t private_algorithm;
} psa_key_attributes_t;

/** Initial value of psa_key_attributes_t: a volatile key that may not be used for anything. */
#define PSA_KEY_ATTRIBUTES_INIT \
  { 0, 0, 0, 0, 0, 0, 0 }

/** How psa_generate_key_custom() and psa_key_derivation_output_key_custom() make a key (section 9.9.1). */
typedef struct psa_custom_key_parameters_t {
  uint32_t flags; /**< 0: no flag is defined. */
} psa_custom_key_parameters_t;
/** The parameters that psa_generate_key() and psa_key_derivation_output_key() use. */
#define PSA_CUSTOM_KEY_PARAMETERS_INIT \
  { 0 }

/* Operations. All bytes zero is the initial value of each. */

/** A multi-part hash operation. */
typedef struct psa_hash_operation_s {
  uint32_t private_handle;
} psa_hash_operation_t;
/** Initial value of psa_hash_operation_t. */
#define PSA_HASH_OPERATION_INIT \
  { 0 }

/** An operation of an extendable-output function. */
typedef struct psa_xof_operation_s {
  uint32_t private_handle;
} psa_xof_operation_t;
/** Initial value of psa_xof_operation_t. */
#define PSA_XOF_OPERATION_INIT \
  { 0 }

/** A multi-part MAC operation. */
typedef struct psa_mac_operation_s {
  uint32_t private_handle;
} psa_mac_operation_t;
/** Initial value of psa_mac_operation_t. */
#define PSA_MAC_OPERATION_INIT \
  { 0 }

/** A multi-part operation of an unauthenticated cipher. */
typedef struct psa_cipher_operation_s {
  uint32_t private_handle;
} psa_cipher_operation_t;
/** Initial value of psa_cipher_operation_t. */
#define PSA_CIPHER_OPERATION_INIT \
  { 0 }

/** A multi-part operation of authenticated encryption or decryption. */
typedef struct psa_aead_operation_s {
  uint32_t private_handle;
} psa_aead_operation_t;
/** Initial value of psa_aead_operation_t. */
#define PSA_AEAD_OPERATION_INIT \
  { 0 }

/** A key derivation operation. */
typedef struct psa_key_derivation_operation_s {
  uint32_t private_handle;
} psa_key_derivation_operation_t;
/** Initial value of psa_key_derivation_operation_t. */
#define PSA_KEY_DERIVATION_OPERATION_INIT \
  { 0 }

/** A multi-part operation that signs a message. */
typedef struct psa_sign_operation_s {
  uint32_t private_handle;
} psa_sign_operation_t;
/** Initial value of psa_sign_operation_t. */
#define PSA_SIGN_OPERATION_INIT \
  { 0 }

/** A multi-part operation that verifies the signature of a message. */
typedef struct psa_verify_operation_s {
  uint32_t private_handle;
} psa_verify_operation_t;
/** Initial value of psa_verify_operation_t. */
#define PSA_VERIFY_OPERATION_INIT \
  { 0 }

/** A password-authenticated key exchange. */
typedef struct psa_pake_operation_s {
  uint32_t private_handle;
} psa_pake_operation_t;
/** Initial value of psa_pake_operation_t. */
#define PSA_PAKE_OPERATION_INIT \
  { 0 }

/* Password-authenticated key exchange (section 10.13) */

/** The group that a key exchange computes in: type, family and size. #PSA_PAKE_PRIMITIVE makes it. */
typedef uint32_t psa_pake_primitive_t;
/** Type of a primitive: PSA_PAKE_PRIMITIVE_TYPE_xxx. */
typedef uint8_t psa_pake_primitive_type_t;
/** Family of a primitive: PSA_ECC_FAMILY_xxx or PSA_DH_FAMILY_xxx. */
typedef uint8_t psa_pake_family_t;
/** Which participant one is: PSA_PAKE_ROLE_xxx. */
typedef uint8_t psa_pake_role_t;
/** What is sent or received: PSA_PAKE_STEP_xxx. */
typedef uint8_t psa_pake_step_t;

/** What a key exchange consists of. Access it by the psa_pake_cs_xxx() functions only; all bytes zero is the
 * initial value. The layout never changes, as that of psa_key_attributes_t. */
typedef struct psa_pake_cipher_suite_s {
  psa_algorithm_t private_algorithm;
  psa_pake_primitive_t private_primitive;
  uint32_t private_key_confirmation;
} psa_pake_cipher_suite_t;
/** Initial value of psa_pake_cipher_suite_t: no algorithm, no primitive, the key is confirmed. */
#define PSA_PAKE_CIPHER_SUITE_INIT \
  { 0, 0, 0 }

#endif /* PSA_CRYPTO_TYPES_H */
