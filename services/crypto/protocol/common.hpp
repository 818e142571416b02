// SPDX-License-Identifier: BSD-3-Clause
// What the families of operations share on the wire. An operation is a line: its number, request, data
// inputs, data outputs, reply (lib/protocol). Numbers are never reused, requests and replies never change.
#pragma once

#include <psa/crypto.h>

#include <cstddef>
#include <cstdint>

#include "lib/protocol/protocol.hpp"

namespace redoubt::crypto {

using protocol::kFamilySize;
using protocol::None;
using protocol::Operation;

// The first number of each family.
inline constexpr std::int32_t kKeys = 0;
inline constexpr std::int32_t kHash = 1 * kFamilySize;
inline constexpr std::int32_t kMac = 2 * kFamilySize;
inline constexpr std::int32_t kCipher = 3 * kFamilySize;
inline constexpr std::int32_t kAead = 4 * kFamilySize;
inline constexpr std::int32_t kDerivation = 5 * kFamilySize;
inline constexpr std::int32_t kSignature = 6 * kFamilySize;
inline constexpr std::int32_t kEncryption = 7 * kFamilySize;  // asymmetric
inline constexpr std::int32_t kAgreement = 8 * kFamilySize;
inline constexpr std::int32_t kPake = 9 * kFamilySize;
inline constexpr std::int32_t kWrapping = 10 * kFamilySize;
inline constexpr std::int32_t kEncapsulation = 11 * kFamilySize;
inline constexpr std::int32_t kXof = 12 * kFamilySize;

struct KeyRequest {
  std::uint32_t key;
};
struct KeyReply {
  std::uint32_t key;
};
struct AlgorithmRequest {
  std::uint32_t algorithm;
};
struct KeyAlgorithmRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
};
// Multi-part operations: the handle that setup returned; never 0.
struct OperationRequest {
  std::uint32_t operation;
};
struct OperationReply {
  std::uint32_t operation;
};

}  // namespace redoubt::crypto
