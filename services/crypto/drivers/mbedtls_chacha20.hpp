// SPDX-License-Identifier: BSD-3-Clause
// ChaCha20 (RFC 8439) by Mbed TLS.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsChacha20 {
 public:
  Status start(Bytes key);
  Status set_nonce(Bytes nonce, std::uint32_t counter);
  Status crypt(Bytes in, MutableBytes out);

 private:
  Opaque<sizeof(void*) == 4 ? 132 : 136> context_;
};
static_assert(StreamCipherDriver<MbedtlsChacha20>);

}  // namespace redoubt::crypto
