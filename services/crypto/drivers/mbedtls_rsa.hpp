// SPDX-License-Identifier: BSD-3-Clause
// RSA by Mbed TLS, with the Chinese remainder theorem; blinded, and every decryption verified.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsRsa {
 public:
  static Status check_public(const RsaPublicKey& key);
  static Status check_private(const RsaPrivateKey& key);
  static Status generate(std::size_t bits, std::uint32_t exponent, const NewRsaKey& key);
  static Status encrypt(const RsaPublicKey& key, MutableBytes block);
  static Status decrypt(const RsaPrivateKey& key, MutableBytes block);
};
static_assert(RsaDriver<MbedtlsRsa>);

}  // namespace redoubt::crypto
