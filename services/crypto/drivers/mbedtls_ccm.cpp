// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_ccm.hpp"

#include <mbedtls/ccm.h>

#include "services/crypto/block_types.hpp"
#include "services/crypto/drivers/mbedtls_block.hpp"
#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

bool MbedtlsCcm::supports(psa_key_type_t type, std::size_t) { return has_block_cipher(type); }

// SP 800-38C, A.1: the nonce's n bytes leave q = 15 - n for the message's size. The backend encodes the
// additional data's size in two bytes only, which ends below 0xFF00.
Status MbedtlsCcm::check(const AeadMessage& message) {
  const std::size_t tag = message.tag_size;
  if (tag < 4 || tag > 16 || tag % 2 != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t nonce = message.nonce.size();
  if (nonce < 7 || nonce > 13) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t size_bytes = 15 - nonce;
  if (size_bytes < sizeof(std::size_t) && (message.size >> (8 * size_bytes)) != 0) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  return Status(message.additional_size < 0xFF00 ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

MbedtlsCcm::MbedtlsCcm() { mbedtls_ccm_init(context_.as<mbedtls_ccm_context>()); }
MbedtlsCcm::~MbedtlsCcm() { mbedtls_ccm_free(context_.as<mbedtls_ccm_context>()); }

Status MbedtlsCcm::start(psa_key_type_t type, Bytes key, const AeadMessage& message) {
  auto* context = context_.as<mbedtls_ccm_context>();
  int error =
      mbedtls_ccm_setkey(context, to_cipher_id(type), key.data(), static_cast<unsigned>(8 * key.size()));
  if (error != 0) return to_status(error);
  error = mbedtls_ccm_starts(context, message.is_encryption ? MBEDTLS_CCM_ENCRYPT : MBEDTLS_CCM_DECRYPT,
                             message.nonce.data(), message.nonce.size());
  if (error != 0) return to_status(error);
  return to_status(mbedtls_ccm_set_lengths(context, message.additional_size, message.size, message.tag_size));
}

Status MbedtlsCcm::authenticate(Bytes data) {
  return to_status(mbedtls_ccm_update_ad(context_.as<mbedtls_ccm_context>(), data.data(), data.size()));
}

Status MbedtlsCcm::crypt(Bytes in, MutableBytes out) {
  std::size_t length = 0;
  return to_status(mbedtls_ccm_update(context_.as<mbedtls_ccm_context>(), in.data(), in.size(), out.data(),
                                      out.size(), &length));
}

Status MbedtlsCcm::finish(MutableBytes tag) {
  return to_status(mbedtls_ccm_finish(context_.as<mbedtls_ccm_context>(), tag.data(), tag.size()));
}

}  // namespace redoubt::crypto
