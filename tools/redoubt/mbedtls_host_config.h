/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS as the host tool uses it: P-256 keys in PEM and DER, ECDSA, SHA-256. Nothing else is compiled. */
#ifndef REDOUBT_MBEDTLS_HOST_CONFIG_H
#define REDOUBT_MBEDTLS_HOST_CONFIG_H

#define MBEDTLS_HAVE_ASM
#define MBEDTLS_SHA256_C
#define MBEDTLS_MD_C
#define MBEDTLS_BIGNUM_C
#define MBEDTLS_ECP_C
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#define MBEDTLS_ECDSA_C
#define MBEDTLS_ECDSA_DETERMINISTIC /* the same input is signed to the same bytes: builds are reproducible \
                                     */
#define MBEDTLS_HMAC_DRBG_C
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_OID_C
#define MBEDTLS_BASE64_C
#define MBEDTLS_PEM_PARSE_C
#define MBEDTLS_PEM_WRITE_C
#define MBEDTLS_PK_C
#define MBEDTLS_PK_PARSE_C
#define MBEDTLS_PK_WRITE_C

#endif
