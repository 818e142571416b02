// SPDX-License-Identifier: BSD-3-Clause
// Keys, random numbers, and the end of an operation of any family.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

// Key attributes are sent as they lie in memory.
static_assert(offsetof(psa_key_attributes_t, private_version) == 2 &&
              offsetof(psa_key_attributes_t, private_bits) == 4 &&
              offsetof(psa_key_attributes_t, private_lifetime) == 8 &&
              offsetof(psa_key_attributes_t, private_id) == 12 &&
              offsetof(psa_key_attributes_t, private_usage) == 16 &&
              offsetof(psa_key_attributes_t, private_algorithm) == 20 && sizeof(psa_key_attributes_t) == 24);

struct CopyKeyRequest {
  std::uint32_t source;
  psa_key_attributes_t attributes;
};
static_assert(sizeof(CopyKeyRequest) == 28 && offsetof(CopyKeyRequest, attributes) == 4);

struct GenerateCustomRequest {
  psa_key_attributes_t attributes;
  std::uint32_t flags;
};
static_assert(sizeof(GenerateCustomRequest) == 28 && offsetof(GenerateCustomRequest, flags) == 24);

struct CheckUsageRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
  std::uint32_t usage;
};
static_assert(sizeof(CheckUsageRequest) == 12);

using Init = Operation<kKeys + 0>;
using GenerateRandom = Operation<kKeys + 1, None, 0, 1>;
using Abort = Operation<kKeys + 2, OperationRequest>;  // of any family
using ImportKey = Operation<kKeys + 3, psa_key_attributes_t, 1, 0, KeyReply>;
using GenerateKey = Operation<kKeys + 4, psa_key_attributes_t, 0, 0, KeyReply>;
using CopyKey = Operation<kKeys + 5, CopyKeyRequest, 0, 0, KeyReply>;
using DestroyKey = Operation<kKeys + 6, KeyRequest>;
using PurgeKey = Operation<kKeys + 7, KeyRequest>;
using ExportKey = Operation<kKeys + 8, KeyRequest, 0, 1>;
using ExportPublicKey = Operation<kKeys + 9, KeyRequest, 0, 1>;
using GetKeyAttributes = Operation<kKeys + 10, KeyRequest, 0, 0, psa_key_attributes_t>;
// psa_generate_key_custom() with parameters that are not the usual ones, and their data.
using GenerateKeyCustom = Operation<kKeys + 16, GenerateCustomRequest, 1, 0, KeyReply>;
using AttachKey = Operation<kKeys + 17, psa_key_attributes_t, 1, 0, KeyReply>;
using GetKeyLabel = Operation<kKeys + 18, KeyRequest, 0, 1>;
using CheckKeyUsage = Operation<kKeys + 19, CheckUsageRequest>;

}  // namespace redoubt::crypto
