/* SPDX-License-Identifier: BSD-3-Clause */
#include "direct.h"

#include <mbedtls/sha256.h>

int direct_hash(const uint8_t* data, size_t size, uint8_t hash[32]) {
  return mbedtls_sha256(data, size, hash, 0);
}

static int pass(uint8_t pad, const uint8_t* key, size_t key_size, const uint8_t* data, size_t size,
                uint8_t hash[32]) {
  uint8_t block[64];
  mbedtls_sha256_context context;
  for (size_t i = 0; i < sizeof block; ++i) block[i] = (i < key_size ? key[i] : 0) ^ pad;
  mbedtls_sha256_init(&context);
  const int failed = mbedtls_sha256_starts(&context, 0) |
                     mbedtls_sha256_update(&context, block, sizeof block) |
                     mbedtls_sha256_update(&context, data, size) | mbedtls_sha256_finish(&context, hash);
  mbedtls_sha256_free(&context);
  return failed;
}

int direct_mac(const uint8_t* key, size_t key_size, const uint8_t* data, size_t size, uint8_t mac[32]) {
  return pass(0x36, key, key_size, data, size, mac) | pass(0x5c, key, key_size, mac, 32, mac);
}
