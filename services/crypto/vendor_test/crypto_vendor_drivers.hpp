// SPDX-License-Identifier: BSD-3-Clause
// A core with the accelerator of examples/crypto_driver and a driver in C, for vendor_test.cpp.
#pragma once

extern "C" {
#include "services/crypto/vendor_test/acme_driver.h"
}
#include "examples/crypto_driver/acme_sha256.hpp"
#include "services/crypto/c_driver.hpp"

namespace redoubt::crypto {

REDOUBT_C_HASH_ENTRY_POINTS(AcmeHash, acme);
REDOUBT_C_ECC_ENTRY_POINTS(AcmeEcc, acme);
struct AcmeCurves {
  static constexpr std::array<Group, 1> kGroups = {
      {{PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 256}}};
};
using AcmeSha224 = CHash<AcmeHash, PSA_ALG_SHA_224>;
using AcmeP256 = CEcdsa<AcmeEcc, AcmeCurves>;
static_assert(HashDriver<AcmeSha224> && EcdsaDriver<AcmeP256>);

struct VendorDrivers : NoVendorDrivers {
  using Hash = DriverList<acme::Sha256, AcmeSha224>;
  using Ecdsa = DriverList<AcmeP256>;
};

}  // namespace redoubt::crypto
