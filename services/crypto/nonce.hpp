// SPDX-License-Identifier: BSD-3-Clause
// The secret numbers of deterministic ECDSA.
#pragma once

#include "services/crypto/driver.hpp"
#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {

// RFC 6979: HMAC_DRBG over private key and hash. Wipes itself at its end.
class DeterministicNonces {
 public:
  DeterministicNonces() = default;
  DeterministicNonces(const DeterministicNonces&) = delete;
  DeterministicNonces& operator=(const DeterministicNonces&) = delete;
  ~DeterministicNonces();

  // `order` of the curve's base point has a private key's size. PSA_ERROR_NOT_SUPPORTED: no driver has the
  // hash algorithm.
  Status start(psa_algorithm_t hash_algorithm, Bytes private_key, Bytes hash, Bytes order);
  NonceSource source();

 private:
  using State = std::array<std::uint8_t, HashLimits::kSize>;

  Status next(MutableBytes nonce);
  // K = HMAC(K, V | separator | seed), V = HMAC(K, V)
  Status absorb(std::uint8_t separator, Bytes first, Bytes second);
  Status step();
  Bytes key() const { return Bytes(key_).first(hash_size(algorithm_)); }
  Bytes value() const { return Bytes(value_).first(hash_size(algorithm_)); }

  psa_algorithm_t algorithm_ = PSA_ALG_NONE;
  bool is_used_ = false;
  State key_{};
  State value_{};
};

}  // namespace redoubt::crypto
