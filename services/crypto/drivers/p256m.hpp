// SPDX-License-Identifier: BSD-3-Clause
// P-256 by p256-m: constant time for secrets where the core multiplies 32 x 32 bits in constant time (see
// CMakeLists.txt).
#pragma once

#include <array>

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class P256m {
 public:
  static constexpr std::array<Group, 1> kGroups = {
      {{PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 256}}};
  static Status check_private(Group, Bytes key);
  static Status check_public(Group, Bytes key);
  static Status public_key(Group, Bytes private_key, MutableBytes key);
  static Status agree(Group, Bytes private_key, Bytes peer, MutableBytes secret);
  static Status order(Group, MutableBytes out);
  static Status sign(Group, Bytes private_key, Bytes hash, const NonceSource* nonces, MutableBytes signature);
  static Status verify(Group, Bytes public_key, Bytes hash, Bytes signature);
};
static_assert(EcdsaDriver<P256m>);

}  // namespace redoubt::crypto
