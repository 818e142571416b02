// SPDX-License-Identifier: BSD-3-Clause
// For MbedtlsBlockCipher's sources only. Keys for decryption have a source of their own: the backend has the
// functions for them only where CRYPTO_BLOCK_DECRYPT is set.
#pragma once

#include <mbedtls/aes.h>
#include <mbedtls/aria.h>
#include <mbedtls/camellia.h>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/drivers/mbedtls_block_cipher.hpp"
#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

// The ciphers that are not chosen are not linked. A context of zeros is what the backend's init functions
// make.
template <auto kAes, auto kAria, auto kCamellia>
Status MbedtlsBlockCipher::set_key(psa_key_type_t type, Bytes key) {
  type_ = type;
  context_ = {};
  const auto bits = static_cast<unsigned>(8 * key.size());
  if constexpr (config::kCryptoAria) {
    if (type == PSA_KEY_TYPE_ARIA)
      return to_status(kAria(context_.as<mbedtls_aria_context>(), key.data(), bits));
  }
  if constexpr (config::kCryptoCamellia) {
    if (type == PSA_KEY_TYPE_CAMELLIA)
      return to_status(kCamellia(context_.as<mbedtls_camellia_context>(), key.data(), bits));
  }
  return to_status(kAes(context_.as<mbedtls_aes_context>(), key.data(), bits));
}

}  // namespace redoubt::crypto
