// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_gcm.hpp"

#include <mbedtls/gcm.h>

#include "services/crypto/block_types.hpp"
#include "services/crypto/drivers/mbedtls_block.hpp"
#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

bool MbedtlsGcm::supports(psa_key_type_t type, std::size_t) { return has_block_cipher(type); }

// SP 800-38D, 5.2.1: tags of 4, 8 and 12 to 16 bytes, messages of 2^32 - 2 blocks.
Status MbedtlsGcm::check(const AeadMessage& message) {
  const std::size_t tag = message.tag_size;
  if (tag != 4 && tag != 8 && (tag < 12 || tag > 16)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const bool is_right = !message.nonce.empty() && (message.size + 15) / 16 <= 0xFFFFFFFE;
  return Status(is_right ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

MbedtlsGcm::MbedtlsGcm() { mbedtls_gcm_init(context_.as<mbedtls_gcm_context>()); }
MbedtlsGcm::~MbedtlsGcm() { mbedtls_gcm_free(context_.as<mbedtls_gcm_context>()); }

Status MbedtlsGcm::start(psa_key_type_t type, Bytes key, const AeadMessage& message) {
  auto* context = context_.as<mbedtls_gcm_context>();
  const int error =
      mbedtls_gcm_setkey(context, to_cipher_id(type), key.data(), static_cast<unsigned>(8 * key.size()));
  if (error != 0) return to_status(error);
  return to_status(mbedtls_gcm_starts(context,
                                      message.is_encryption ? MBEDTLS_GCM_ENCRYPT : MBEDTLS_GCM_DECRYPT,
                                      message.nonce.data(), message.nonce.size()));
}

Status MbedtlsGcm::authenticate(Bytes data) {
  return to_status(mbedtls_gcm_update_ad(context_.as<mbedtls_gcm_context>(), data.data(), data.size()));
}

Status MbedtlsGcm::crypt(Bytes in, MutableBytes out) {
  std::size_t length = 0;
  return to_status(mbedtls_gcm_update(context_.as<mbedtls_gcm_context>(), in.data(), in.size(), out.data(),
                                      out.size(), &length));
}

Status MbedtlsGcm::finish(MutableBytes tag) {
  std::size_t length = 0;
  return to_status(
      mbedtls_gcm_finish(context_.as<mbedtls_gcm_context>(), nullptr, 0, &length, tag.data(), tag.size()));
}

}  // namespace redoubt::crypto
