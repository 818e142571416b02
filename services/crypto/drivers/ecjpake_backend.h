/* SPDX-License-Identifier: BSD-3-Clause */
/* One of the two parts of J-PAKE's first round, as the functions of mbedtls/ecjpake.h do both. */
#ifndef REDOUBT_CRYPTO_ECJPAKE_BACKEND_H
#define REDOUBT_CRYPTO_ECJPAKE_BACKEND_H

#include <mbedtls/ecjpake.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int redoubt_ecjpake_random(void* context, unsigned char* out, size_t size);

int redoubt_ecjpake_write_part(mbedtls_ecjpake_context* context, int is_second, unsigned char* out,
                               size_t size, size_t* length, redoubt_ecjpake_random* random);
int redoubt_ecjpake_read_part(mbedtls_ecjpake_context* context, int is_second, const unsigned char* in,
                              size_t size);

#ifdef __cplusplus
}
#endif

#endif /* REDOUBT_CRYPTO_ECJPAKE_BACKEND_H */
