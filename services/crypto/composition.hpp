// SPDX-License-Identifier: BSD-3-Clause
// Which drivers the core is built from: a vendor's, from the folder that CRYPTO_VENDOR_DRIVERS names, before
// the software that they replace.
#pragma once

#include <crypto_vendor_drivers.hpp>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/driver.hpp"
#include "services/crypto/drivers/huk_wrapped_keys.hpp"
#include "services/crypto/drivers/mbedtls_block_cipher.hpp"
#include "services/crypto/drivers/mbedtls_ccm.hpp"
#include "services/crypto/drivers/mbedtls_chacha20.hpp"
#include "services/crypto/drivers/mbedtls_chachapoly.hpp"
#include "services/crypto/drivers/mbedtls_ctr_drbg.hpp"
#include "services/crypto/drivers/mbedtls_ecjpake.hpp"
#include "services/crypto/drivers/mbedtls_ecp.hpp"
#include "services/crypto/drivers/mbedtls_ffdh.hpp"
#include "services/crypto/drivers/mbedtls_gcm.hpp"
#include "services/crypto/drivers/mbedtls_hashes.hpp"
#include "services/crypto/drivers/mbedtls_rsa.hpp"
#include "services/crypto/drivers/p256m.hpp"

namespace redoubt::crypto {

// SHA-256 is always there: the core itself uses it.
using HashDrivers = Concatenate<
    VendorDrivers::Hash, DriverList<MbedtlsSha256>, DriverIf<config::kCryptoSha224, MbedtlsSha224>,
    DriverIf<config::kCryptoSha384, MbedtlsSha384>, DriverIf<config::kCryptoSha512, MbedtlsSha512>,
    DriverIf<config::kCryptoSha512224, MbedtlsSha512T224>,
    DriverIf<config::kCryptoSha512256, MbedtlsSha512T256>,
    DriverIf<config::kCryptoSha3224, MbedtlsSha3<PSA_ALG_SHA3_224>>,
    DriverIf<config::kCryptoSha3256, MbedtlsSha3<PSA_ALG_SHA3_256>>,
    DriverIf<config::kCryptoSha3384, MbedtlsSha3<PSA_ALG_SHA3_384>>,
    DriverIf<config::kCryptoSha3512, MbedtlsSha3<PSA_ALG_SHA3_512>>,
    DriverIf<config::kCryptoSha1, MbedtlsSha1>, DriverIf<config::kCryptoMd5, MbedtlsMd5>,
    DriverIf<config::kCryptoRipemd160, MbedtlsRipemd160>>;
// Of CMAC and the modes of block ciphers.
using BlockCipher = MbedtlsBlockCipher;
using StreamCipher = MbedtlsChacha20;
using AeadDrivers = Concatenate<VendorDrivers::Aead, DriverIf<config::kCryptoCcm, MbedtlsCcm>,
                                DriverIf<config::kCryptoGcm, MbedtlsGcm>,
                                DriverIf<config::kCryptoChacha20Poly1305, MbedtlsChachaPoly>>;
// Curves.
using EccDrivers = Concatenate<VendorDrivers::Ecdsa, DriverIf<config::kCryptoP256ByP256m, P256m>,
                               DriverIf<config::kCryptoEcp, MbedtlsEcp>>;
// Those of them for signatures.
using EcdsaDrivers = Concatenate<VendorDrivers::Ecdsa, DriverIf<config::kCryptoP256ByP256m, P256m>,
                                 DriverIf<config::kCryptoEcpEcdsa, MbedtlsEcp>>;
// All groups of key pairs: curves, and fields for Diffie-Hellman.
using KeyPairDrivers =
    Concatenate<VendorDrivers::KeyPair, EccDrivers, DriverIf<config::kCryptoFfdh, MbedtlsFfdh>>;
using JpakeDrivers = DriverIf<config::kCryptoJpake, MbedtlsEcjpake>;
using RsaDrivers = Concatenate<VendorDrivers::Rsa, DriverIf<config::kCryptoRsa, MbedtlsRsa>>;
// Locations of keys beside the core's own memory.
using KeyLocations =
    Concatenate<VendorDrivers::KeyLocation, DriverIf<config::kCryptoWrappedKeys, HukWrappedKeys>>;
using Random = MbedtlsCtrDrbg;

}  // namespace redoubt::crypto
