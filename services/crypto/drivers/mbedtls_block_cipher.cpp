// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_block_cipher.hpp"

#include <block_cipher_internal.h>

#include "services/crypto/block_types.hpp"
#include "services/crypto/drivers/mbedtls_block.hpp"

namespace redoubt::crypto {
namespace {

Status to_status(int error) { return Status(error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE); }

}  // namespace

bool MbedtlsBlockCipher::supports(psa_key_type_t type, std::size_t) { return has_block_cipher(type); }

// The backend frees nothing that wiping does not.
Status MbedtlsBlockCipher::start(psa_key_type_t type, Bytes key) {
  auto* context = context_.as<mbedtls_block_cipher_context_t>();
  mbedtls_block_cipher_init(context);
  const int error = mbedtls_block_cipher_setup(context, to_cipher_id(type));
  if (error != 0) return to_status(error);
  return to_status(mbedtls_block_cipher_setkey(context, key.data(), static_cast<unsigned>(8 * key.size())));
}

Status MbedtlsBlockCipher::encrypt(Bytes in, MutableBytes out) {
  return to_status(
      mbedtls_block_cipher_encrypt(context_.as<mbedtls_block_cipher_context_t>(), in.data(), out.data()));
}

}  // namespace redoubt::crypto
