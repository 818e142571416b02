// SPDX-License-Identifier: BSD-3-Clause
// Which drivers the core is built from. A vendor's accelerator goes into its list before the software that it
// replaces.
#pragma once

#include "redoubt_config.hpp"
#include "services/crypto/driver.hpp"
#include "services/crypto/drivers/mbedtls_ccm.hpp"
#include "services/crypto/drivers/mbedtls_ctr_drbg.hpp"
#include "services/crypto/drivers/mbedtls_sha256.hpp"
#include "services/crypto/drivers/p256m.hpp"

namespace redoubt::crypto {

// SHA-256 is always there: the core itself uses it.
using HashDrivers = Concatenate<DriverList<MbedtlsSha256>, DriverIf<config::kCryptoSha224, MbedtlsSha224>>;
using AeadDrivers = DriverIf<config::kCryptoCcm, MbedtlsCcm>;
using EccDrivers = DriverIf<config::kCryptoP256, P256m>;
using Random = MbedtlsCtrDrbg;

}  // namespace redoubt::crypto
