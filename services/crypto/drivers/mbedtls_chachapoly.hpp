// SPDX-License-Identifier: BSD-3-Clause
// ChaCha20-Poly1305 (RFC 8439) by Mbed TLS.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsChachaPoly {
 public:
  static constexpr psa_algorithm_t kAlgorithm = PSA_ALG_CHACHA20_POLY1305;
  static constexpr bool kNeedsNoSizes = true;
  static bool supports(psa_key_type_t type, std::size_t bits);
  static Status check(const AeadMessage& message);

  MbedtlsChachaPoly();
  MbedtlsChachaPoly(const MbedtlsChachaPoly&) = delete;
  MbedtlsChachaPoly& operator=(const MbedtlsChachaPoly&) = delete;
  ~MbedtlsChachaPoly();
  Status start(psa_key_type_t type, Bytes key, const AeadMessage& message);
  Status authenticate(Bytes data);
  Status crypt(Bytes in, MutableBytes out);
  Status finish(MutableBytes tag);

 private:
  Opaque<sizeof(void*) == 4 ? 232 : 256, 8> context_;
};
static_assert(AeadDriver<MbedtlsChachaPoly>);

}  // namespace redoubt::crypto
