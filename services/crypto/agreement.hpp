// SPDX-License-Identifier: BSD-3-Clause
// Key agreement (section 10.9): a secret that two parties make of their key pairs.
#pragma once

#include "services/crypto/keys.hpp"

namespace redoubt::crypto {

// PSA_ERROR_INVALID_ARGUMENT: not a standalone key agreement; PSA_ERROR_NOT_SUPPORTED: not this one.
Status check_agreement(psa_algorithm_t algorithm);

// A secret that two parties share, as long as it lives.
class SharedSecret {
 public:
  SharedSecret() = default;
  SharedSecret(const SharedSecret&) = delete;
  SharedSecret& operator=(const SharedSecret&) = delete;
  ~SharedSecret() { wipe(bytes_); }

  // Of a key pair and what should be a public key of the same group. PSA_ERROR_INVALID_ARGUMENT: it is none,
  // or the key is not for this algorithm.
  Status agree(const KeyMaterial& key, psa_algorithm_t algorithm, Source& peer);
  Bytes bytes() const { return Bytes(bytes_).first(size_); }

 private:
  std::array<std::uint8_t, KeyPairLimits::kSize> bytes_;
  std::size_t size_ = 0;
};

// Whether the key is a key pair for the algorithm: PSA_ERROR_INVALID_ARGUMENT.
Status check_agreement_key(const KeyMaterial& key, psa_algorithm_t algorithm);

// A key of a secret that is not uniformly random: PSA_ERROR_INVALID_ARGUMENT for types that need that, and
// for those that give the secret away, unless the client could have it as bytes as well.
Result<psa_key_id_t> make_shared_key(ClientId client, const psa_key_attributes_t& attributes, Bytes secret,
                                     bool may_be_data = false);

}  // namespace redoubt::crypto
