/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS for the tests of tokens: SHA-256 only; P-256 comes from p256-m, which needs no configuration. */
#ifndef REDOUBT_TOKEN_TEST_MBEDTLS_CONFIG_H
#define REDOUBT_TOKEN_TEST_MBEDTLS_CONFIG_H

#define MBEDTLS_SHA256_C
#define MBEDTLS_PSA_P256M_DRIVER_ENABLED /* compiles p256-m.c; no PSA core is there */

#endif
