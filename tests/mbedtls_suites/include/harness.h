// SPDX-License-Identifier: BSD-3-Clause
// What the suites use of Mbed TLS that is not the PSA API, over our own. Its drafts and extensions that we do
// not have answer PSA_ERROR_NOT_SUPPORTED: their cases are exceptions.
#ifndef HARNESS_H
#define HARNESS_H

#include <psa/crypto.h>

#ifdef __cplusplus
extern "C" {
#endif

// Key identifiers.
typedef psa_key_id_t mbedtls_svc_key_id_t;
#define MBEDTLS_SVC_KEY_ID_INIT 0
#define MBEDTLS_SVC_KEY_ID_GET_KEY_ID(id) (id)
#define MBEDTLS_SVC_KEY_ID_GET_OWNER_ID(id) 0
// Those of volatile keys' attributes: ours say 0, "unspecified" by psa_get_key_id()'s text.
#define PSA_KEY_ID_VOLATILE_MIN 0
#define PSA_KEY_ID_VOLATILE_MAX 0x7FFEFFFF
static inline mbedtls_svc_key_id_t mbedtls_svc_key_id_make(unsigned owner, psa_key_id_t id) {
  (void)owner;
  return id;
}
static inline int mbedtls_svc_key_id_equal(psa_key_id_t a, psa_key_id_t b) { return a == b; }
static inline int mbedtls_svc_key_id_is_null(psa_key_id_t id) { return id == 0; }
typedef psa_key_id_t psa_key_handle_t;
#define PSA_KEY_HANDLE_INIT 0
static inline int psa_key_handle_is_null(psa_key_handle_t handle) { return handle == 0; }

// Extension: handles.
psa_status_t psa_open_key(psa_key_id_t id, psa_key_handle_t* handle);
psa_status_t psa_close_key(psa_key_handle_t handle);
static inline int psa_key_id_is_volatile(psa_key_id_t id) { return id >= PSA_KEY_ID_VENDOR_MIN; }

// The core: as after a reset. What is persistent stays.
void mbedtls_psa_crypto_free(void);
typedef struct mbedtls_psa_stats_s {
  size_t volatile_slots, persistent_slots, external_slots, half_filled_slots, locked_slots;
} mbedtls_psa_stats_t;
void mbedtls_psa_get_stats(mbedtls_psa_stats_t* stats);
psa_status_t psa_destroy_persistent_key(psa_key_id_t id);
int psa_is_key_present_in_storage(psa_key_id_t id);

// Values.
#define PSA_MAX_KEY_BITS 0xFFF8
#define PSA_HMAC_MAX_HASH_BLOCK_SIZE 144
#define PSA_KEY_TYPE_CATEGORY_MASK ((psa_key_type_t)0x7000)
#define PSA_KEY_TYPE_CATEGORY_SYMMETRIC ((psa_key_type_t)0x2000)
#define PSA_ALG_HASH_MASK ((psa_algorithm_t)0xFF)
#define PSA_ALG_CATEGORY_HASH ((psa_algorithm_t)0x02000000)
#define PSA_ALG_CATEGORY_KEY_DERIVATION ((psa_algorithm_t)0x08000000)
#define PSA_ALG_MAC_AT_LEAST_THIS_LENGTH_FLAG ((psa_algorithm_t)0x8000)
#define PSA_ALG_AEAD_AT_LEAST_THIS_LENGTH_FLAG ((psa_algorithm_t)0x8000)
#define PSA_ALG_CATEGORY_CIPHER ((psa_algorithm_t)0x04000000)
#define PSA_ALG_CATEGORY_SIGN ((psa_algorithm_t)0x06000000)
#define PSA_ALG_CATEGORY_ASYMMETRIC_ENCRYPTION ((psa_algorithm_t)0x07000000)
#define PSA_ALG_MAC_TRUNCATION_MASK ((psa_algorithm_t)0x003F0000)
#define PSA_MAC_TRUNCATION_OFFSET 16
#define PSA_VENDOR_RSA_GENERATE_MIN_KEY_BITS 1024
#define PSA_VENDOR_PBKDF2_MAX_ITERATIONS UINT32_MAX
#define MBEDTLS_PSA_KEY_SLOT_COUNT 32
#define PSA_CRYPTO_ITS_RANDOM_SEED_UID 0xFFFFFF52
#define PSA_CRYPTO_MAX_STORAGE_SIZE 2048
typedef uint16_t psa_key_bits_t;
#define PSA_ALG_IS_PBKDF2(algorithm) \
  (PSA_ALG_IS_PBKDF2_HMAC(algorithm) || (algorithm) == PSA_ALG_PBKDF2_AES_CMAC_PRF_128)
#define PSA_MAC_TRUNCATED_LENGTH(algorithm) \
  (((algorithm)&PSA_ALG_MAC_TRUNCATION_MASK) >> PSA_MAC_TRUNCATION_OFFSET)
#define PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm) (((algorithm) >> 16) & 0x3F)
#define PSA_ALG_SIGN_GET_HASH PSA_ALG_GET_HASH
#define PSA_ALG_HKDF_GET_HASH PSA_ALG_GET_HASH
#define PSA_ALG_HMAC_GET_HASH PSA_ALG_GET_HASH
#define PSA_ALG_RSA_OAEP_GET_HASH PSA_ALG_GET_HASH
#define PSA_ALG_IS_VENDOR_DEFINED(algorithm) (((algorithm)&0x80000000u) != 0)
#define PSA_ALG_ECDSA_IS_DETERMINISTIC(algorithm) (((algorithm)&0x100u) != 0)
#define PSA_KEY_TYPE_IS_VENDOR_DEFINED(type) (((type)&0x8000u) != 0)
#define PSA_KEY_LIFETIME_IS_READ_ONLY(lifetime) \
  (PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) == PSA_KEY_PERSISTENCE_READ_ONLY)
#define PSA_ALG_DSA(hash) ((psa_algorithm_t)0x06000400 | ((hash)&0xFFu))
#define PSA_ALG_DETERMINISTIC_DSA(hash) ((psa_algorithm_t)0x06000500 | ((hash)&0xFFu))
#define PSA_ALG_IS_DSA(algorithm) (((algorithm) & ~0x1FFu) == 0x06000400)
#define PSA_ALG_DSA_IS_DETERMINISTIC(algorithm) (((algorithm)&0x100u) != 0)
#define PSA_ALG_IS_DETERMINISTIC_DSA(algorithm) \
  (PSA_ALG_IS_DSA(algorithm) && PSA_ALG_DSA_IS_DETERMINISTIC(algorithm))
#define PSA_ALG_IS_RANDOMIZED_DSA(algorithm) \
  (PSA_ALG_IS_DSA(algorithm) && !PSA_ALG_DSA_IS_DETERMINISTIC(algorithm))
#define PSA_KEY_TYPE_IS_DSA(type) (PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) == 0x4002)
#define psa_can_do_hash(algorithm) ((algorithm) != PSA_ALG_NONE)
#define psa_key_lifetime_is_external(lifetime) \
  (PSA_KEY_LIFETIME_GET_LOCATION(lifetime) != PSA_KEY_LOCATION_LOCAL_STORAGE)
// Private: numbers of curves.
#define mbedtls_ecc_group_to_psa(...) 0
#define mbedtls_ecc_group_from_psa(...) 0

// Private: the format of stored keys.
typedef struct {
  uint32_t usage, algorithm, second_algorithm;
} psa_key_policy_t;
#define psa_format_key_data_for_storage(...) ((void)0)
#define psa_parse_key_data_from_storage(...) PSA_ERROR_NOT_SUPPORTED

// Extension: parameters of key generation before psa_custom_key_parameters_t.
typedef struct {
  uint32_t flags;
  uint8_t data[];
} psa_key_production_parameters_t;
#define PSA_KEY_PRODUCTION_PARAMETERS_INIT \
  { 0 }
psa_status_t psa_generate_key_ext(const psa_key_attributes_t* attributes,
                                  const psa_key_production_parameters_t* parameters, size_t data_length,
                                  psa_key_id_t* key);
psa_status_t psa_key_derivation_output_key_ext(const psa_key_attributes_t* attributes,
                                               psa_key_derivation_operation_t* operation,
                                               const psa_key_production_parameters_t* parameters,
                                               size_t data_length, psa_key_id_t* key);

// Operations that are not all zero, but as the initial value: ours have nothing else.
#define psa_hash_operation_init_short psa_hash_operation_init
#define psa_mac_operation_init_short psa_mac_operation_init
#define psa_cipher_operation_init_short psa_cipher_operation_init
#define psa_aead_operation_init_short psa_aead_operation_init
#define psa_key_derivation_operation_init_short psa_key_derivation_operation_init
#define psa_pake_operation_init_short psa_pake_operation_init

// Mbed TLS ends an operation when one of its functions fails; ours waits for psa_xxx_abort() as the
// specification says (sections 10.2.4, 10.3.4, 10.4.3, 10.5.4).
#define HARNESS_END_IF_FAILED(family, function, operation, ...)                                          \
  ({                                                                                                     \
    const psa_status_t harness_status = psa_##family##_##function(operation __VA_OPT__(, ) __VA_ARGS__); \
    if (harness_status != PSA_SUCCESS) psa_##family##_abort(operation);                                  \
    harness_status;                                                                                      \
  })
#define psa_hash_setup(...) HARNESS_END_IF_FAILED(hash, setup, __VA_ARGS__)
#define psa_hash_update(...) HARNESS_END_IF_FAILED(hash, update, __VA_ARGS__)
#define psa_hash_finish(...) HARNESS_END_IF_FAILED(hash, finish, __VA_ARGS__)
#define psa_hash_verify(...) HARNESS_END_IF_FAILED(hash, verify, __VA_ARGS__)
#define psa_mac_sign_setup(...) HARNESS_END_IF_FAILED(mac, sign_setup, __VA_ARGS__)
#define psa_mac_verify_setup(...) HARNESS_END_IF_FAILED(mac, verify_setup, __VA_ARGS__)
#define psa_mac_update(...) HARNESS_END_IF_FAILED(mac, update, __VA_ARGS__)
#define psa_mac_sign_finish(...) HARNESS_END_IF_FAILED(mac, sign_finish, __VA_ARGS__)
#define psa_mac_verify_finish(...) HARNESS_END_IF_FAILED(mac, verify_finish, __VA_ARGS__)
#define psa_cipher_encrypt_setup(...) HARNESS_END_IF_FAILED(cipher, encrypt_setup, __VA_ARGS__)
#define psa_cipher_decrypt_setup(...) HARNESS_END_IF_FAILED(cipher, decrypt_setup, __VA_ARGS__)
#define psa_cipher_generate_iv(...) HARNESS_END_IF_FAILED(cipher, generate_iv, __VA_ARGS__)
#define psa_cipher_set_iv(...) HARNESS_END_IF_FAILED(cipher, set_iv, __VA_ARGS__)
#define psa_cipher_update(...) HARNESS_END_IF_FAILED(cipher, update, __VA_ARGS__)
#define psa_cipher_finish(...) HARNESS_END_IF_FAILED(cipher, finish, __VA_ARGS__)
#define psa_aead_encrypt_setup(...) HARNESS_END_IF_FAILED(aead, encrypt_setup, __VA_ARGS__)
#define psa_aead_decrypt_setup(...) HARNESS_END_IF_FAILED(aead, decrypt_setup, __VA_ARGS__)
#define psa_aead_generate_nonce(...) HARNESS_END_IF_FAILED(aead, generate_nonce, __VA_ARGS__)
#define psa_aead_set_nonce(...) HARNESS_END_IF_FAILED(aead, set_nonce, __VA_ARGS__)
#define psa_aead_set_lengths(...) HARNESS_END_IF_FAILED(aead, set_lengths, __VA_ARGS__)
#define psa_aead_update_ad(...) HARNESS_END_IF_FAILED(aead, update_ad, __VA_ARGS__)
#define psa_aead_update(...) HARNESS_END_IF_FAILED(aead, update, __VA_ARGS__)
#define psa_aead_finish(...) HARNESS_END_IF_FAILED(aead, finish, __VA_ARGS__)
#define psa_aead_verify(...) HARNESS_END_IF_FAILED(aead, verify, __VA_ARGS__)

// Extension: a second algorithm in a key's policy.
static inline void psa_set_key_enrollment_algorithm(psa_key_attributes_t* attributes,
                                                    psa_algorithm_t algorithm) {
  (void)attributes, (void)algorithm;
}
static inline psa_algorithm_t psa_get_key_enrollment_algorithm(const psa_key_attributes_t* attributes) {
  (void)attributes;
  return 0;
}

// Draft: signatures that are interrupted.
typedef struct psa_sign_hash_interruptible_operation_s {
  unsigned unused;
} psa_sign_hash_interruptible_operation_t;
typedef psa_sign_hash_interruptible_operation_t psa_verify_hash_interruptible_operation_t;
#define PSA_SIGN_HASH_INTERRUPTIBLE_OPERATION_INIT \
  { 0 }
#define PSA_VERIFY_HASH_INTERRUPTIBLE_OPERATION_INIT \
  { 0 }
#define PSA_INTERRUPTIBLE_MAX_OPS_UNLIMITED UINT32_MAX
#define PSA_OPERATION_INCOMPLETE ((psa_status_t)-248)
static inline psa_sign_hash_interruptible_operation_t psa_sign_hash_interruptible_operation_init(void) {
  return (psa_sign_hash_interruptible_operation_t)PSA_SIGN_HASH_INTERRUPTIBLE_OPERATION_INIT;
}
#define psa_sign_hash_interruptible_operation_init_short psa_sign_hash_interruptible_operation_init
#define psa_verify_hash_interruptible_operation_init psa_sign_hash_interruptible_operation_init
#define psa_verify_hash_interruptible_operation_init_short psa_sign_hash_interruptible_operation_init
static inline void psa_interruptible_set_max_ops(uint32_t count) { (void)count; }
static inline uint32_t psa_interruptible_get_max_ops(void) { return PSA_INTERRUPTIBLE_MAX_OPS_UNLIMITED; }
#define psa_sign_hash_get_num_ops(operation) 0
#define psa_verify_hash_get_num_ops(operation) 0
#define psa_sign_hash_start(...) PSA_ERROR_NOT_SUPPORTED
#define psa_sign_hash_complete(...) PSA_ERROR_NOT_SUPPORTED
#define psa_sign_hash_abort(operation) PSA_SUCCESS
#define psa_verify_hash_start(...) PSA_ERROR_NOT_SUPPORTED
#define psa_verify_hash_complete(...) PSA_ERROR_NOT_SUPPORTED
#define psa_verify_hash_abort(operation) PSA_SUCCESS

// Private: what a driver reads of a key exchange.
#define psa_crypto_driver_pake_get_user(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_user_len(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_peer(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_peer_len(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_password(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_password_len(...) PSA_ERROR_NOT_SUPPORTED
#define psa_crypto_driver_pake_get_cipher_suite(...) PSA_ERROR_NOT_SUPPORTED

// Draft: key exchanges that are set up before their password is known and whose algorithm does not say the
// hash.
#undef PSA_ALG_JPAKE
#define PSA_ALG_JPAKE ((psa_algorithm_t)0x0A000109)
#define psa_pake_cs_set_hash draft_pake_cs_set_hash
#define psa_pake_setup draft_pake_setup
#define psa_pake_set_password_key draft_pake_set_password_key
#define psa_pake_set_user draft_pake_set_user
#define psa_pake_set_peer draft_pake_set_peer
#define psa_pake_set_role draft_pake_set_role
#define psa_pake_get_implicit_key draft_pake_get_implicit_key
#define psa_pake_abort draft_pake_abort
#define psa_key_derivation_setup draft_key_derivation_setup
void draft_pake_cs_set_hash(psa_pake_cipher_suite_t* suite, psa_algorithm_t hash);
psa_status_t draft_pake_setup(psa_pake_operation_t* operation, const psa_pake_cipher_suite_t* suite);
psa_status_t draft_pake_set_password_key(psa_pake_operation_t* operation, psa_key_id_t password);
psa_status_t draft_pake_set_user(psa_pake_operation_t* operation, const uint8_t* id, size_t length);
psa_status_t draft_pake_set_peer(psa_pake_operation_t* operation, const uint8_t* id, size_t length);
psa_status_t draft_pake_set_role(psa_pake_operation_t* operation, psa_pake_role_t role);
psa_status_t draft_pake_get_implicit_key(psa_pake_operation_t* operation,
                                         psa_key_derivation_operation_t* output);
psa_status_t draft_pake_abort(psa_pake_operation_t* operation);
psa_status_t draft_key_derivation_setup(psa_key_derivation_operation_t* operation, psa_algorithm_t algorithm);

#ifdef __cplusplus
}
#endif

#endif
