// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_block_key.hpp"

namespace redoubt::crypto {

Status MbedtlsBlockCipher::start_decryption(psa_key_type_t type, Bytes key) {
  return set_key<mbedtls_aes_setkey_dec, mbedtls_aria_setkey_dec, mbedtls_camellia_setkey_dec>(type, key);
}

}  // namespace redoubt::crypto
