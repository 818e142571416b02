// SPDX-License-Identifier: BSD-3-Clause
// Errors of Mbed TLS.
#pragma once

#include "lib/base/result.hpp"

namespace redoubt::crypto {

// The core checks all sizes beforehand, so that an error of the backend is none of the caller's.
inline Status to_status(int error) { return Status(error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE); }

}  // namespace redoubt::crypto
