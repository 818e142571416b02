// SPDX-License-Identifier: BSD-3-Clause
// P-256 by p256-m: constant time for secrets where the core multiplies 32 x 32 bits in constant time (see
// CMakeLists.txt).
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class P256m {
 public:
  static constexpr psa_ecc_family_t kFamily = PSA_ECC_FAMILY_SECP_R1;
  static constexpr std::size_t kBits = 256;
  static constexpr std::size_t kPrivateSize = 32;
  static constexpr std::size_t kPublicSize = 65;
  static constexpr std::size_t kSignatureSize = 64;
  static Status check_private(Bytes key);
  static Status check_public(Bytes key);
  static Status public_key(Bytes private_key, MutableBytes key);
  static Status generate(MutableBytes private_key);
  static Status sign(Bytes private_key, Bytes hash, MutableBytes signature);
  static Status verify(Bytes public_key, Bytes hash, Bytes signature);
};
static_assert(EccDriver<P256m>);

}  // namespace redoubt::crypto
