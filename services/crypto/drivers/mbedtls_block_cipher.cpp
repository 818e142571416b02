// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/block_types.hpp"
#include "services/crypto/drivers/mbedtls_block_key.hpp"

namespace redoubt::crypto {

bool MbedtlsBlockCipher::supports(psa_key_type_t type, std::size_t) { return has_block_cipher(type); }

Status MbedtlsBlockCipher::start(psa_key_type_t type, Bytes key) {
  return set_key<mbedtls_aes_setkey_enc, mbedtls_aria_setkey_enc, mbedtls_camellia_setkey_enc>(type, key);
}

Status MbedtlsBlockCipher::crypt(bool is_encryption, Bytes in, MutableBytes out) {
  int error;
  if (config::kCryptoAria && type_ == PSA_KEY_TYPE_ARIA) {  // whose key knows the direction
    error = mbedtls_aria_crypt_ecb(context_.as<mbedtls_aria_context>(), in.data(), out.data());
  } else if (config::kCryptoCamellia && type_ == PSA_KEY_TYPE_CAMELLIA) {
    const int mode = is_encryption ? MBEDTLS_CAMELLIA_ENCRYPT : MBEDTLS_CAMELLIA_DECRYPT;
    error = mbedtls_camellia_crypt_ecb(context_.as<mbedtls_camellia_context>(), mode, in.data(), out.data());
  } else {
    const int mode = is_encryption ? MBEDTLS_AES_ENCRYPT : MBEDTLS_AES_DECRYPT;
    error = mbedtls_aes_crypt_ecb(context_.as<mbedtls_aes_context>(), mode, in.data(), out.data());
  }
  return to_status(error);
}

}  // namespace redoubt::crypto
