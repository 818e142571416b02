// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_block_cipher.hpp"

#include "services/crypto/block_types.hpp"
#include "services/crypto/drivers/mbedtls_block.hpp"

namespace redoubt::crypto {

bool MbedtlsBlockCipher::supports(psa_key_type_t type, std::size_t) { return has_block_cipher(type); }

// The backend frees nothing that wiping does not.
Status MbedtlsBlockCipher::start(psa_key_type_t type, Bytes key) {
  type_ = type;
  const auto bits = static_cast<unsigned>(8 * key.size());
  return with_block_cipher(
      type, context_,
      [&](mbedtls_aes_context* aes) {
        mbedtls_aes_init(aes);
        return mbedtls_aes_setkey_enc(aes, key.data(), bits);
      },
      [&](mbedtls_aria_context* aria) { return mbedtls_aria_setkey_enc(aria, key.data(), bits); },
      [&](mbedtls_camellia_context* camellia) {
        return mbedtls_camellia_setkey_enc(camellia, key.data(), bits);
      });
}

Status MbedtlsBlockCipher::encrypt(Bytes in, MutableBytes out) {
  return with_block_cipher(
      type_, context_,
      [&](mbedtls_aes_context* aes) {
        return mbedtls_aes_crypt_ecb(aes, MBEDTLS_AES_ENCRYPT, in.data(), out.data());
      },
      [&](mbedtls_aria_context* aria) { return mbedtls_aria_crypt_ecb(aria, in.data(), out.data()); },
      [&](mbedtls_camellia_context* camellia) {
        return mbedtls_camellia_crypt_ecb(camellia, MBEDTLS_CAMELLIA_ENCRYPT, in.data(), out.data());
      });
}

}  // namespace redoubt::crypto
