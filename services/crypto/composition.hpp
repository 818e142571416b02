// SPDX-License-Identifier: BSD-3-Clause
// Which drivers the core is built from. A vendor's accelerator goes into its list before the software that it
// replaces.
#pragma once

#include "redoubt_config.hpp"
#include "services/crypto/driver.hpp"
#include "services/crypto/drivers/huk_wrapped_keys.hpp"
#include "services/crypto/drivers/mbedtls_ccm.hpp"
#include "services/crypto/drivers/mbedtls_ctr_drbg.hpp"
#include "services/crypto/drivers/mbedtls_ecjpake.hpp"
#include "services/crypto/drivers/mbedtls_ecp.hpp"
#include "services/crypto/drivers/mbedtls_ffdh.hpp"
#include "services/crypto/drivers/mbedtls_rsa.hpp"
#include "services/crypto/drivers/mbedtls_sha256.hpp"
#include "services/crypto/drivers/p256m.hpp"

namespace redoubt::crypto {

// SHA-256 is always there: the core itself uses it.
using HashDrivers = Concatenate<DriverList<MbedtlsSha256>, DriverIf<config::kCryptoSha224, MbedtlsSha224>>;
using AeadDrivers = DriverIf<config::kCryptoCcm, MbedtlsCcm>;
// Curves.
using EccDrivers =
    Concatenate<DriverIf<config::kCryptoP256ByP256m, P256m>, DriverIf<config::kCryptoEcp, MbedtlsEcp>>;
// Those of them for signatures.
using EcdsaDrivers =
    Concatenate<DriverIf<config::kCryptoP256ByP256m, P256m>, DriverIf<config::kCryptoEcpEcdsa, MbedtlsEcp>>;
// All groups of key pairs: curves, and fields for Diffie-Hellman.
using KeyPairDrivers = Concatenate<EccDrivers, DriverIf<config::kCryptoFfdh, MbedtlsFfdh>>;
using JpakeDrivers = DriverIf<config::kCryptoJpake, MbedtlsEcjpake>;
using RsaDrivers = DriverIf<config::kCryptoRsa, MbedtlsRsa>;
// Locations of keys beside the core's own memory.
using KeyLocations = DriverIf<config::kCryptoWrappedKeys, HukWrappedKeys>;
using Random = MbedtlsCtrDrbg;

}  // namespace redoubt::crypto
