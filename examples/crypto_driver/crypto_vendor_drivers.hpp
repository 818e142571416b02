// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "examples/crypto_driver/acme_sha256.hpp"

namespace redoubt::crypto {

// The accelerator has SHA-256 only; what else is chosen is still done by the software.
struct VendorDrivers : NoVendorDrivers {
  using Hash = DriverList<acme::Sha256>;
};

}  // namespace redoubt::crypto
