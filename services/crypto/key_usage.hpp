// SPDX-License-Identifier: BSD-3-Clause
// What a key could be used for (section 9.8.2), told from its attributes.
#pragma once

#include <psa/crypto.h>

#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"

namespace redoubt::crypto {

// psa_check_key_usage(), whose errors are documented there. In this order: what is wrong with the question,
// PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_INVALID_HANDLE, a key that does not suit, PSA_ERROR_NOT_PERMITTED.
Status check_key_usage(ClientId client, psa_key_id_t id, psa_algorithm_t algorithm, psa_key_usage_t usage);

}  // namespace redoubt::crypto
