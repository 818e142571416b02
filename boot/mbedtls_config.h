/* SPDX-License-Identifier: BSD-3-Clause */
/* The bootloader's part of Mbed TLS: SHA-256 in its small form (61 k instead of 44 k instructions per
 * KiB, 1.4 KB less flash) and p256-m without the PSA core. */
#ifndef REDOUBT_BOOT_MBEDTLS_CONFIG_H
#define REDOUBT_BOOT_MBEDTLS_CONFIG_H

#define MBEDTLS_SHA256_C
#define MBEDTLS_SHA256_SMALLER
/* Compiles p256-m.c at all. */
#define MBEDTLS_PSA_P256M_DRIVER_ENABLED
/* boot/primitives.cpp has it: Mbed TLS's own is a variable that start-up would have to initialise. */
#define MBEDTLS_PLATFORM_ZEROIZE_ALT

#endif
