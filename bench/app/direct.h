/* SPDX-License-Identifier: BSD-3-Clause */
/* What the crypto service's SHA-256 and HMAC are made of, called directly: `overhead_X` is the case X less
 * `direct_X`. Not 0: an error. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int direct_hash(const uint8_t* data, size_t size, uint8_t hash[32]);
/* The key is not longer than a block. */
int direct_mac(const uint8_t* key, size_t key_size, const uint8_t* data, size_t size, uint8_t mac[32]);
