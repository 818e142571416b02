// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // the key pair's parts
#include "services/crypto/drivers/mbedtls_ecp.hpp"

#include <mbedtls/ecdh.h>

#include "services/crypto/drivers/mbedtls_ecp_key.hpp"

namespace redoubt::crypto {
namespace {

static_assert(KeyPairDriver<MbedtlsEcp>);

constexpr mbedtls_ecp_group_id kEcpIds[] = {
    MBEDTLS_ECP_DP_SECP192R1, MBEDTLS_ECP_DP_SECP224R1, MBEDTLS_ECP_DP_SECP256R1,  MBEDTLS_ECP_DP_SECP384R1,
    MBEDTLS_ECP_DP_SECP521R1, MBEDTLS_ECP_DP_SECP192K1, MBEDTLS_ECP_DP_SECP256K1,  MBEDTLS_ECP_DP_BP256R1,
    MBEDTLS_ECP_DP_BP384R1,   MBEDTLS_ECP_DP_BP512R1,   MBEDTLS_ECP_DP_CURVE25519, MBEDTLS_ECP_DP_CURVE448,
};
static_assert(std::size(kEcpIds) == std::size(detail::kEcpCurves));

}  // namespace

mbedtls_ecp_group_id ecp_id(Group group) {
  for (std::size_t i = 0; i < std::size(kEcpIds); ++i) {
    const detail::EcpCurve& curve = detail::kEcpCurves[i];
    if (group == Group{PSA_KEY_TYPE_ECC_PUBLIC_KEY(curve.family), curve.bits}) return kEcpIds[i];
  }
  return MBEDTLS_ECP_DP_NONE;
}

Status MbedtlsEcp::check_private(Group group, MutableBytes key) {
  EcpKey loaded(group);
  const int error = loaded.load_private(key);
  return bignum_status(then(error, [&] { return loaded.store_private(key); }));
}

Status MbedtlsEcp::check_public(Group group, Bytes key) {
  EcpKey loaded(group);
  const int error = loaded.load_curve();
  return bignum_status(then(error, [&] { return loaded.load_public(key); }));
}

Status MbedtlsEcp::public_key(Group group, Bytes private_key, MutableBytes key) {
  EcpKey loaded(group);
  int error = loaded.load_private(private_key);
  error = then(error, [&] { return loaded.compute_public(); });
  return bignum_status(then(error, [&] { return loaded.store_public(key); }));
}

Status MbedtlsEcp::agree(Group group, Bytes private_key, Bytes peer, MutableBytes secret) {
  EcpKey loaded(group);
  Mpi shared;
  int error = loaded.load_private(private_key);
  error = then(error, [&] { return loaded.load_public(peer); });
  error = then(error, [&] {
    return mbedtls_ecdh_compute_shared(loaded.curve(), shared.get(), loaded.point(), loaded.number(),
                                       bignum_random, nullptr);
  });
  error = then(error, [&] {
    return group.is_weierstrass() ? shared.write(secret)
                                  : mbedtls_mpi_write_binary_le(shared.get(), secret.data(), secret.size());
  });
  return bignum_status(error);
}

}  // namespace redoubt::crypto
