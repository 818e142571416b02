// SPDX-License-Identifier: BSD-3-Clause
// A key as Mbed TLS has it. For drivers/*.cpp only, which define MBEDTLS_ALLOW_PRIVATE_ACCESS first: its
// parts.
#pragma once

#include <mbedtls/ecp.h>

#include "services/crypto/drivers/mbedtls_bignum.hpp"

namespace redoubt::crypto {

// MBEDTLS_ECP_DP_NONE: it is no curve of MbedtlsEcp.
mbedtls_ecp_group_id ecp_id(Group group);

// Curve, private number and point; whichever are loaded.
class EcpKey {
 public:
  explicit EcpKey(Group group) : group_(group) { mbedtls_ecp_keypair_init(&pair_); }
  EcpKey(const EcpKey&) = delete;
  EcpKey& operator=(const EcpKey&) = delete;
  ~EcpKey() { mbedtls_ecp_keypair_free(&pair_); }

  int load_curve() { return mbedtls_ecp_group_load(curve(), ecp_id(group_)); }
  // With the curve. Checks the range, or sets a Montgomery curve's bits.
  int load_private(Bytes key) { return mbedtls_ecp_read_key(ecp_id(group_), &pair_, key.data(), key.size()); }
  // After the curve.
  int load_public(Bytes key) {
    const int error = mbedtls_ecp_point_read_binary(curve(), point(), key.data(), key.size());
    return error == 0 ? mbedtls_ecp_check_pubkey(curve(), point()) : error;
  }
  int compute_public() {
    return mbedtls_ecp_mul(curve(), point(), number(), &curve()->G, bignum_random, nullptr);
  }
  int store_private(MutableBytes key) {
    std::size_t length = 0;
    return mbedtls_ecp_write_key_ext(&pair_, &length, key.data(), key.size());
  }
  int store_public(MutableBytes key) {
    std::size_t length = 0;
    return mbedtls_ecp_point_write_binary(curve(), point(), MBEDTLS_ECP_PF_UNCOMPRESSED, &length, key.data(),
                                          key.size());
  }

  mbedtls_ecp_group* curve() { return &pair_.grp; }
  mbedtls_mpi* number() { return &pair_.d; }
  mbedtls_ecp_point* point() { return &pair_.Q; }

 private:
  Group group_;
  mbedtls_ecp_keypair pair_;
};

// Carries the first error on.
inline int then(int error, auto next) { return error == 0 ? next() : error; }

}  // namespace redoubt::crypto
