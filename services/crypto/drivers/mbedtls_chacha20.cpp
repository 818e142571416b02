// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_chacha20.hpp"

#include <mbedtls/chacha20.h>

#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

// The backend frees nothing that wiping does not.
Status MbedtlsChacha20::start(Bytes key) {
  auto* context = context_.as<mbedtls_chacha20_context>();
  mbedtls_chacha20_init(context);
  return to_status(mbedtls_chacha20_setkey(context, key.data()));
}

Status MbedtlsChacha20::set_nonce(Bytes nonce, std::uint32_t counter) {
  return to_status(mbedtls_chacha20_starts(context_.as<mbedtls_chacha20_context>(), nonce.data(), counter));
}

Status MbedtlsChacha20::crypt(Bytes in, MutableBytes out) {
  return to_status(
      mbedtls_chacha20_update(context_.as<mbedtls_chacha20_context>(), in.size(), in.data(), out.data()));
}

}  // namespace redoubt::crypto
