/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Constants of the PSA Crypto API 1.2: complete, whatever the RoT is built with. Include psa/crypto.h, not
 * this. An algorithm or key type that this RoT does not have is refused with PSA_ERROR_NOT_SUPPORTED when it
 * is used.
 *
 * The macros that take arguments evaluate them more than once.
 */
#ifndef PSA_CRYPTO_VALUES_H
#define PSA_CRYPTO_VALUES_H

#include <psa/crypto_types.h>

/* Nothing but constants; spares C++ users of -Wold-style-cast a warning at each use. */
#ifdef __GNUC__
#pragma GCC system_header
#endif

/* Key types (section 9.2) */

/** No key type. */
#define PSA_KEY_TYPE_NONE ((psa_key_type_t)0x0000)
/** Bytes that no cryptographic operation uses. */
#define PSA_KEY_TYPE_RAW_DATA ((psa_key_type_t)0x1001)
/** HMAC key. */
#define PSA_KEY_TYPE_HMAC ((psa_key_type_t)0x1100)
/** Secret for key derivation. */
#define PSA_KEY_TYPE_DERIVE ((psa_key_type_t)0x1200)
/** Low-entropy secret for key derivation. */
#define PSA_KEY_TYPE_PASSWORD ((psa_key_type_t)0x1203)
/** What a password's hash is checked against. */
#define PSA_KEY_TYPE_PASSWORD_HASH ((psa_key_type_t)0x1205)
/** Secret that is mixed into a password's hash. */
#define PSA_KEY_TYPE_PEPPER ((psa_key_type_t)0x1206)
/** ARC4 key. */
#define PSA_KEY_TYPE_ARC4 ((psa_key_type_t)0x2002)
/** ChaCha20 key. */
#define PSA_KEY_TYPE_CHACHA20 ((psa_key_type_t)0x2004)
/** XChaCha20 key. */
#define PSA_KEY_TYPE_XCHACHA20 ((psa_key_type_t)0x2007)
/** DES or triple DES key. */
#define PSA_KEY_TYPE_DES ((psa_key_type_t)0x2301)
/** AES key: 16, 24 or 32 bytes. */
#define PSA_KEY_TYPE_AES ((psa_key_type_t)0x2400)
/** Camellia key. */
#define PSA_KEY_TYPE_CAMELLIA ((psa_key_type_t)0x2403)
/** SM4 key. */
#define PSA_KEY_TYPE_SM4 ((psa_key_type_t)0x2405)
/** ARIA key. */
#define PSA_KEY_TYPE_ARIA ((psa_key_type_t)0x2406)
/** RSA public key. */
#define PSA_KEY_TYPE_RSA_PUBLIC_KEY ((psa_key_type_t)0x4001)
/** RSA key pair. */
#define PSA_KEY_TYPE_RSA_KEY_PAIR ((psa_key_type_t)0x7001)
/** Public key on a curve of the family. */
#define PSA_KEY_TYPE_ECC_PUBLIC_KEY(curve) ((psa_key_type_t)(0x4100 | ((curve)&0x007f)))
/** Key pair on a curve of the family. */
#define PSA_KEY_TYPE_ECC_KEY_PAIR(curve) ((psa_key_type_t)(0x7100 | ((curve)&0x007f)))
/** Diffie-Hellman public key in a group of the family. */
#define PSA_KEY_TYPE_DH_PUBLIC_KEY(group) ((psa_key_type_t)(0x4200 | ((group)&0x007f)))
/** Diffie-Hellman key pair in a group of the family. */
#define PSA_KEY_TYPE_DH_KEY_PAIR(group) ((psa_key_type_t)(0x7200 | ((group)&0x007f)))

/* Curve and group families */

#define PSA_ECC_FAMILY_SECP_R1 ((psa_ecc_family_t)0x12) /**< secp192r1 to secp521r1: P-256 and its like. */
#define PSA_ECC_FAMILY_SECP_K1 ((psa_ecc_family_t)0x17) /**< secp192k1 to secp256k1. */
#define PSA_ECC_FAMILY_SECP_R2 ((psa_ecc_family_t)0x1b) /**< secp160r2: weak. */
#define PSA_ECC_FAMILY_SECT_R1 ((psa_ecc_family_t)0x22) /**< sect163r1 to sect571r1. */
#define PSA_ECC_FAMILY_SECT_K1 ((psa_ecc_family_t)0x27) /**< sect163k1 to sect571k1. */
#define PSA_ECC_FAMILY_SECT_R2 ((psa_ecc_family_t)0x2b) /**< sect163r2: weak. */
#define PSA_ECC_FAMILY_BRAINPOOL_P_R1 ((psa_ecc_family_t)0x30)  /**< brainpoolP160r1 to P512r1. */
#define PSA_ECC_FAMILY_FRP ((psa_ecc_family_t)0x33)             /**< FRP256v1. */
#define PSA_ECC_FAMILY_MONTGOMERY ((psa_ecc_family_t)0x41)      /**< Curve25519, Curve448. */
#define PSA_ECC_FAMILY_TWISTED_EDWARDS ((psa_ecc_family_t)0x42) /**< Edwards25519, Edwards448. */
#define PSA_DH_FAMILY_RFC7919 ((psa_dh_family_t)0x03)           /**< The groups of RFC 7919. */

/* What a key type is */

/** Bytes without structure: symmetric keys and secrets. */
#define PSA_KEY_TYPE_IS_UNSTRUCTURED(type) (((type)&0x7000) == 0x1000 || ((type)&0x7000) == 0x2000)
/** Public key or key pair. */
#define PSA_KEY_TYPE_IS_ASYMMETRIC(type) (((type)&0x4000) == 0x4000)
/** Public key. */
#define PSA_KEY_TYPE_IS_PUBLIC_KEY(type) (((type)&0x7000) == 0x4000)
/** Key pair. */
#define PSA_KEY_TYPE_IS_KEY_PAIR(type) (((type)&0x7000) == 0x7000)
/** The key pair type of a public key type (or of itself). */
#define PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(type) ((psa_key_type_t)((type) | 0x3000))
/** The public key type of a key pair type (or of itself). */
#define PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) ((psa_key_type_t)((type) & ~0x3000))
#define PSA_KEY_TYPE_IS_RSA(type) (PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) == 0x4001)
#define PSA_KEY_TYPE_IS_ECC(type) ((PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) & 0xff80) == 0x4100)
#define PSA_KEY_TYPE_IS_ECC_KEY_PAIR(type) (((type)&0xff80) == 0x7100)
#define PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(type) (((type)&0xff80) == 0x4100)
/** The curve family of an ECC key type. */
#define PSA_KEY_TYPE_ECC_GET_FAMILY(type) ((psa_ecc_family_t)((type)&0x007f))
#define PSA_KEY_TYPE_IS_DH(type) ((PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) & 0xff80) == 0x4200)
#define PSA_KEY_TYPE_IS_DH_KEY_PAIR(type) (((type)&0xff80) == 0x7200)
#define PSA_KEY_TYPE_IS_DH_PUBLIC_KEY(type) (((type)&0xff80) == 0x4200)
/** The group family of a Diffie-Hellman key type. */
#define PSA_KEY_TYPE_DH_GET_FAMILY(type) ((psa_dh_family_t)((type)&0x007f))
/** Bytes in a block of a block cipher; 1 for a stream cipher. */
#define PSA_BLOCK_CIPHER_BLOCK_LENGTH(type) (1u << (((type) >> 8) & 7))

/* Lifetimes and identifiers (sections 9.3 and 9.4) */

#define PSA_KEY_LIFETIME_VOLATILE ((psa_key_lifetime_t)0x00000000)    /**< Gone at reset. */
#define PSA_KEY_LIFETIME_PERSISTENT ((psa_key_lifetime_t)0x00000001)  /**< Kept in the default storage. */
#define PSA_KEY_PERSISTENCE_VOLATILE ((psa_key_persistence_t)0x00)    /**< Gone at reset. */
#define PSA_KEY_PERSISTENCE_DEFAULT ((psa_key_persistence_t)0x01)     /**< Kept until destroyed. */
#define PSA_KEY_PERSISTENCE_READ_ONLY ((psa_key_persistence_t)0xff)   /**< Cannot be destroyed. */
#define PSA_KEY_LOCATION_LOCAL_STORAGE ((psa_key_location_t)0x000000) /**< The RoT's own key store. */
#define PSA_KEY_LOCATION_PRIMARY_SECURE_ELEMENT ((psa_key_location_t)0x000001) /**< A secure element. */
#define PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) ((psa_key_persistence_t)((lifetime)&0x000000ff))
#define PSA_KEY_LIFETIME_GET_LOCATION(lifetime) ((psa_key_location_t)((lifetime) >> 8))
#define PSA_KEY_LIFETIME_IS_VOLATILE(lifetime) \
  (PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) == PSA_KEY_PERSISTENCE_VOLATILE)
#define PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(persistence, location) \
  ((location) << 8 | (persistence))
#define PSA_KEY_ID_NULL ((psa_key_id_t)0)                /**< No key. */
#define PSA_KEY_ID_USER_MIN ((psa_key_id_t)0x00000001)   /**< First identifier an application may choose. */
#define PSA_KEY_ID_USER_MAX ((psa_key_id_t)0x3fffffff)   /**< Last identifier an application may choose. */
#define PSA_KEY_ID_VENDOR_MIN ((psa_key_id_t)0x40000000) /**< First identifier the RoT chooses. */
#define PSA_KEY_ID_VENDOR_MAX ((psa_key_id_t)0x7fffffff) /**< Last identifier the RoT chooses. */

/* Usage flags (section 9.5.2) */

#define PSA_KEY_USAGE_EXPORT ((psa_key_usage_t)0x00000001)
#define PSA_KEY_USAGE_COPY ((psa_key_usage_t)0x00000002)
#define PSA_KEY_USAGE_CACHE ((psa_key_usage_t)0x00000004)
#define PSA_KEY_USAGE_ENCRYPT ((psa_key_usage_t)0x00000100)
#define PSA_KEY_USAGE_DECRYPT ((psa_key_usage_t)0x00000200)
#define PSA_KEY_USAGE_SIGN_MESSAGE ((psa_key_usage_t)0x00000400)
#define PSA_KEY_USAGE_VERIFY_MESSAGE ((psa_key_usage_t)0x00000800)
/** Gives PSA_KEY_USAGE_SIGN_MESSAGE too. */
#define PSA_KEY_USAGE_SIGN_HASH ((psa_key_usage_t)0x00001000)
/** Gives PSA_KEY_USAGE_VERIFY_MESSAGE too. */
#define PSA_KEY_USAGE_VERIFY_HASH ((psa_key_usage_t)0x00002000)
#define PSA_KEY_USAGE_DERIVE ((psa_key_usage_t)0x00004000)
#define PSA_KEY_USAGE_VERIFY_DERIVATION ((psa_key_usage_t)0x00008000)

/* Algorithm categories (section 10.1) */

#define PSA_ALG_NONE ((psa_algorithm_t)0) /**< No algorithm. */
#define PSA_ALG_IS_HASH(alg) (((alg)&0x7f000000) == 0x02000000)
#define PSA_ALG_IS_MAC(alg) (((alg)&0x7f000000) == 0x03000000)
#define PSA_ALG_IS_CIPHER(alg) (((alg)&0x7f000000) == 0x04000000)
#define PSA_ALG_IS_AEAD(alg) (((alg)&0x7f000000) == 0x05000000)
#define PSA_ALG_IS_SIGN(alg) (((alg)&0x7f000000) == 0x06000000)
#define PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(alg) (((alg)&0x7f000000) == 0x07000000)
#define PSA_ALG_IS_KEY_DERIVATION(alg) (((alg)&0x7f000000) == 0x08000000)
#define PSA_ALG_IS_KEY_AGREEMENT(alg) (((alg)&0x7f000000) == 0x09000000)
/** Only for a key's policy, not for an operation. */
#define PSA_ALG_IS_WILDCARD(alg)                                                        \
  ((PSA_ALG_GET_HASH(alg) == PSA_ALG_ANY_HASH) || (((alg)&0x7f008000) == 0x03008000) || \
   (((alg)&0x7f008000) == 0x05008000) || ((alg) == PSA_ALG_CCM_STAR_ANY_TAG))
/** The hash of a composite algorithm, PSA_ALG_NONE if it has none. */
#define PSA_ALG_GET_HASH(alg) \
  (((alg)&0x000000ff) == 0 ? PSA_ALG_NONE : ((psa_algorithm_t)(0x02000000 | ((alg)&0x000000ff))))

/* Hash algorithms (section 10.2) */

#define PSA_ALG_MD2 ((psa_algorithm_t)0x02000001)
#define PSA_ALG_MD4 ((psa_algorithm_t)0x02000002)
#define PSA_ALG_MD5 ((psa_algorithm_t)0x02000003)
#define PSA_ALG_RIPEMD160 ((psa_algorithm_t)0x02000004)
#define PSA_ALG_SHA_1 ((psa_algorithm_t)0x02000005)
#define PSA_ALG_AES_MMO_ZIGBEE ((psa_algorithm_t)0x02000007)
#define PSA_ALG_SHA_224 ((psa_algorithm_t)0x02000008)
#define PSA_ALG_SHA_256 ((psa_algorithm_t)0x02000009)
#define PSA_ALG_SHA_384 ((psa_algorithm_t)0x0200000a)
#define PSA_ALG_SHA_512 ((psa_algorithm_t)0x0200000b)
#define PSA_ALG_SHA_512_224 ((psa_algorithm_t)0x0200000c)
#define PSA_ALG_SHA_512_256 ((psa_algorithm_t)0x0200000d)
#define PSA_ALG_SHA3_224 ((psa_algorithm_t)0x02000010)
#define PSA_ALG_SHA3_256 ((psa_algorithm_t)0x02000011)
#define PSA_ALG_SHA3_384 ((psa_algorithm_t)0x02000012)
#define PSA_ALG_SHA3_512 ((psa_algorithm_t)0x02000013)
#define PSA_ALG_SM3 ((psa_algorithm_t)0x02000014)
#define PSA_ALG_SHAKE256_512 ((psa_algorithm_t)0x02000015)
/** In a policy: any hash algorithm. */
#define PSA_ALG_ANY_HASH ((psa_algorithm_t)0x020000ff)

/* MAC algorithms (section 10.3) */

#define PSA_ALG_HMAC(hash_alg) ((psa_algorithm_t)(0x03800000 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_CBC_MAC ((psa_algorithm_t)0x03c00100)
#define PSA_ALG_CMAC ((psa_algorithm_t)0x03c00200)
/** The first mac_length bytes of a MAC. */
#define PSA_ALG_TRUNCATED_MAC(mac_alg, mac_length) \
  ((psa_algorithm_t)(((mac_alg) & ~0x003f8000u) | (((mac_length)&0x3f) << 16)))
#define PSA_ALG_FULL_LENGTH_MAC(mac_alg) ((psa_algorithm_t)((mac_alg) & ~0x003f8000u))
/** In a policy: the MAC at any length from min_mac_length on. */
#define PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(mac_alg, min_mac_length) \
  (PSA_ALG_TRUNCATED_MAC(mac_alg, min_mac_length) | 0x00008000)
#define PSA_ALG_IS_HMAC(alg) (((alg)&0x7fc0ff00) == 0x03800000)
#define PSA_ALG_IS_BLOCK_CIPHER_MAC(alg) (((alg)&0x7fc00000) == 0x03c00000)

/* Unauthenticated ciphers (section 10.4) */

#define PSA_ALG_STREAM_CIPHER ((psa_algorithm_t)0x04800100)
#define PSA_ALG_CTR ((psa_algorithm_t)0x04c01000)
#define PSA_ALG_CFB ((psa_algorithm_t)0x04c01100)
#define PSA_ALG_OFB ((psa_algorithm_t)0x04c01200)
#define PSA_ALG_CCM_STAR_NO_TAG ((psa_algorithm_t)0x04c01300)
/** In a policy: CCM* with no tag and CCM with a tag of 4, 8 or 16 bytes. */
#define PSA_ALG_CCM_STAR_ANY_TAG ((psa_algorithm_t)0x04c09300)
#define PSA_ALG_XTS ((psa_algorithm_t)0x0440ff00)
#define PSA_ALG_ECB_NO_PADDING ((psa_algorithm_t)0x04404400)
#define PSA_ALG_CBC_NO_PADDING ((psa_algorithm_t)0x04404000)
#define PSA_ALG_CBC_PKCS7 ((psa_algorithm_t)0x04404100)
#define PSA_ALG_IS_STREAM_CIPHER(alg) (((alg)&0x7f800000) == 0x04800000)

/* Authenticated encryption (section 10.5) */

#define PSA_ALG_CCM ((psa_algorithm_t)0x05500100)
#define PSA_ALG_GCM ((psa_algorithm_t)0x05500200)
#define PSA_ALG_CHACHA20_POLY1305 ((psa_algorithm_t)0x05100500)
#define PSA_ALG_XCHACHA20_POLY1305 ((psa_algorithm_t)0x05100600)
/** With a tag of tag_length bytes. */
#define PSA_ALG_AEAD_WITH_SHORTENED_TAG(aead_alg, tag_length) \
  ((psa_algorithm_t)(((aead_alg) & ~0x003f8000u) | (((tag_length)&0x3f) << 16)))
#define PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(aead_alg)                        \
  ((((aead_alg) & ~0x003f8000u) == 0x05400100)   ? PSA_ALG_CCM                \
   : (((aead_alg) & ~0x003f8000u) == 0x05400200) ? PSA_ALG_GCM                \
   : (((aead_alg) & ~0x003f8000u) == 0x05000500) ? PSA_ALG_CHACHA20_POLY1305  \
   : (((aead_alg) & ~0x003f8000u) == 0x05000600) ? PSA_ALG_XCHACHA20_POLY1305 \
                                                 : PSA_ALG_NONE)
/** In a policy: with a tag of any length from min_tag_length on. */
#define PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(aead_alg, min_tag_length) \
  (PSA_ALG_AEAD_WITH_SHORTENED_TAG(aead_alg, min_tag_length) | 0x00008000)
#define PSA_ALG_IS_AEAD_ON_BLOCK_CIPHER(alg) (((alg)&0x7f400000) == 0x05400000)

/* Key derivation (section 10.6) */

#define PSA_ALG_HKDF(hash_alg) ((psa_algorithm_t)(0x08000100 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_HKDF_EXTRACT(hash_alg) ((psa_algorithm_t)(0x08000400 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_HKDF_EXPAND(hash_alg) ((psa_algorithm_t)(0x08000500 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_TLS12_PRF(hash_alg) ((psa_algorithm_t)(0x08000200 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_TLS12_PSK_TO_MS(hash_alg) ((psa_algorithm_t)(0x08000300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_TLS12_ECJPAKE_TO_PMS ((psa_algorithm_t)0x08000609)
#define PSA_ALG_SP800_108_COUNTER_HMAC(hash_alg) ((psa_algorithm_t)(0x08000700 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_SP800_108_COUNTER_CMAC ((psa_algorithm_t)0x08000800)
#define PSA_ALG_PBKDF2_HMAC(hash_alg) ((psa_algorithm_t)(0x08800100 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_PBKDF2_AES_CMAC_PRF_128 ((psa_algorithm_t)0x08800200)
#define PSA_ALG_IS_KEY_DERIVATION_STRETCHING(alg) (((alg)&0x7f800000) == 0x08800000)
#define PSA_ALG_IS_HKDF(alg) (((alg) & ~0x000000ffu) == 0x08000100)
#define PSA_ALG_IS_HKDF_EXTRACT(alg) (((alg) & ~0x000000ffu) == 0x08000400)
#define PSA_ALG_IS_HKDF_EXPAND(alg) (((alg) & ~0x000000ffu) == 0x08000500)
#define PSA_ALG_IS_TLS12_PRF(alg) (((alg) & ~0x000000ffu) == 0x08000200)
#define PSA_ALG_IS_TLS12_PSK_TO_MS(alg) (((alg) & ~0x000000ffu) == 0x08000300)
#define PSA_ALG_IS_SP800_108_COUNTER_HMAC(alg) (((alg) & ~0x000000ffu) == 0x08000700)
#define PSA_ALG_IS_PBKDF2_HMAC(alg) (((alg) & ~0x000000ffu) == 0x08800100)

#define PSA_KEY_DERIVATION_INPUT_SECRET ((psa_key_derivation_step_t)0x0101)       /**< High-entropy secret. */
#define PSA_KEY_DERIVATION_INPUT_PASSWORD ((psa_key_derivation_step_t)0x0102)     /**< Low-entropy secret. */
#define PSA_KEY_DERIVATION_INPUT_OTHER_SECRET ((psa_key_derivation_step_t)0x0103) /**< A second secret. */
#define PSA_KEY_DERIVATION_INPUT_LABEL ((psa_key_derivation_step_t)0x0201)
#define PSA_KEY_DERIVATION_INPUT_SALT ((psa_key_derivation_step_t)0x0202)
#define PSA_KEY_DERIVATION_INPUT_INFO ((psa_key_derivation_step_t)0x0203)
#define PSA_KEY_DERIVATION_INPUT_SEED ((psa_key_derivation_step_t)0x0204)
#define PSA_KEY_DERIVATION_INPUT_COST ((psa_key_derivation_step_t)0x0205)
#define PSA_KEY_DERIVATION_INPUT_CONTEXT ((psa_key_derivation_step_t)0x0206)
/** psa_key_derivation_get_capacity(): no limit. */
#define PSA_KEY_DERIVATION_UNLIMITED_CAPACITY ((size_t)(-1))

/* Signatures (section 10.7) */

#define PSA_ALG_RSA_PKCS1V15_SIGN(hash_alg) ((psa_algorithm_t)(0x06000200 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_RSA_PKCS1V15_SIGN_RAW ((psa_algorithm_t)0x06000200)
#define PSA_ALG_RSA_PSS(hash_alg) ((psa_algorithm_t)(0x06000300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_RSA_PSS_ANY_SALT(hash_alg) ((psa_algorithm_t)(0x06001300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_ECDSA(hash_alg) ((psa_algorithm_t)(0x06000600 | ((hash_alg)&0x000000ff)))
/** ECDSA over bytes that are taken for a hash. */
#define PSA_ALG_ECDSA_ANY ((psa_algorithm_t)0x06000600)
#define PSA_ALG_DETERMINISTIC_ECDSA(hash_alg) ((psa_algorithm_t)(0x06000700 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_PURE_EDDSA ((psa_algorithm_t)0x06000800)
#define PSA_ALG_ED25519PH ((psa_algorithm_t)0x0600090B)
#define PSA_ALG_ED448PH ((psa_algorithm_t)0x06000915)
#define PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg) (((alg) & ~0x000000ffu) == 0x06000200)
#define PSA_ALG_IS_RSA_PSS(alg) (((alg) & ~0x000010ffu) == 0x06000300)
#define PSA_ALG_IS_RSA_PSS_ANY_SALT(alg) (((alg) & ~0x000000ffu) == 0x06001300)
#define PSA_ALG_IS_RSA_PSS_STANDARD_SALT(alg) (((alg) & ~0x000000ffu) == 0x06000300)
#define PSA_ALG_IS_ECDSA(alg) (((alg) & ~0x000001ffu) == 0x06000600)
#define PSA_ALG_IS_DETERMINISTIC_ECDSA(alg) (((alg) & ~0x000000ffu) == 0x06000700)
#define PSA_ALG_IS_RANDOMIZED_ECDSA(alg) (((alg) & ~0x000000ffu) == 0x06000600)
#define PSA_ALG_IS_HASH_EDDSA(alg) (((alg) & ~0x000000ffu) == 0x06000900)
#define PSA_ALG_IS_HASH_AND_SIGN(alg)                                                       \
  (PSA_ALG_IS_RSA_PSS(alg) || PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg) || PSA_ALG_IS_ECDSA(alg) || \
   PSA_ALG_IS_HASH_EDDSA(alg))
/** For psa_sign_hash() and psa_verify_hash(). */
#define PSA_ALG_IS_SIGN_HASH(alg) (PSA_ALG_IS_SIGN(alg) && (alg) != PSA_ALG_PURE_EDDSA)
/** For psa_sign_message() and psa_verify_message(). */
#define PSA_ALG_IS_SIGN_MESSAGE(alg) \
  (PSA_ALG_IS_SIGN(alg) && (alg) != PSA_ALG_ECDSA_ANY && (alg) != PSA_ALG_RSA_PKCS1V15_SIGN_RAW)

/* Asymmetric encryption (section 10.8) */

#define PSA_ALG_RSA_PKCS1V15_CRYPT ((psa_algorithm_t)0x07000200)
#define PSA_ALG_RSA_OAEP(hash_alg) ((psa_algorithm_t)(0x07000300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_IS_RSA_OAEP(alg) (((alg) & ~0x000000ffu) == 0x07000300)

/* Key agreement (section 10.9) */

#define PSA_ALG_FFDH ((psa_algorithm_t)0x09010000)
#define PSA_ALG_ECDH ((psa_algorithm_t)0x09020000)
#define PSA_ALG_KEY_AGREEMENT(ka_alg, kdf_alg) ((psa_algorithm_t)((ka_alg) | (kdf_alg)))
#define PSA_ALG_KEY_AGREEMENT_GET_BASE(alg) ((psa_algorithm_t)((alg)&0xff7f0000))
#define PSA_ALG_KEY_AGREEMENT_GET_KDF(alg) ((psa_algorithm_t)((alg)&0xfe80ffff))
#define PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg) (((alg)&0x7f00ffff) == 0x09000000)
#define PSA_ALG_IS_RAW_KEY_AGREEMENT(alg) PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg)
#define PSA_ALG_IS_FFDH(alg) (((alg)&0x7fff0000) == 0x09010000)
#define PSA_ALG_IS_ECDH(alg) (((alg)&0x7fff0000) == 0x09020000)

#endif /* PSA_CRYPTO_VALUES_H */
