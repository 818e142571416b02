// SPDX-License-Identifier: BSD-3-Clause
// Key pairs, agreements and signatures by whichever driver has the group.
#pragma once

#include <algorithm>

#include "services/crypto/composition.hpp"
#include "services/crypto/key_store.hpp"

namespace redoubt::crypto {

namespace detail {
// The largest size(group) over all drivers' groups; at least 1, for arrays.
template <KeyPairDriver... Ds, class Size>
constexpr std::size_t largest(DriverList<Ds...>, Size size) {
  std::size_t found = 1;
  const auto look = [&](const auto& groups) {
    for (const Group& group : groups) found = std::max(found, size(group));
  };
  (look(Ds::kGroups), ...);
  return found;
}
}  // namespace detail

struct KeyPairLimits {
  static constexpr std::size_t kSize =
      detail::largest(KeyPairDrivers(), [](const Group& group) { return group.size(); });
  static constexpr std::size_t kPublicSize =
      detail::largest(KeyPairDrivers(), [](const Group& group) { return group.public_size(); });
  // Of curves alone: a field's numbers are ten times as large.
  static constexpr std::size_t kCurveSize =
      detail::largest(EccDrivers(), [](const Group& group) { return group.size(); });
  static constexpr std::size_t kCurvePublicSize =
      detail::largest(EccDrivers(), [](const Group& group) { return group.public_size(); });
  static constexpr std::size_t kSignatureSize =
      detail::largest(EcdsaDrivers(), [](const Group& group) { return group.signature_size(); });
};

// A key that was found and may be used: what its bytes mean, and the bytes.
struct KeyMaterial {
  psa_key_type_t type;
  std::size_t bits;
  Bytes bytes;
  Group group() const {
    return {PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type), static_cast<std::uint16_t>(bits)};
  }
};

// Whether keys of the type are of a Group.
constexpr bool has_group(psa_key_type_t type) {
  return PSA_KEY_TYPE_IS_ECC(type) || PSA_KEY_TYPE_IS_DH(type);
}

// All of them: PSA_ERROR_NOT_SUPPORTED if no driver has the group.

// The size in bits of a key that has `size` bytes; PSA_ERROR_INVALID_ARGUMENT: no key of this type has.
Result<std::size_t> key_pair_bits(psa_key_type_t type, std::size_t size);
// The size in bytes of a private key.
Result<std::size_t> private_key_size(psa_key_type_t type, std::size_t bits);
// PSA_ERROR_INVALID_ARGUMENT: not a key of the group. May set bits that all keys of the group have.
Status check_asymmetric_key(psa_key_type_t type, std::size_t bits, MutableBytes key);
// Makes a private key of as many bytes, random or derived. PSA_ERROR_INVALID_ARGUMENT: they are to be dropped
// and others taken.
Status make_private_key(psa_key_type_t type, std::size_t bits, MutableBytes random);
Status generate_private_key(psa_key_type_t type, std::size_t bits, MutableBytes private_key);
// The public key of a key pair or public key, into `out`; its size. PSA_ERROR_BUFFER_TOO_SMALL, before any
// work.
Result<std::size_t> public_key(const KeyMaterial& key, MutableBytes out);
// What a key pair and a peer's public key agree on, into `secret`, of the group's size and wiped on an error.
// PSA_ERROR_INVALID_ARGUMENT: not a public key that suits the key pair.
Status agree(const KeyMaterial& key, Bytes peer, MutableBytes secret);

// Whether keys of the type are for ECDSA. Of those that are:
bool is_ecdsa_key(psa_key_type_t type);
// The size of the key's signatures.
Result<std::size_t> ecdsa_signature_size(const KeyMaterial& key);
// Into the first ecdsa_signature_size() bytes.
Status ecdsa_sign(const KeyMaterial& key, psa_algorithm_t algorithm, Bytes hash, MutableBytes signature);
// PSA_ERROR_INVALID_SIGNATURE.
Status ecdsa_verify(const KeyMaterial& key, Bytes hash, Bytes signature);

}  // namespace redoubt::crypto
