// SPDX-License-Identifier: BSD-3-Clause
// For drivers over block ciphers only: how the backend calls them.
#pragma once

#include <mbedtls/aes.h>
#include <mbedtls/aria.h>
#include <mbedtls/camellia.h>
#include <mbedtls/cipher.h>
#include <psa/crypto.h>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

inline mbedtls_cipher_id_t to_cipher_id(psa_key_type_t type) {
  if (type == PSA_KEY_TYPE_ARIA) return MBEDTLS_CIPHER_ID_ARIA;
  if (type == PSA_KEY_TYPE_CAMELLIA) return MBEDTLS_CIPHER_ID_CAMELLIA;
  return MBEDTLS_CIPHER_ID_AES;
}

// Calls the function for the cipher's context. Those that are not chosen are not linked.
template <std::size_t kSize, class Aes, class Aria, class Camellia>
Status with_block_cipher(psa_key_type_t type, Opaque<kSize>& context, Aes aes, Aria aria, Camellia camellia) {
  int error;
  if (config::kCryptoAria && type == PSA_KEY_TYPE_ARIA) {
    error = aria(context.template as<mbedtls_aria_context>());
  } else if (config::kCryptoCamellia && type == PSA_KEY_TYPE_CAMELLIA) {
    error = camellia(context.template as<mbedtls_camellia_context>());
  } else {
    error = aes(context.template as<mbedtls_aes_context>());
  }
  return Status(error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE);
}

}  // namespace redoubt::crypto
