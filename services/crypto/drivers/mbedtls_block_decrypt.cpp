// SPDX-License-Identifier: BSD-3-Clause
// The other direction, which few modes need.
#include "services/crypto/drivers/mbedtls_block.hpp"
#include "services/crypto/drivers/mbedtls_block_cipher.hpp"

namespace redoubt::crypto {

Status MbedtlsBlockCipher::start_decryption(psa_key_type_t type, Bytes key) {
  type_ = type;
  const auto bits = static_cast<unsigned>(8 * key.size());
  return with_block_cipher(
      type, context_,
      [&](mbedtls_aes_context* aes) {
        mbedtls_aes_init(aes);
        return mbedtls_aes_setkey_dec(aes, key.data(), bits);
      },
      [&](mbedtls_aria_context* aria) { return mbedtls_aria_setkey_dec(aria, key.data(), bits); },
      [&](mbedtls_camellia_context* camellia) {
        return mbedtls_camellia_setkey_dec(camellia, key.data(), bits);
      });
}

Status MbedtlsBlockCipher::decrypt(Bytes in, MutableBytes out) {
  return with_block_cipher(
      type_, context_,
      [&](mbedtls_aes_context* aes) {
        return mbedtls_aes_crypt_ecb(aes, MBEDTLS_AES_DECRYPT, in.data(), out.data());
      },
      [&](mbedtls_aria_context* aria) { return mbedtls_aria_crypt_ecb(aria, in.data(), out.data()); },
      [&](mbedtls_camellia_context* camellia) {
        return mbedtls_camellia_crypt_ecb(camellia, MBEDTLS_CAMELLIA_DECRYPT, in.data(), out.data());
      });
}

}  // namespace redoubt::crypto
