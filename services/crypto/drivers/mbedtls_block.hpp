// SPDX-License-Identifier: BSD-3-Clause
// For drivers over block ciphers only: how the backend calls them.
#pragma once

#include <mbedtls/cipher.h>
#include <psa/crypto.h>

namespace redoubt::crypto {

inline mbedtls_cipher_id_t to_cipher_id(psa_key_type_t type) {
  if (type == PSA_KEY_TYPE_ARIA) return MBEDTLS_CIPHER_ID_ARIA;
  if (type == PSA_KEY_TYPE_CAMELLIA) return MBEDTLS_CIPHER_ID_CAMELLIA;
  return MBEDTLS_CIPHER_ID_AES;
}

}  // namespace redoubt::crypto
