/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS as the host board itself uses it: measurements and a new device's identity. */
#ifndef REDOUBT_HOST_MBEDTLS_CONFIG_H
#define REDOUBT_HOST_MBEDTLS_CONFIG_H

#define MBEDTLS_SHA256_C
#define MBEDTLS_PSA_P256M_DRIVER_ENABLED /* p256-m.c is empty without it */

#endif
