// SPDX-License-Identifier: BSD-3-Clause
// ECDSA on the curves of MbedtlsEcp.
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // the key pair's parts
#include <mbedtls/ecdsa.h>

#include "services/crypto/drivers/mbedtls_ecp.hpp"
#include "services/crypto/drivers/mbedtls_ecp_key.hpp"

namespace redoubt::crypto {
namespace {

static_assert(EcdsaDriver<MbedtlsEcp>);

int next_nonce(void* nonces, unsigned char* out, std::size_t size) {
  const auto* source = static_cast<const NonceSource*>(nonces);
  return source->next(source->object, {out, size}) ? 0 : MBEDTLS_ERR_ECP_RANDOM_FAILED;
}

}  // namespace

Status MbedtlsEcp::order(Group group, MutableBytes out) {
  EcpKey loaded(group);
  const int error = loaded.load_curve();
  return bignum_status(
      then(error, [&] { return mbedtls_mpi_write_binary(&loaded.curve()->N, out.data(), out.size()); }));
}

Status MbedtlsEcp::sign(Group group, Bytes private_key, Bytes hash, const NonceSource* nonces,
                        MutableBytes signature) {
  EcpKey loaded(group);
  Mpi r;
  Mpi s;
  int error = loaded.load_private(private_key);
  error = then(error, [&] {
    return mbedtls_ecdsa_sign_restartable(loaded.curve(), r.get(), s.get(), loaded.number(), hash.data(),
                                          hash.size(), nonces == nullptr ? bignum_random : next_nonce,
                                          const_cast<NonceSource*>(nonces), bignum_random, nullptr, nullptr);
  });
  error = then(error, [&] { return r.write(signature.first(group.size())); });
  return bignum_status(then(error, [&] { return s.write(signature.subspan(group.size())); }));
}

Status MbedtlsEcp::verify(Group group, Bytes public_key, Bytes hash, Bytes signature) {
  EcpKey loaded(group);
  Mpi r;
  Mpi s;
  int error = loaded.load_curve();
  error = then(error, [&] { return loaded.load_public(public_key); });
  error = then(error, [&] { return r.read(signature.first(group.size())); });
  error = then(error, [&] { return s.read(signature.subspan(group.size())); });
  return bignum_status(then(error, [&] {
    return mbedtls_ecdsa_verify(loaded.curve(), hash.data(), hash.size(), loaded.point(), r.get(), s.get());
  }));
}

}  // namespace redoubt::crypto
