/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Types of the PSA Crypto API 1.2. Include psa/crypto.h, not this.
 *
 * Nothing here depends on what the RoT is built with, so one client binary works with every RoT: an operation
 * object holds the number of an operation inside the RoT, and key attributes have one fixed layout.
 */
#ifndef PSA_CRYPTO_TYPES_H
#define PSA_CRYPTO_TYPES_H

#include <psa/error.h>
#include <stddef.h>
#include <stdint.h>

/** Key type and, for asymmetric keys, family: PSA_KEY_TYPE_xxx (section 9.2). */
typedef uint16_t psa_key_type_t;
/** Elliptic curve family: PSA_ECC_FAMILY_xxx. */
typedef uint8_t psa_ecc_family_t;
/** Finite-field Diffie-Hellman group family: PSA_DH_FAMILY_xxx. */
typedef uint8_t psa_dh_family_t;
/** Algorithm: PSA_ALG_xxx (section 10.1). */
typedef uint32_t psa_algorithm_t;
/** Persistence level and location of a key: PSA_KEY_LIFETIME_xxx (section 9.3). */
typedef uint32_t psa_key_lifetime_t;
/** Persistence level: PSA_KEY_PERSISTENCE_xxx. */
typedef uint8_t psa_key_persistence_t;
/** Location: PSA_KEY_LOCATION_xxx; 24 bits. */
typedef uint32_t psa_key_location_t;
/** Key identifier. Each client has its own: the same number names another key, or none, for another client.
 */
typedef uint32_t psa_key_id_t;
/** What a key may be used for: a sum of PSA_KEY_USAGE_xxx (section 9.5.2). */
typedef uint32_t psa_key_usage_t;
/** Input step of a key derivation: PSA_KEY_DERIVATION_INPUT_xxx (section 10.6.2). */
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

/** A multi-part hash operation. All bytes zero is the initial value. */
typedef struct psa_hash_operation_s {
  uint32_t private_handle;
} psa_hash_operation_t;
/** Initial value of psa_hash_operation_t. */
#define PSA_HASH_OPERATION_INIT \
  { 0 }

/** A multi-part MAC operation. All bytes zero is the initial value. */
typedef struct psa_mac_operation_s {
  uint32_t private_handle;
} psa_mac_operation_t;
/** Initial value of psa_mac_operation_t. */
#define PSA_MAC_OPERATION_INIT \
  { 0 }

/** A key derivation operation. All bytes zero is the initial value. */
typedef struct psa_key_derivation_operation_s {
  uint32_t private_handle;
} psa_key_derivation_operation_t;
/** Initial value of psa_key_derivation_operation_t. */
#define PSA_KEY_DERIVATION_OPERATION_INIT \
  { 0 }

#endif /* PSA_CRYPTO_TYPES_H */
