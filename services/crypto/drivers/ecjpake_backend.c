/* SPDX-License-Identifier: BSD-3-Clause */
/* Mbed TLS makes and takes the first round of J-PAKE whole. PSA has it in parts, and a part whose proof is
 * wrong is to be refused at once, so its two functions for one part are needed, which are the source's own.
 */
#define MBEDTLS_ALLOW_PRIVATE_ACCESS /* as all of its sources */
#include "ecjpake_backend.h"

/* The source itself. */
#include <ecjpake.c> /* NOLINT(bugprone-suspicious-include) */

int redoubt_ecjpake_write_part(mbedtls_ecjpake_context* context, int is_second, unsigned char* out,
                               size_t size, size_t* length, redoubt_ecjpake_random* random) {
  unsigned char* p = out;
  const int error =
      ecjpake_kkp_write(context->md_type, &context->grp, context->point_format, &context->grp.G,
                        is_second ? &context->xm2 : &context->xm1, is_second ? &context->Xm2 : &context->Xm1,
                        ecjpake_id[context->role], &p, out + size, random, NULL);
  *length = (size_t)(p - out);
  return error;
}

int redoubt_ecjpake_read_part(mbedtls_ecjpake_context* context, int is_second, const unsigned char* in,
                              size_t size) {
  const unsigned char* p = in;
  return ecjpake_kkp_read(context->md_type, &context->grp, context->point_format, &context->grp.G,
                          is_second ? &context->Xp2 : &context->Xp1, ecjpake_id[1 - context->role], &p,
                          in + size);
}
