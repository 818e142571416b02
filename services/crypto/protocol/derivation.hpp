// SPDX-License-Identifier: BSD-3-Clause
// Key derivation.
#pragma once

#include "services/crypto/protocol/keys.hpp"

namespace redoubt::crypto {

// Half of what 32 bits count: no buffer is as large. What is claimed to be is not sent, and refused for its
// size alone.
constexpr bool is_size(std::size_t claimed) { return claimed < 0x80000000u; }

struct CapacityRequest {
  std::uint32_t operation;
  std::uint32_t capacity;
};
struct CapacityReply {
  std::uint32_t capacity;
};
struct InputRequest {
  std::uint32_t operation;
  std::uint32_t step;
};
struct InputIntegerRequest {
  std::uint32_t operation;
  std::uint32_t step;
  std::uint32_t value_low;
  std::uint32_t value_high;
};
struct InputKeyRequest {
  std::uint32_t operation;
  std::uint32_t step;
  std::uint32_t key;
};
struct OutputBytesRequest {
  std::uint32_t operation;
  std::uint32_t size;
};
struct OutputKeyRequest {
  std::uint32_t operation;
  psa_key_attributes_t attributes;
};
struct VerifyKeyRequest {
  std::uint32_t operation;
  std::uint32_t key;
};
static_assert(sizeof(InputIntegerRequest) == 16 && sizeof(InputKeyRequest) == 12 &&
              sizeof(OutputKeyRequest) == 28);

using DerivationSetup = Operation<kDerivation + 0, AlgorithmRequest, 0, 0, OperationReply>;
using DerivationGetCapacity = Operation<kDerivation + 1, OperationRequest, 0, 0, CapacityReply>;
using DerivationSetCapacity = Operation<kDerivation + 2, CapacityRequest>;
using DerivationInputBytes = Operation<kDerivation + 3, InputRequest, 1>;
using DerivationInputInteger = Operation<kDerivation + 4, InputIntegerRequest>;
using DerivationInputKey = Operation<kDerivation + 5, InputKeyRequest>;
using DerivationOutputBytes = Operation<kDerivation + 6, OutputBytesRequest, 0, 1>;
using DerivationOutputKey = Operation<kDerivation + 7, OutputKeyRequest, 0, 0, KeyReply>;
using DerivationVerifyBytes = Operation<kDerivation + 8, OutputBytesRequest, 1>;
using DerivationVerifyKey = Operation<kDerivation + 9, VerifyKeyRequest>;

}  // namespace redoubt::crypto
