// SPDX-License-Identifier: BSD-3-Clause
// Authenticated encryption.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

// The nonce is sent here since there are four vectors only; one longer than the field has its true size and
// no bytes, and no algorithm takes it.
struct AeadRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
  std::uint32_t nonce_size;
  std::uint8_t nonce[16];
};
static_assert(sizeof(AeadRequest) == 28 && offsetof(AeadRequest, nonce) == 12);

using AeadEncrypt = Operation<kAead + 0, AeadRequest, 2, 1>;  // additional data, plaintext
using AeadDecrypt = Operation<kAead + 1, AeadRequest, 2, 1>;  // additional data, ciphertext and tag

}  // namespace redoubt::crypto
