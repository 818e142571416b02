// SPDX-License-Identifier: BSD-3-Clause
// Mbed TLS's configuration, by which its suites choose their cases: all of PSA_WANT_xxx.
#define MBEDTLS_PSA_CRYPTO_CONFIG
#define MBEDTLS_PSA_CRYPTO_C
#define MBEDTLS_PSA_CRYPTO_STORAGE_C
#define MBEDTLS_PSA_ITS_FILE_C
#define MBEDTLS_FS_IO
#define MBEDTLS_CTR_DRBG_C
#define MBEDTLS_ENTROPY_C
#define MBEDTLS_PSA_KEY_STORE_DYNAMIC
