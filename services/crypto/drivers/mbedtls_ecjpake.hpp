// SPDX-License-Identifier: BSD-3-Clause
// J-PAKE on P-256 with SHA-256, between "client" and "server", by Mbed TLS. What it keeps between calls are
// bytes; its big numbers are on the heap for the time of a call.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsEcjpake {
 public:
  static constexpr psa_algorithm_t kAlgorithm = PSA_ALG_JPAKE(PSA_ALG_SHA_256);
  static constexpr psa_pake_primitive_t kPrimitive =
      PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_R1, 256);
  static constexpr std::size_t kScalarSize = 32;
  static constexpr std::size_t kElementSize = 65;
  static constexpr std::size_t kSecretSize = kElementSize;

  Status set_password(Bytes password);
  void set_role(PakeRole role);
  Status check_element(Bytes element) const;
  Status write(unsigned part, MutableBytes share, MutableBytes zk_public, MutableBytes zk_proof);
  Status read(unsigned part, Bytes share, Bytes zk_public, Bytes zk_proof);
  Status secret(MutableBytes out);

 private:
  class Context;
  using Scalar = std::uint8_t[kScalarSize];
  using Element = std::uint8_t[kElementSize];
  PakeRole role_;
  Scalar password_;
  Scalar private_[2];
  Element public_[2];
  Element peer_[3];
};
static_assert(JpakeDriver<MbedtlsEcjpake>);

}  // namespace redoubt::crypto
