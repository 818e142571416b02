// SPDX-License-Identifier: BSD-3-Clause
// Keys that every device has: provisioned ones, and those derived from the hardware unique key (HUK). Their
// material is fetched when it is used, and wiped. What a client may do with one depends on who it is.
#pragma once

#include <psa/crypto.h>
#include <redoubt/crypto.h>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"

namespace redoubt::crypto {

// All of them have this size.
inline constexpr std::size_t kBuiltinKeySize = 32;

struct BuiltinKey {
  psa_key_id_t id;
  psa_key_type_t type;
  std::uint16_t bits;
  psa_algorithm_t algorithm;
};

// Null: no such key.
const BuiltinKey* find_builtin_key(psa_key_id_t id);
psa_key_usage_t builtin_key_usage(const BuiltinKey& key, ClientId client);
Status read_builtin_key(const BuiltinKey& key, ClientId client, MutableBytes material);

// HMAC-SHA-256(HUK, label | client id, 4 bytes, little endian), 32 bytes: for a use that the label names
// alone, and one that no other client can have.
Status derive_from_huk(Bytes label, ClientId client, MutableBytes key);

// Defined by provisioned_keys.cpp from the manifests and the provisioned area; tests have their own.

// Whether the client is the attestation service.
bool may_sign_with_iak(ClientId client);
// PSA_ERROR_DATA_CORRUPT: the device is not provisioned. 32 bytes each.
Status read_iak(MutableBytes key);
Status read_huk(MutableBytes key);

}  // namespace redoubt::crypto
