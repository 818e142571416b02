/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS for the drivers of the crypto service: modules alone, none of its PSA layer. REDOUBT_CRYPTO_X is
 * Kconfig's CRYPTO_X. Figures: bytes of flash on Armv8-M at -Os. */

#define MBEDTLS_SHA256_C
#define MBEDTLS_SHA224_C
#ifdef REDOUBT_CRYPTO_SHA256_SMALLER
#define MBEDTLS_SHA256_SMALLER /* -1396; 61,300 instead of 44,100 instructions for each KiB */
#endif

#ifdef REDOUBT_CRYPTO_SHA512_MODULE
#define MBEDTLS_SHA512_C
#define MBEDTLS_SHA384_C
#endif
#ifdef REDOUBT_CRYPTO_SHA3
#define MBEDTLS_SHA3_C
#endif
#ifdef REDOUBT_CRYPTO_SHA1
#define MBEDTLS_SHA1_C
#endif
#ifdef REDOUBT_CRYPTO_MD5
#define MBEDTLS_MD5_C
#endif
#ifdef REDOUBT_CRYPTO_RIPEMD160
#define MBEDTLS_RIPEMD160_C
#endif

#define MBEDTLS_AES_C
#define MBEDTLS_AES_ROM_TABLES          /* +1024, and 1324 of RAM less */
#define MBEDTLS_AES_FEWER_TABLES        /* -3072, and faster */
#ifndef REDOUBT_CRYPTO_BLOCK_DECRYPT
#define MBEDTLS_BLOCK_CIPHER_NO_DECRYPT /* -2180: CCM and CTR only encrypt blocks */
#endif
#ifdef REDOUBT_CRYPTO_ARIA
#define MBEDTLS_ARIA_C
#endif
#ifdef REDOUBT_CRYPTO_CAMELLIA
#define MBEDTLS_CAMELLIA_C
#endif
#ifdef REDOUBT_CRYPTO_CHACHA20
#define MBEDTLS_CHACHA20_C
#endif

#define MBEDTLS_CCM_C
#define MBEDTLS_BLOCK_CIPHER_C /* CCM over a block cipher with no cipher layer between */

#define MBEDTLS_CTR_DRBG_C
#ifdef REDOUBT_CRYPTO_RANDOM_128
#define MBEDTLS_CTR_DRBG_USE_128_BIT_KEY
#endif
#define MBEDTLS_CTR_DRBG_MAX_REQUEST 1024
#define MBEDTLS_CTR_DRBG_MAX_INPUT 48
#define MBEDTLS_CTR_DRBG_MAX_SEED_INPUT 48 /* a buffer of this size is on the stack when it seeds */

#ifdef REDOUBT_CRYPTO_BIGNUM
#define MBEDTLS_BIGNUM_C
#define MBEDTLS_MPI_WINDOW_SIZE 2
#define MBEDTLS_HAVE_ASM /* -48, and 8 % fewer instructions for an RSA signature */
#endif

#ifdef REDOUBT_CRYPTO_ECP
#define MBEDTLS_ECP_C
#define MBEDTLS_ECDH_C
#define MBEDTLS_ECP_NIST_OPTIM
#define MBEDTLS_ECP_WINDOW_SIZE 4
#define MBEDTLS_ECP_FIXED_POINT_OPTIM 0
#endif
#ifdef REDOUBT_CRYPTO_ECP_ECDSA
#define MBEDTLS_ECDSA_C
#define MBEDTLS_ASN1_PARSE_C /* of ECDSA's functions that are not linked */
#define MBEDTLS_ASN1_WRITE_C
#endif
#ifdef REDOUBT_CRYPTO_JPAKE
#define MBEDTLS_ECJPAKE_C
#define MBEDTLS_MD_C
#endif
#ifdef REDOUBT_CRYPTO_P192
#define MBEDTLS_ECP_DP_SECP192R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_P224
#define MBEDTLS_ECP_DP_SECP224R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_ECP_P256
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_P384
#define MBEDTLS_ECP_DP_SECP384R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_P521
#define MBEDTLS_ECP_DP_SECP521R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_SECP192K1
#define MBEDTLS_ECP_DP_SECP192K1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_SECP256K1
#define MBEDTLS_ECP_DP_SECP256K1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_BRAINPOOL_P256R1
#define MBEDTLS_ECP_DP_BP256R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_BRAINPOOL_P384R1
#define MBEDTLS_ECP_DP_BP384R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_BRAINPOOL_P512R1
#define MBEDTLS_ECP_DP_BP512R1_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_CURVE25519
#define MBEDTLS_ECP_DP_CURVE25519_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_CURVE448
#define MBEDTLS_ECP_DP_CURVE448_ENABLED
#endif
#ifdef REDOUBT_CRYPTO_RSA
#define MBEDTLS_RSA_C
#define MBEDTLS_PKCS1_V15 /* not used: one is required */
#define MBEDTLS_OID_C
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_MD_C
#endif
#ifdef REDOUBT_CRYPTO_RSA_GENERATE
#define MBEDTLS_GENPRIME
#endif

#define MBEDTLS_PSA_P256M_DRIVER_ENABLED /* p256-m compiles to nothing without */
