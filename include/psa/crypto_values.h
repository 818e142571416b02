/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Constants of the PSA Crypto API 1.5: complete, whatever the RoT is built with. Include psa/crypto.h, not
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

/* Key types (sections 9.3 to 9.5) */

/** No key type. */
#define PSA_KEY_TYPE_NONE ((psa_key_type_t)0x0000)
/** Bytes that no cryptographic operation uses. */
#define PSA_KEY_TYPE_RAW_DATA ((psa_key_type_t)0x1001)
/** HMAC key. */
#define PSA_KEY_TYPE_HMAC ((psa_key_type_t)0x1100)
/** Key of a BLAKE2 MAC: up to 32 bytes for BLAKE2s and BLAKE2sp, up to 64 for BLAKE2b and BLAKE2bp. */
#define PSA_KEY_TYPE_BLAKE2 ((psa_key_type_t)0x1103)
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
/** Ascon-AEAD128 key: 16 bytes, or 32 with nonce masking. */
#define PSA_KEY_TYPE_ASCON ((psa_key_type_t)0x2008)
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
/** Password token of WPA3-SAE on a curve of the family. */
#define PSA_KEY_TYPE_WPA3_SAE_ECC(curve) ((psa_key_type_t)(0x3280 | ((curve)&0x007f)))
/** Password token of WPA3-SAE in a group of the family. */
#define PSA_KEY_TYPE_WPA3_SAE_DH(group) ((psa_key_type_t)(0x3300 | ((group)&0x007f)))
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
/** What a verifier of SPAKE2+ has, on a curve of the family. */
#define PSA_KEY_TYPE_SPAKE2P_PUBLIC_KEY(curve) ((psa_key_type_t)(0x4400 | ((curve)&0x007f)))
/** What a prover of SPAKE2+ has, on a curve of the family. */
#define PSA_KEY_TYPE_SPAKE2P_KEY_PAIR(curve) ((psa_key_type_t)(0x7400 | ((curve)&0x007f)))
/** ML-DSA public key; its size is 128, 192 or 256 for ML-DSA-44, -65, -87. */
#define PSA_KEY_TYPE_ML_DSA_PUBLIC_KEY ((psa_key_type_t)0x4002)
/** ML-DSA key pair, kept as its seed. */
#define PSA_KEY_TYPE_ML_DSA_KEY_PAIR ((psa_key_type_t)0x7002)
/** ML-KEM public (encapsulation) key; its size is 512, 768 or 1024. */
#define PSA_KEY_TYPE_ML_KEM_PUBLIC_KEY ((psa_key_type_t)0x4004)
/** ML-KEM key pair, kept as its two seeds. */
#define PSA_KEY_TYPE_ML_KEM_KEY_PAIR ((psa_key_type_t)0x7004)
/** SLH-DSA public key of a parameter set of the family; its size is 128, 192 or 256. */
#define PSA_KEY_TYPE_SLH_DSA_PUBLIC_KEY(set) ((psa_key_type_t)(0x4180 | ((set)&0x007f)))
/** SLH-DSA key pair of a parameter set of the family. */
#define PSA_KEY_TYPE_SLH_DSA_KEY_PAIR(set) ((psa_key_type_t)(0x7180 | ((set)&0x007f)))
/* Stateful hash-based signatures can be verified, not made. The size is the hash's: 192 or 256. */
#define PSA_KEY_TYPE_LMS_PUBLIC_KEY ((psa_key_type_t)0x4007)     /**< Leighton-Micali. */
#define PSA_KEY_TYPE_HSS_PUBLIC_KEY ((psa_key_type_t)0x4008)     /**< Leighton-Micali, hierarchical. */
#define PSA_KEY_TYPE_XMSS_PUBLIC_KEY ((psa_key_type_t)0x400b)    /**< Extended Merkle. */
#define PSA_KEY_TYPE_XMSS_MT_PUBLIC_KEY ((psa_key_type_t)0x400d) /**< Extended Merkle, several trees. */

/* Families of curves, groups and parameter sets (sections 9.2 and 9.5) */

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
#define PSA_DH_FAMILY_RFC3526 ((psa_dh_family_t)0x05)           /**< The groups of RFC 3526. */
#define PSA_SLH_DSA_FAMILY_SHA2_S ((psa_slh_dsa_family_t)0x02)  /**< SHA-2, small signatures. */
#define PSA_SLH_DSA_FAMILY_SHA2_F ((psa_slh_dsa_family_t)0x04)  /**< SHA-2, fast. */
#define PSA_SLH_DSA_FAMILY_SHAKE_S ((psa_slh_dsa_family_t)0x0b) /**< SHAKE, small signatures. */
#define PSA_SLH_DSA_FAMILY_SHAKE_F ((psa_slh_dsa_family_t)0x0d) /**< SHAKE, fast. */

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
#define PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(type) ((psa_key_type_t)((type) | 0x3000u))
/** The public key type of a key pair type (or of itself). */
#define PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) ((psa_key_type_t)((type) & ~0x3000u))
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
#define PSA_KEY_TYPE_IS_SPAKE2P(type) ((PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) & 0xff80) == 0x4400)
#define PSA_KEY_TYPE_IS_SPAKE2P_KEY_PAIR(type) (((type)&0xff80) == 0x7400)
#define PSA_KEY_TYPE_IS_SPAKE2P_PUBLIC_KEY(type) (((type)&0xff80) == 0x4400)
/** The curve family of a SPAKE2+ key type. */
#define PSA_KEY_TYPE_SPAKE2P_GET_FAMILY(type) ((psa_ecc_family_t)((type)&0x007f))
#define PSA_KEY_TYPE_IS_ML_DSA(type) (PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) == 0x4002)
#define PSA_KEY_TYPE_IS_ML_KEM(type) (PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) == 0x4004)
#define PSA_KEY_TYPE_IS_SLH_DSA(type) ((PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) & 0xff80) == 0x4180)
#define PSA_KEY_TYPE_IS_SLH_DSA_KEY_PAIR(type) (((type)&0xff80) == 0x7180)
#define PSA_KEY_TYPE_IS_SLH_DSA_PUBLIC_KEY(type) (((type)&0xff80) == 0x4180)
/** The family of an SLH-DSA key type. */
#define PSA_KEY_TYPE_SLH_DSA_GET_FAMILY(type) ((psa_slh_dsa_family_t)((type)&0x007f))
#define PSA_KEY_TYPE_IS_WPA3_SAE_ECC(type) (((type)&0xff80) == 0x3280)
#define PSA_KEY_TYPE_IS_WPA3_SAE_DH(type) (((type)&0xff80) == 0x3300)
/** The curve family of a WPA3-SAE password token. */
#define PSA_KEY_TYPE_WPA3_SAE_ECC_GET_FAMILY(type) ((psa_ecc_family_t)((type)&0x007f))
/** The group family of a WPA3-SAE password token. */
#define PSA_KEY_TYPE_WPA3_SAE_DH_GET_FAMILY(type) ((psa_dh_family_t)((type)&0x007f))
/** Bytes in a block of a block cipher; 1 for a stream cipher. */
#define PSA_BLOCK_CIPHER_BLOCK_LENGTH(type) (1u << (((type) >> 8) & 7))

/* Lifetimes and identifiers (sections 9.6 and 9.7) */

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
  ((psa_key_lifetime_t)(location) << 8 | (psa_key_lifetime_t)(persistence))
#define PSA_KEY_ID_NULL ((psa_key_id_t)0)                /**< No key. */
#define PSA_KEY_ID_USER_MIN ((psa_key_id_t)0x00000001)   /**< First identifier an application may choose. */
#define PSA_KEY_ID_USER_MAX ((psa_key_id_t)0x3fffffff)   /**< Last identifier an application may choose. */
#define PSA_KEY_ID_VENDOR_MIN ((psa_key_id_t)0x40000000) /**< First identifier the RoT chooses. */
#define PSA_KEY_ID_VENDOR_MAX ((psa_key_id_t)0x7fffffff) /**< Last identifier the RoT chooses. */

/* Usage flags (section 9.8.2) */

#define PSA_KEY_USAGE_EXPORT ((psa_key_usage_t)0x00000001)
#define PSA_KEY_USAGE_COPY ((psa_key_usage_t)0x00000002)
#define PSA_KEY_USAGE_CACHE ((psa_key_usage_t)0x00000004)
/** For psa_check_key_usage() only: the public part in a key agreement, the verifier's in a key exchange. */
#define PSA_KEY_USAGE_DERIVE_PUBLIC ((psa_key_usage_t)0x00000080)
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
#define PSA_KEY_USAGE_WRAP ((psa_key_usage_t)0x00010000)
#define PSA_KEY_USAGE_UNWRAP ((psa_key_usage_t)0x00020000)

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
#define PSA_ALG_IS_PAKE(alg) (((alg)&0x7f000000) == 0x0a000000)
#define PSA_ALG_IS_KEY_WRAP(alg) (((alg)&0x7f000000) == 0x0b000000)
#define PSA_ALG_IS_KEY_ENCAPSULATION(alg) (((alg)&0x7f000000) == 0x0c000000)
#define PSA_ALG_IS_XOF(alg) (((alg)&0x7f000000) == 0x0d000000)
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
#define PSA_ALG_SHA_256_192 ((psa_algorithm_t)0x0200000e)
#define PSA_ALG_SHA3_224 ((psa_algorithm_t)0x02000010)
#define PSA_ALG_SHA3_256 ((psa_algorithm_t)0x02000011)
#define PSA_ALG_SHA3_384 ((psa_algorithm_t)0x02000012)
#define PSA_ALG_SHA3_512 ((psa_algorithm_t)0x02000013)
#define PSA_ALG_SM3 ((psa_algorithm_t)0x02000014)
#define PSA_ALG_SHAKE256_512 ((psa_algorithm_t)0x02000015)
#define PSA_ALG_SHAKE128_256 ((psa_algorithm_t)0x02000016)
#define PSA_ALG_SHAKE256_192 ((psa_algorithm_t)0x02000017)
#define PSA_ALG_SHAKE256_256 ((psa_algorithm_t)0x02000018)
#define PSA_ALG_ASCON_HASH256 ((psa_algorithm_t)0x02000019)
#define PSA_ALG_BLAKE2S_HASH256 ((psa_algorithm_t)0x0200001c)
#define PSA_ALG_BLAKE2SP_HASH256 ((psa_algorithm_t)0x0200001d)
#define PSA_ALG_BLAKE2B_HASH512 ((psa_algorithm_t)0x0200001e)
#define PSA_ALG_BLAKE2BP_HASH512 ((psa_algorithm_t)0x0200001f)
/** In a policy: any hash algorithm. */
#define PSA_ALG_ANY_HASH ((psa_algorithm_t)0x020000ff)
#define PSA_ALG_IS_BLAKE2_HASH(alg) (((alg)&0x7ffffffc) == 0x0200001c)

/* Extendable-output functions (section 10.3) */

#define PSA_ALG_SHAKE128 ((psa_algorithm_t)0x0d000100)
#define PSA_ALG_SHAKE256 ((psa_algorithm_t)0x0d000200)
#define PSA_ALG_ASCON_XOF128 ((psa_algorithm_t)0x0d000300)
#define PSA_ALG_ASCON_CXOF128 ((psa_algorithm_t)0x0d008300)
/** Needs psa_xof_set_context(). */
#define PSA_ALG_XOF_HAS_CONTEXT(alg) (((alg)&0x00008000) != 0)

/* MAC algorithms (section 10.4) */

#define PSA_ALG_HMAC(hash_alg) ((psa_algorithm_t)(0x03800000 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_CBC_MAC ((psa_algorithm_t)0x03c00100)
#define PSA_ALG_CMAC ((psa_algorithm_t)0x03c00200)
#define PSA_ALG_BLAKE2_MAC(hash_alg) ((psa_algorithm_t)(0x03800300 | ((hash_alg)&0x000000ff)))
/** The first mac_length bytes of a MAC. */
#define PSA_ALG_TRUNCATED_MAC(mac_alg, mac_length) \
  ((psa_algorithm_t)(((mac_alg) & ~0x003f8000u) | (((mac_length)&0x3fu) << 16)))
#define PSA_ALG_FULL_LENGTH_MAC(mac_alg) ((psa_algorithm_t)((mac_alg) & ~0x003f8000u))
/** In a policy: the MAC at any length from min_mac_length on. */
#define PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(mac_alg, min_mac_length) \
  (PSA_ALG_TRUNCATED_MAC(mac_alg, min_mac_length) | 0x00008000)
#define PSA_ALG_IS_HMAC(alg) (((alg)&0x7fc0ff00) == 0x03800000)
#define PSA_ALG_IS_BLAKE2_MAC(alg) (((alg)&0x7fc0ff00) == 0x03800300)
#define PSA_ALG_IS_BLOCK_CIPHER_MAC(alg) (((alg)&0x7fc00000) == 0x03c00000)

/* Unauthenticated ciphers (section 10.5) */

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

/* Authenticated encryption (section 10.6) */

#define PSA_ALG_CCM ((psa_algorithm_t)0x05500100)
#define PSA_ALG_GCM ((psa_algorithm_t)0x05500200)
#define PSA_ALG_CHACHA20_POLY1305 ((psa_algorithm_t)0x05100500)
#define PSA_ALG_XCHACHA20_POLY1305 ((psa_algorithm_t)0x05100600)
#define PSA_ALG_ASCON_AEAD128 ((psa_algorithm_t)0x05100700)
/** With a tag of tag_length bytes. */
#define PSA_ALG_AEAD_WITH_SHORTENED_TAG(aead_alg, tag_length) \
  ((psa_algorithm_t)(((aead_alg) & ~0x003f8000u) | (((tag_length)&0x3fu) << 16)))
#define PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(aead_alg)                        \
  ((((aead_alg) & ~0x003f8000u) == 0x05400100)   ? PSA_ALG_CCM                \
   : (((aead_alg) & ~0x003f8000u) == 0x05400200) ? PSA_ALG_GCM                \
   : (((aead_alg) & ~0x003f8000u) == 0x05000500) ? PSA_ALG_CHACHA20_POLY1305  \
   : (((aead_alg) & ~0x003f8000u) == 0x05000600) ? PSA_ALG_XCHACHA20_POLY1305 \
   : (((aead_alg) & ~0x003f8000u) == 0x05000700) ? PSA_ALG_ASCON_AEAD128      \
                                                 : PSA_ALG_NONE)
/** In a policy: with a tag of any length from min_tag_length on. */
#define PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(aead_alg, min_tag_length) \
  (PSA_ALG_AEAD_WITH_SHORTENED_TAG(aead_alg, min_tag_length) | 0x00008000)
#define PSA_ALG_IS_AEAD_ON_BLOCK_CIPHER(alg) (((alg)&0x7f400000) == 0x05400000)

/* Key wrapping (section 10.7) */

#define PSA_ALG_KW ((psa_algorithm_t)0x0b400100)  /**< Keys whose size is a multiple of 8 bytes. */
#define PSA_ALG_KWP ((psa_algorithm_t)0x0bc00200) /**< Keys of any size. */

/* Key derivation (section 10.8) */

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
#define PSA_ALG_WPA3_SAE_H2E(hash_alg) ((psa_algorithm_t)(0x08800400 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_IS_KEY_DERIVATION_STRETCHING(alg) (((alg)&0x7f800000) == 0x08800000)
#define PSA_ALG_IS_HKDF(alg) (((alg) & ~0x000000ffu) == 0x08000100)
#define PSA_ALG_IS_HKDF_EXTRACT(alg) (((alg) & ~0x000000ffu) == 0x08000400)
#define PSA_ALG_IS_HKDF_EXPAND(alg) (((alg) & ~0x000000ffu) == 0x08000500)
#define PSA_ALG_IS_TLS12_PRF(alg) (((alg) & ~0x000000ffu) == 0x08000200)
#define PSA_ALG_IS_TLS12_PSK_TO_MS(alg) (((alg) & ~0x000000ffu) == 0x08000300)
#define PSA_ALG_IS_SP800_108_COUNTER_HMAC(alg) (((alg) & ~0x000000ffu) == 0x08000700)
#define PSA_ALG_IS_PBKDF2_HMAC(alg) (((alg) & ~0x000000ffu) == 0x08800100)
#define PSA_ALG_IS_WPA3_SAE_H2E(alg) (((alg) & ~0x000000ffu) == 0x08800400)

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

/* Signatures (section 10.9) */

#define PSA_ALG_RSA_PKCS1V15_SIGN(hash_alg) ((psa_algorithm_t)(0x06000200 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_RSA_PKCS1V15_SIGN_RAW ((psa_algorithm_t)0x06000200)
#define PSA_ALG_RSA_PSS(hash_alg) ((psa_algorithm_t)(0x06000300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_RSA_PSS_ANY_SALT(hash_alg) ((psa_algorithm_t)(0x06001300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_ECDSA(hash_alg) ((psa_algorithm_t)(0x06000600 | ((hash_alg)&0x000000ff)))
/** ECDSA over bytes that are taken for a hash. */
#define PSA_ALG_ECDSA_ANY ((psa_algorithm_t)0x06000600)
#define PSA_ALG_DETERMINISTIC_ECDSA(hash_alg) ((psa_algorithm_t)(0x06000700 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_PURE_EDDSA ((psa_algorithm_t)0x06000800)
/** EdDSA with a context, which may be empty: Ed25519ctx, Ed448. */
#define PSA_ALG_EDDSA_CTX ((psa_algorithm_t)0x06000a00)
#define PSA_ALG_ED25519PH ((psa_algorithm_t)0x0600090b)
#define PSA_ALG_ED448PH ((psa_algorithm_t)0x06000915)
#define PSA_ALG_SLH_DSA ((psa_algorithm_t)0x06004000)
#define PSA_ALG_DETERMINISTIC_SLH_DSA ((psa_algorithm_t)0x06004100)
#define PSA_ALG_HASH_SLH_DSA(hash_alg) ((psa_algorithm_t)(0x06004200 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_DETERMINISTIC_HASH_SLH_DSA(hash_alg) ((psa_algorithm_t)(0x06004300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_ML_DSA ((psa_algorithm_t)0x06004400)
#define PSA_ALG_DETERMINISTIC_ML_DSA ((psa_algorithm_t)0x06004500)
#define PSA_ALG_HASH_ML_DSA(hash_alg) ((psa_algorithm_t)(0x06004600 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_DETERMINISTIC_HASH_ML_DSA(hash_alg) ((psa_algorithm_t)(0x06004700 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_LMS ((psa_algorithm_t)0x06004800)
#define PSA_ALG_HSS ((psa_algorithm_t)0x06004900)
#define PSA_ALG_XMSS ((psa_algorithm_t)0x06004a00)
#define PSA_ALG_XMSS_MT ((psa_algorithm_t)0x06004b00)
#define PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg) (((alg) & ~0x000000ffu) == 0x06000200)
#define PSA_ALG_IS_RSA_PSS(alg) (((alg) & ~0x000010ffu) == 0x06000300)
#define PSA_ALG_IS_RSA_PSS_ANY_SALT(alg) (((alg) & ~0x000000ffu) == 0x06001300)
#define PSA_ALG_IS_RSA_PSS_STANDARD_SALT(alg) (((alg) & ~0x000000ffu) == 0x06000300)
#define PSA_ALG_IS_ECDSA(alg) (((alg) & ~0x000001ffu) == 0x06000600)
#define PSA_ALG_IS_DETERMINISTIC_ECDSA(alg) (((alg) & ~0x000000ffu) == 0x06000700)
#define PSA_ALG_IS_RANDOMIZED_ECDSA(alg) (((alg) & ~0x000000ffu) == 0x06000600)
#define PSA_ALG_IS_HASH_EDDSA(alg) (((alg) & ~0x000000ffu) == 0x06000900)
#define PSA_ALG_IS_SLH_DSA(alg) (((alg) & ~0x00000100u) == 0x06004000)
#define PSA_ALG_IS_HASH_SLH_DSA(alg) (((alg) & ~0x000001ffu) == 0x06004200)
#define PSA_ALG_IS_HEDGED_HASH_SLH_DSA(alg) (((alg) & ~0x000000ffu) == 0x06004200)
#define PSA_ALG_IS_DETERMINISTIC_HASH_SLH_DSA(alg) (((alg) & ~0x000000ffu) == 0x06004300)
#define PSA_ALG_IS_ML_DSA(alg) (((alg) & ~0x00000100u) == 0x06004400)
#define PSA_ALG_IS_HASH_ML_DSA(alg) (((alg) & ~0x000001ffu) == 0x06004600)
#define PSA_ALG_IS_HEDGED_HASH_ML_DSA(alg) (((alg) & ~0x000000ffu) == 0x06004600)
#define PSA_ALG_IS_DETERMINISTIC_HASH_ML_DSA(alg) (((alg) & ~0x000000ffu) == 0x06004700)
/** Signs exactly the hash of the message, with the hash PSA_ALG_GET_HASH(alg). */
#define PSA_ALG_IS_HASH_AND_SIGN(alg)                                                       \
  (PSA_ALG_IS_RSA_PSS(alg) || PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg) || PSA_ALG_IS_ECDSA(alg) || \
   PSA_ALG_IS_HASH_EDDSA(alg) || PSA_ALG_IS_HASH_ML_DSA(alg) || PSA_ALG_IS_HASH_SLH_DSA(alg))
/** For psa_sign_hash() and psa_verify_hash(). */
#define PSA_ALG_IS_SIGN_HASH(alg) \
  (PSA_ALG_IS_HASH_AND_SIGN(alg) || (alg) == PSA_ALG_RSA_PKCS1V15_SIGN_RAW || (alg) == PSA_ALG_ECDSA_ANY)
/** For psa_sign_message(), psa_verify_message() and the multi-part operations. */
#define PSA_ALG_IS_SIGN_MESSAGE(alg) \
  (PSA_ALG_IS_SIGN(alg) && (alg) != PSA_ALG_ECDSA_ANY && (alg) != PSA_ALG_RSA_PKCS1V15_SIGN_RAW)
/** Takes a context of more than 0 bytes. */
#define PSA_ALG_SIGN_SUPPORTS_CONTEXT(alg)                                                \
  ((alg) == PSA_ALG_EDDSA_CTX || PSA_ALG_IS_HASH_EDDSA(alg) || PSA_ALG_IS_SLH_DSA(alg) || \
   PSA_ALG_IS_HASH_SLH_DSA(alg) || PSA_ALG_IS_ML_DSA(alg) || PSA_ALG_IS_HASH_ML_DSA(alg))

/* Asymmetric encryption (section 10.10) */

#define PSA_ALG_RSA_PKCS1V15_CRYPT ((psa_algorithm_t)0x07000200)
#define PSA_ALG_RSA_OAEP(hash_alg) ((psa_algorithm_t)(0x07000300 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_IS_RSA_OAEP(alg) (((alg) & ~0x000000ffu) == 0x07000300)

/* Key agreement (section 10.11) */

#define PSA_ALG_FFDH ((psa_algorithm_t)0x09010000)
#define PSA_ALG_ECDH ((psa_algorithm_t)0x09020000)
#define PSA_ALG_KEY_AGREEMENT(ka_alg, kdf_alg) ((psa_algorithm_t)((ka_alg) | (kdf_alg)))
#define PSA_ALG_KEY_AGREEMENT_GET_BASE(alg) ((psa_algorithm_t)((alg)&0xff7f0000))
#define PSA_ALG_KEY_AGREEMENT_GET_KDF(alg) ((psa_algorithm_t)((alg)&0xfe80ffff))
#define PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg) (((alg)&0x7f00ffff) == 0x09000000)
/** The name until version 1.2. */
#define PSA_ALG_IS_RAW_KEY_AGREEMENT(alg) PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg)
/* Also with a key derivation that stretches, whose flag is bit 23. */
#define PSA_ALG_IS_FFDH(alg) (((alg)&0x7f7f0000) == 0x09010000)
#define PSA_ALG_IS_ECDH(alg) (((alg)&0x7f7f0000) == 0x09020000)

/* Key encapsulation (section 10.12) */

#define PSA_ALG_ECIES_SEC1 ((psa_algorithm_t)0x0c000100) /**< The key agreement of ECIES. */
#define PSA_ALG_ML_KEM ((psa_algorithm_t)0x0c000200)

/* Password-authenticated key exchange (section 10.13) */

#define PSA_ALG_JPAKE(hash_alg) ((psa_algorithm_t)(0x0a000100 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_SPAKE2P_HMAC(hash_alg) ((psa_algorithm_t)(0x0a000400 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_SPAKE2P_CMAC(hash_alg) ((psa_algorithm_t)(0x0a000500 | ((hash_alg)&0x000000ff)))
/** SPAKE2+ as Matter 1 has it, with SHA-256 and HMAC. */
#define PSA_ALG_SPAKE2P_MATTER ((psa_algorithm_t)0x0a000609)
#define PSA_ALG_WPA3_SAE_FIXED(hash_alg) ((psa_algorithm_t)(0x0a000800 | ((hash_alg)&0x000000ff)))
#define PSA_ALG_WPA3_SAE_GDH(hash_alg) ((psa_algorithm_t)(0x0a000900 | ((hash_alg)&0x000000ff)))
/** In a policy: WPA3-SAE with any hash, and #PSA_ALG_WPA3_SAE_H2E. */
#define PSA_ALG_WPA3_SAE_ANY ((psa_algorithm_t)0x0a0088ff)
#define PSA_ALG_IS_JPAKE(alg) (((alg) & ~0x000000ffu) == 0x0a000100)
#define PSA_ALG_IS_SPAKE2P(alg) (((alg) & ~0x000003ffu) == 0x0a000400)
#define PSA_ALG_IS_SPAKE2P_HMAC(alg) (((alg) & ~0x000000ffu) == 0x0a000400)
#define PSA_ALG_IS_SPAKE2P_CMAC(alg) (((alg) & ~0x000000ffu) == 0x0a000500)
#define PSA_ALG_IS_WPA3_SAE(alg) (((alg) & ~0x000001ffu) == 0x0a000800)
#define PSA_ALG_IS_WPA3_SAE_FIXED(alg) (((alg) & ~0x000000ffu) == 0x0a000800)
#define PSA_ALG_IS_WPA3_SAE_GDH(alg) (((alg) & ~0x000000ffu) == 0x0a000900)

#define PSA_PAKE_PRIMITIVE_TYPE_ECC ((psa_pake_primitive_type_t)0x01) /**< A curve, as of an ECC key. */
#define PSA_PAKE_PRIMITIVE_TYPE_DH ((psa_pake_primitive_type_t)0x02)  /**< A group, as of a DH key. */
/** The group of that type, family and size in bits; 0 if the size has more than 16 bits. */
#define PSA_PAKE_PRIMITIVE(pake_type, pake_family, pake_bits)                  \
  ((psa_pake_primitive_t)(((pake_bits)&0xffff) != (pake_bits)                  \
                              ? 0u                                             \
                              : (((psa_pake_primitive_t)(pake_type) << 24) |   \
                                 ((psa_pake_primitive_t)(pake_family) << 16) | \
                                 (psa_pake_primitive_t)(pake_bits))))
#define PSA_PAKE_PRIMITIVE_GET_TYPE(pake_primitive) \
  ((psa_pake_primitive_type_t)(((pake_primitive) >> 24) & 0xff))
#define PSA_PAKE_PRIMITIVE_GET_FAMILY(pake_primitive) ((psa_pake_family_t)(((pake_primitive) >> 16) & 0xff))
#define PSA_PAKE_PRIMITIVE_GET_BITS(pake_primitive) ((size_t)((pake_primitive)&0xffff))

#define PSA_PAKE_CONFIRMED_KEY 0   /**< The shared key comes out after both have proven that they have it. */
#define PSA_PAKE_UNCONFIRMED_KEY 1 /**< The shared key comes out before that, or nothing proves it. */

#define PSA_PAKE_ROLE_NONE ((psa_pake_role_t)0x00)   /**< The algorithm has no roles. */
#define PSA_PAKE_ROLE_FIRST ((psa_pake_role_t)0x01)  /**< First peer of two with the same secret. */
#define PSA_PAKE_ROLE_SECOND ((psa_pake_role_t)0x02) /**< Second peer of two with the same secret. */
#define PSA_PAKE_ROLE_CLIENT ((psa_pake_role_t)0x11) /**< Has the password. */
#define PSA_PAKE_ROLE_SERVER ((psa_pake_role_t)0x12) /**< Has what verifies the password. */

#define PSA_PAKE_STEP_KEY_SHARE ((psa_pake_step_t)0x01)     /**< An element of the group. */
#define PSA_PAKE_STEP_ZK_PUBLIC ((psa_pake_step_t)0x02)     /**< Ephemeral public key of Schnorr's proof. */
#define PSA_PAKE_STEP_ZK_PROOF ((psa_pake_step_t)0x03)      /**< Schnorr's proof: a number. */
#define PSA_PAKE_STEP_CONFIRM ((psa_pake_step_t)0x04)       /**< Proves that one has the key. */
#define PSA_PAKE_STEP_SALT ((psa_pake_step_t)0x05)          /**< WPA3-SAE: the rejected groups. */
#define PSA_PAKE_STEP_COMMIT ((psa_pake_step_t)0x06)        /**< WPA3-SAE: scalar and element. */
#define PSA_PAKE_STEP_CONFIRM_COUNT ((psa_pake_step_t)0x07) /**< WPA3-SAE: the counter to be sent. */
#define PSA_PAKE_STEP_KEY_ID ((psa_pake_step_t)0x08)        /**< WPA3-SAE: the key's identifier. */

#endif /* PSA_CRYPTO_VALUES_H */
