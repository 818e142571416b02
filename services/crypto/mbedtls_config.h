/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS for the drivers of the crypto service: modules alone, none of its PSA layer. REDOUBT_CRYPTO_X is
 * Kconfig's CRYPTO_X. Figures: bytes of flash on Armv8-M at -Os. */

#define MBEDTLS_SHA256_C
#define MBEDTLS_SHA224_C
#ifdef REDOUBT_CRYPTO_SHA256_SMALLER
#define MBEDTLS_SHA256_SMALLER /* -1396; 61,300 instead of 44,100 instructions for each KiB */
#endif

#define MBEDTLS_AES_C
#define MBEDTLS_AES_ROM_TABLES          /* +1024, and 1324 of RAM less */
#define MBEDTLS_AES_FEWER_TABLES        /* -3072, and faster */
#define MBEDTLS_BLOCK_CIPHER_NO_DECRYPT /* -2180: CCM and CTR only encrypt blocks */

#define MBEDTLS_CCM_C
#define MBEDTLS_BLOCK_CIPHER_C /* CCM over AES with no cipher layer between */

#define MBEDTLS_CTR_DRBG_C
#define MBEDTLS_CTR_DRBG_MAX_REQUEST 1024
#define MBEDTLS_CTR_DRBG_MAX_INPUT 48
#define MBEDTLS_CTR_DRBG_MAX_SEED_INPUT 48 /* a buffer of this size is on the stack when it seeds */

#define MBEDTLS_PSA_P256M_DRIVER_ENABLED /* p256-m compiles to nothing without */
