// SPDX-License-Identifier: BSD-3-Clause
// What a key may be used for (section 9.5).
#pragma once

#include <psa/crypto.h>

#include "lib/base/result.hpp"

namespace redoubt::crypto {

// The usage flags with those that others imply, or PSA_ERROR_INVALID_ARGUMENT for a flag that is not known.
Result<psa_key_usage_t> complete_usage(psa_key_usage_t usage);

// Whether a key's policy, maybe a wildcard, allows an algorithm. A signature is verified in the same way
// whether it was made with randomised or deterministic ECDSA, so for verification one stands for the other.
bool permits(psa_algorithm_t policy, psa_algorithm_t algorithm, psa_key_type_t type, psa_key_usage_t usage);

// The policy that allows what both do; PSA_ERROR_INVALID_ARGUMENT: nothing.
Result<psa_algorithm_t> intersection(psa_algorithm_t a, psa_algorithm_t b, psa_key_type_t type);

}  // namespace redoubt::crypto
