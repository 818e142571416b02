// SPDX-License-Identifier: BSD-3-Clause
// Message authentication codes (section 10.3): HMAC.
#pragma once

#include <psa/crypto.h>

#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {

class UsableKey;

// Between setup and finish.
struct MacOperation {
  Hmac hmac;
  psa_key_id_t key;  // as its client named it: destroying the key ends the operation
  std::uint8_t size;
  std::uint8_t is_verification;
};

// The size of a MAC. PSA_ERROR_INVALID_ARGUMENT: not a MAC, not for this key type, or longer than the whole
// MAC; PSA_ERROR_NOT_SUPPORTED: no driver has it, or below 4 bytes.
Result<std::size_t> mac_size(psa_key_type_t type, psa_algorithm_t algorithm);
Status start_mac(MacOperation& operation, const UsableKey& key, psa_algorithm_t algorithm);
// Into the first operation.size bytes of `mac`, which has room for HashLimits::kSize.
Status finish_mac(MacOperation& operation, MutableBytes mac);

}  // namespace redoubt::crypto
