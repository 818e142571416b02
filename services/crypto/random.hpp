// SPDX-License-Identifier: BSD-3-Clause
// The one random generator of the RoT's crypto service. Seeded at its first use after reset.
#pragma once

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::crypto {

// PSA_ERROR_INSUFFICIENT_ENTROPY, or the entropy source's error. Harmless when repeated.
Status seed_random();

// Errors as seed_random(); `out` is wiped then.
Status random_bytes(MutableBytes out);

}  // namespace redoubt::crypto
