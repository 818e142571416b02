// SPDX-License-Identifier: BSD-3-Clause
// Key agreement.
#pragma once

#include "services/crypto/protocol/derivation.hpp"

namespace redoubt::crypto {

struct AgreedKeyRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
  psa_key_attributes_t attributes;
};
static_assert(sizeof(AgreedKeyRequest) == 32 && offsetof(AgreedKeyRequest, attributes) == 8);

// The peer's public key; out: the secret, if it is not a key.
using RawKeyAgreement = Operation<kAgreement + 0, KeyAlgorithmRequest, 1, 1>;
using KeyAgreement = Operation<kAgreement + 1, AgreedKeyRequest, 1, 0, KeyReply>;
using DerivationKeyAgreement = Operation<kAgreement + 2, InputKeyRequest, 1>;

}  // namespace redoubt::crypto
