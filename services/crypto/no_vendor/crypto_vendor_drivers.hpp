// SPDX-License-Identifier: BSD-3-Clause
// What stands for a vendor's drivers where CRYPTO_VENDOR_DRIVERS names none.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {
using VendorDrivers = NoVendorDrivers;
}  // namespace redoubt::crypto
