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

struct AeadLengthsRequest {
  std::uint32_t operation;
  std::uint32_t additional_size, size;  // those that 32 bits do not hold are the largest that they do
};
static_assert(sizeof(AeadLengthsRequest) == 12);

using AeadEncrypt = Operation<kAead + 0, AeadRequest, 2, 1>;  // additional data, plaintext
using AeadDecrypt = Operation<kAead + 1, AeadRequest, 2, 1>;  // additional data, ciphertext and tag
using AeadEncryptSetup = Operation<kAead + 2, KeyAlgorithmRequest, 0, 0, OperationReply>;
using AeadDecryptSetup = Operation<kAead + 3, KeyAlgorithmRequest, 0, 0, OperationReply>;
using AeadSetLengths = Operation<kAead + 4, AeadLengthsRequest>;
using AeadGenerateNonce = Operation<kAead + 5, OperationRequest, 0, 1>;
using AeadSetNonce = Operation<kAead + 6, OperationRequest, 1>;
using AeadUpdateAd = Operation<kAead + 7, OperationRequest, 1>;
using AeadUpdate = Operation<kAead + 8, OperationRequest, 1, 1>;
using AeadFinish = Operation<kAead + 9, OperationRequest, 0, 2>;   // the rest of the ciphertext, tag
using AeadVerify = Operation<kAead + 10, OperationRequest, 1, 1>;  // tag; the rest of the message

}  // namespace redoubt::crypto
