// SPDX-License-Identifier: BSD-3-Clause
// Block ciphers by Mbed TLS, a block at a time.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsBlockCipher {
 public:
  static bool supports(psa_key_type_t type, std::size_t bits);
  Status start(psa_key_type_t type, Bytes key);
  Status start_decryption(psa_key_type_t type, Bytes key);
  Status encrypt(Bytes in, MutableBytes out) { return crypt(true, in, out); }
  Status decrypt(Bytes in, MutableBytes out) { return crypt(false, in, out); }

 private:
  template <auto kAes, auto kAria, auto kCamellia>
  Status set_key(psa_key_type_t type, Bytes key);
  Status crypt(bool is_encryption, Bytes in, MutableBytes out);

  psa_key_type_t type_;
  Opaque<sizeof(void*) == 4 ? 280 : 288> context_;
};
static_assert(BlockCipherDriver<MbedtlsBlockCipher>);

}  // namespace redoubt::crypto
