// SPDX-License-Identifier: BSD-3-Clause
// All curves of Mbed TLS that PSA names, by its arithmetic of big numbers: constant time but for the lookups
// of precomputed points, which are masked; blinded by random numbers. Its numbers are on the heap, for the
// time of a call.
#pragma once

#include <array>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

namespace detail {

struct EcpCurve {
  bool is_chosen;
  psa_ecc_family_t family;
  std::uint16_t bits;
};

// In the order of kEcpIds (mbedtls_ecp.cpp).
inline constexpr EcpCurve kEcpCurves[] = {
    {config::kCryptoP192, PSA_ECC_FAMILY_SECP_R1, 192},
    {config::kCryptoP224, PSA_ECC_FAMILY_SECP_R1, 224},
    {config::kCryptoP256ByEcp, PSA_ECC_FAMILY_SECP_R1, 256},
    {config::kCryptoP384, PSA_ECC_FAMILY_SECP_R1, 384},
    {config::kCryptoP521, PSA_ECC_FAMILY_SECP_R1, 521},
    {config::kCryptoSecp192k1, PSA_ECC_FAMILY_SECP_K1, 192},
    {config::kCryptoSecp256k1, PSA_ECC_FAMILY_SECP_K1, 256},
    {config::kCryptoBrainpoolP256r1, PSA_ECC_FAMILY_BRAINPOOL_P_R1, 256},
    {config::kCryptoBrainpoolP384r1, PSA_ECC_FAMILY_BRAINPOOL_P_R1, 384},
    {config::kCryptoBrainpoolP512r1, PSA_ECC_FAMILY_BRAINPOOL_P_R1, 512},
    {config::kCryptoCurve25519, PSA_ECC_FAMILY_MONTGOMERY, 255},
    {config::kCryptoCurve448, PSA_ECC_FAMILY_MONTGOMERY, 448},
};

constexpr std::size_t chosen_ecp_curves() {
  std::size_t count = 0;
  for (const EcpCurve& curve : kEcpCurves) count += curve.is_chosen ? 1 : 0;
  return count;
}

}  // namespace detail

class MbedtlsEcp {
 public:
  static constexpr auto kGroups = [] {
    std::array<Group, detail::chosen_ecp_curves()> groups{};
    std::size_t count = 0;
    for (const detail::EcpCurve& curve : detail::kEcpCurves) {
      if (curve.is_chosen) groups[count++] = {PSA_KEY_TYPE_ECC_PUBLIC_KEY(curve.family), curve.bits};
    }
    return groups;
  }();
  static Status check_private(Group group, MutableBytes key);
  static Status check_public(Group group, Bytes key);
  static Status public_key(Group group, Bytes private_key, MutableBytes key);
  static Status agree(Group group, Bytes private_key, Bytes peer, MutableBytes secret);
  static Status order(Group group, MutableBytes out);
  static Status sign(Group group, Bytes private_key, Bytes hash, const NonceSource* nonces,
                     MutableBytes signature);
  static Status verify(Group group, Bytes public_key, Bytes hash, Bytes signature);
};

}  // namespace redoubt::crypto
