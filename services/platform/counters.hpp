// SPDX-License-Identifier: BSD-3-Clause
// The security counters that the bootloader holds images against, in the `system` store.
#pragma once

#include "lib/base/result.hpp"
#include "lib/provisioning/provisioning.hpp"

namespace redoubt::platform {

// A counter that was never written is 0. Errors: PSA_ERROR_DATA_CORRUPT, PSA_ERROR_STORAGE_FAILURE.
Result<std::uint32_t> read_counter(provisioning::SystemRecord record);
// The old value or the new one is there after a power cut. Errors: PSA_ERROR_INSUFFICIENT_STORAGE,
// PSA_ERROR_STORAGE_FAILURE.
Status write_counter(provisioning::SystemRecord record, std::uint32_t value);

}  // namespace redoubt::platform
