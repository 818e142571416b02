// SPDX-License-Identifier: BSD-3-Clause
// Keys that the device was provisioned with. Their material is fetched when it is used, and wiped.
#pragma once

#include <psa/crypto.h>
#include <redoubt/crypto.h>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"

namespace redoubt::crypto {

inline constexpr std::size_t kIakSize = 32;

// Defined by builtin_keys.cpp from the manifests and the provisioned area; tests have their own.

// Whether the client is the attestation service.
bool may_sign_with_iak(ClientId client);
// The private key. PSA_ERROR_DATA_CORRUPT: the device is not provisioned.
Status read_iak(MutableBytes key);

}  // namespace redoubt::crypto
