// SPDX-License-Identifier: BSD-3-Clause
// Authenticated encryption (section 10.5).
#pragma once

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// Calls f with the driver that has the algorithm.
template <class F>
Status with_aead(psa_algorithm_t algorithm, F f) {
  const psa_algorithm_t base = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm);
  return with_driver(
      AeadDrivers(), [=]<class D>(std::type_identity<D>) { return base == D::kAlgorithm; }, f);
}
// The same; PSA_ERROR_INVALID_ARGUMENT: it cannot use the key.
template <class F>
Status with_aead(const KeyMaterial& key, psa_algorithm_t algorithm, F f) {
  return with_aead(algorithm, [&]<class D>(std::type_identity<D> driver) {
    return D::supports(key.type, key.bits) ? f(driver) : Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
  });
}
// Of a size that all algorithms have, to ask whether they have the tag's.
inline constexpr std::array<std::uint8_t, 12> kAnyNonce{};

struct AeadInput {
  psa_algorithm_t algorithm;
  Bytes nonce;
  Source& additional;
  Source& message;  // of decryption: with its tag
};

// PSA_ERROR_INVALID_ARGUMENT: not an AEAD algorithm, or a wildcard.
Status check_aead(psa_algorithm_t algorithm);

// The errors of psa_aead_encrypt() and psa_aead_decrypt(), but for those of finding the key.
Status aead_encrypt(const KeyMaterial& key, const AeadInput& input, Sink& ciphertext);
Status aead_decrypt(const KeyMaterial& key, const AeadInput& input, Sink& plaintext);

// One in pieces.
struct AeadOperation {
  psa_key_id_t key;  // as its client named it: destroying the key ends the operation
  psa_algorithm_t algorithm;
  psa_key_type_t type;
  // Booleans.
  std::uint8_t is_encryption;
  std::uint8_t has_sizes;
  std::uint8_t has_nonce;    // and has been started with it
  std::uint8_t has_message;  // which has begun
  // Without sizes, what may come at most.
  std::uint32_t additional_left, left;
  RoomFor<AeadDrivers> driver;
};

// The errors of the functions of psa/crypto.h, but for those of finding the key.
Status start_aead(AeadOperation& operation, const KeyMaterial& key, psa_algorithm_t algorithm,
                  bool is_encryption);
Status set_aead_sizes(AeadOperation& operation, std::uint32_t additional, std::uint32_t size);
// PSA_ERROR_BAD_STATE: there is one, or sizes are missing.
Status check_aead_nonce(const AeadOperation& operation);
Status set_aead_nonce(AeadOperation& operation, const KeyMaterial& key, Bytes nonce);
Status update_aead_additional(AeadOperation& operation, Source& data);
Status update_aead(AeadOperation& operation, Source& in, Sink& out);
// The tag's size is in the algorithm. PSA_ERROR_BAD_STATE: not what it was started for.
Status finish_aead(AeadOperation& operation, bool is_encryption, MutableBytes tag);

}  // namespace redoubt::crypto
