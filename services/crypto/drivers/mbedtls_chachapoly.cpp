// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_chachapoly.hpp"

#include <mbedtls/chachapoly.h>

#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

bool MbedtlsChachaPoly::supports(psa_key_type_t type, std::size_t) { return type == PSA_KEY_TYPE_CHACHA20; }

// RFC 8439, 2.8: a counter of 32 bits for blocks of 64 bytes, of which the first one makes the tag's key. The
// original variant, which a nonce of 8 bytes asks for, is optional.
Status MbedtlsChachaPoly::check(const AeadMessage& message) {
  const bool is_right = message.tag_size == 16 && message.nonce.size() == 12 &&
                        std::uint64_t{message.size} <= 64 * std::uint64_t{UINT32_MAX};
  if (message.tag_size == 16 && message.nonce.size() == 8) return Failure{PSA_ERROR_NOT_SUPPORTED};
  return Status(is_right ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

MbedtlsChachaPoly::MbedtlsChachaPoly() { mbedtls_chachapoly_init(context_.as<mbedtls_chachapoly_context>()); }
MbedtlsChachaPoly::~MbedtlsChachaPoly() {
  mbedtls_chachapoly_free(context_.as<mbedtls_chachapoly_context>());
}

Status MbedtlsChachaPoly::start(psa_key_type_t, Bytes key, const AeadMessage& message) {
  auto* context = context_.as<mbedtls_chachapoly_context>();
  const int error = mbedtls_chachapoly_setkey(context, key.data());
  if (error != 0) return to_status(error);
  return to_status(mbedtls_chachapoly_starts(
      context, message.nonce.data(),
      message.is_encryption ? MBEDTLS_CHACHAPOLY_ENCRYPT : MBEDTLS_CHACHAPOLY_DECRYPT));
}

Status MbedtlsChachaPoly::authenticate(Bytes data) {
  return to_status(
      mbedtls_chachapoly_update_aad(context_.as<mbedtls_chachapoly_context>(), data.data(), data.size()));
}

Status MbedtlsChachaPoly::crypt(Bytes in, MutableBytes out) {
  return to_status(
      mbedtls_chachapoly_update(context_.as<mbedtls_chachapoly_context>(), in.size(), in.data(), out.data()));
}

Status MbedtlsChachaPoly::finish(MutableBytes tag) {
  return to_status(mbedtls_chachapoly_finish(context_.as<mbedtls_chachapoly_context>(), tag.data()));
}

}  // namespace redoubt::crypto
