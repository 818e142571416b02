// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // a context is made of what was kept
#include "services/crypto/drivers/mbedtls_ecjpake.hpp"

#include <algorithm>
#include <array>

#include "services/crypto/drivers/ecjpake_backend.h"
#include "services/crypto/drivers/mbedtls_bignum.hpp"

namespace redoubt::crypto {
namespace {

// A part as the backend has it, after draft-cragie-tls-ecjpake-01, section 7: each item after its size in a
// byte.
constexpr std::size_t kPartSize = 3 + 2 * MbedtlsEcjpake::kElementSize + MbedtlsEcjpake::kScalarSize;
// What the server's second round has in front: the curve, by its number.
constexpr std::array<std::uint8_t, 3> kCurve = {3, 0, 23};
using Buffer = std::array<std::uint8_t, kCurve.size() + kPartSize>;

class Writer {
 public:
  explicit Writer(MutableBytes to) : to_(to) {}
  void add(Bytes item) {
    to_[size_++] = static_cast<std::uint8_t>(item.size());
    std::copy(item.begin(), item.end(), to_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += item.size();
  }
  std::size_t size() const { return size_; }

 private:
  MutableBytes to_;
  std::size_t size_ = 0;
};

// Takes the next item, with zeros in front up to the size of `out`.
Bytes take(Bytes from, MutableBytes out) {
  const std::size_t size = std::min<std::size_t>(from[0], out.size());
  std::fill(out.begin(), out.end(), std::uint8_t{0});
  std::copy_n(&from[1], size, out.end() - static_cast<std::ptrdiff_t>(size));
  return from.subspan(1 + size);
}

}  // namespace

// The backend's state, for the time of a call.
class MbedtlsEcjpake::Context {
 public:
  explicit Context(MbedtlsEcjpake& kept) : kept_(kept) { mbedtls_ecjpake_init(&context_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { mbedtls_ecjpake_free(&context_); }

  // The first `mine` own numbers and points and the first `peers` of the peer's.
  int load(unsigned mine, unsigned peers) {
    const mbedtls_ecjpake_role role =
        kept_.role_ == PakeRole::kClient ? MBEDTLS_ECJPAKE_CLIENT : MBEDTLS_ECJPAKE_SERVER;
    int error = mbedtls_ecjpake_setup(&context_, role, MBEDTLS_MD_SHA256, MBEDTLS_ECP_DP_SECP256R1,
                                      kept_.password_, kScalarSize);
    for (unsigned i = 0; i < mine && error == 0; ++i) {
      error = mbedtls_mpi_read_binary(number(i), kept_.private_[i], kScalarSize);
      if (error == 0) error = load_point(point(i), kept_.public_[i]);
    }
    for (unsigned i = 0; i < peers && error == 0; ++i) error = load_point(peer(i), kept_.peer_[i]);
    return error;
  }
  int save_mine(unsigned i) {
    const int error = mbedtls_mpi_write_binary(number(i), kept_.private_[i], kScalarSize);
    return error == 0 ? save_point(point(i), kept_.public_[i]) : error;
  }
  int save_peer(unsigned i) { return save_point(peer(i), kept_.peer_[i]); }
  mbedtls_ecjpake_context* get() { return &context_; }

 private:
  mbedtls_mpi* number(unsigned i) { return i == 0 ? &context_.xm1 : &context_.xm2; }
  mbedtls_ecp_point* point(unsigned i) { return i == 0 ? &context_.Xm1 : &context_.Xm2; }
  mbedtls_ecp_point* peer(unsigned i) {
    return i == 0 ? &context_.Xp1 : i == 1 ? &context_.Xp2 : &context_.Xp;
  }
  int load_point(mbedtls_ecp_point* point, const Element& from) {
    return mbedtls_ecp_point_read_binary(&context_.grp, point, from, kElementSize);
  }
  int save_point(const mbedtls_ecp_point* point, Element& to) {
    std::size_t length = 0;
    return mbedtls_ecp_point_write_binary(&context_.grp, point, MBEDTLS_ECP_PF_UNCOMPRESSED, &length, to,
                                          kElementSize);
  }

  MbedtlsEcjpake& kept_;
  mbedtls_ecjpake_context context_;
};

// A shorter password than the curve's order needs no reduction, whose time would depend on it.
Status MbedtlsEcjpake::set_password(Bytes password) {
  Mpi number;
  int error = number.read(password);
  if (password.size() >= kScalarSize) {
    mbedtls_ecp_group curve;
    mbedtls_ecp_group_init(&curve);
    if (error == 0) error = mbedtls_ecp_group_load(&curve, MBEDTLS_ECP_DP_SECP256R1);
    if (error == 0) error = mbedtls_mpi_mod_mpi(number.get(), number.get(), &curve.N);
    mbedtls_ecp_group_free(&curve);
  }
  if (error == 0) error = number.write(password_);
  if (error != 0) return bignum_status(error);
  unsigned bits = 0;
  for (const std::uint8_t byte : password_) bits |= byte;
  return Status(bits != 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

void MbedtlsEcjpake::set_role(PakeRole role) { role_ = role; }

Status MbedtlsEcjpake::check_element(Bytes element) const {
  mbedtls_ecp_keypair pair;
  mbedtls_ecp_keypair_init(&pair);
  int error = mbedtls_ecp_group_load(&pair.grp, MBEDTLS_ECP_DP_SECP256R1);
  if (error == 0) error = mbedtls_ecp_point_read_binary(&pair.grp, &pair.Q, element.data(), element.size());
  if (error == 0) error = mbedtls_ecp_check_pubkey(&pair.grp, &pair.Q);
  mbedtls_ecp_keypair_free(&pair);
  return bignum_status(error);
}

Status MbedtlsEcjpake::write(unsigned part, MutableBytes share, MutableBytes zk_public,
                             MutableBytes zk_proof) {
  Context context(*this);
  Buffer buffer;
  std::size_t length = 0;
  const bool is_round_two = part == 2;
  int error = context.load(part, is_round_two ? 2 : 0);
  if (error == 0) {
    error = is_round_two ? mbedtls_ecjpake_write_round_two(context.get(), buffer.data(), buffer.size(),
                                                           &length, bignum_random, nullptr)
                         : redoubt_ecjpake_write_part(context.get(), part == 1, buffer.data(), buffer.size(),
                                                      &length, bignum_random);
  }
  if (error == 0 && !is_round_two) error = context.save_mine(part);
  if (error != 0) return bignum_status(error);
  const bool has_curve = is_round_two && role_ == PakeRole::kServer;
  Bytes written = Bytes(buffer).subspan(has_curve ? kCurve.size() : 0);
  written = take(written, share);
  written = take(written, zk_public);
  take(written, zk_proof);
  return {};
}

Status MbedtlsEcjpake::read(unsigned part, Bytes share, Bytes zk_public, Bytes zk_proof) {
  Context context(*this);
  Buffer buffer;
  const bool is_round_two = part == 2;
  const std::size_t before = is_round_two && role_ == PakeRole::kClient ? kCurve.size() : 0;
  std::copy(kCurve.begin(), kCurve.end(), buffer.begin());
  Writer writer(MutableBytes(buffer).subspan(before));
  writer.add(share);
  writer.add(zk_public);
  writer.add(zk_proof);
  const std::size_t size = before + writer.size();
  int error = context.load(is_round_two ? 2 : 0, is_round_two ? 2 : 0);
  if (error == 0) {
    error = is_round_two ? mbedtls_ecjpake_read_round_two(context.get(), buffer.data(), size)
                         : redoubt_ecjpake_read_part(context.get(), part == 1, buffer.data(), size);
  }
  if (error == 0) error = context.save_peer(part);
  return bignum_status(error);
}

Status MbedtlsEcjpake::secret(MutableBytes out) {
  Context context(*this);
  std::size_t length = 0;
  int error = context.load(2, 3);
  if (error == 0) {
    error = mbedtls_ecjpake_write_shared_key(context.get(), out.data(), out.size(), &length, bignum_random,
                                             nullptr);
  }
  if (error == 0 && length != out.size()) error = MBEDTLS_ERR_ECP_INVALID_KEY;  // the point at infinity
  return bignum_status(error);
}

}  // namespace redoubt::crypto
