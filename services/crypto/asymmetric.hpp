// SPDX-License-Identifier: BSD-3-Clause
// Key pairs and signatures by whichever driver has the curve.
#pragma once

#include <algorithm>

#include "services/crypto/composition.hpp"
#include "services/crypto/key_store.hpp"

namespace redoubt::crypto {

namespace detail {
template <class List>
struct EccLimits;
template <>
struct EccLimits<DriverList<>> {
  static constexpr std::size_t kPublicSize = 1, kSignatureSize = 1;
};
template <EccDriver... Ds>
requires(sizeof...(Ds) > 0) struct EccLimits<DriverList<Ds...>> {
  static constexpr std::size_t kPublicSize = std::max({Ds::kPublicSize...});
  static constexpr std::size_t kSignatureSize = std::max({Ds::kSignatureSize...});
};
}  // namespace detail

using EccLimits = detail::EccLimits<EccDrivers>;

// A key that was found and may be used: what its bytes mean, and the bytes.
struct KeyMaterial {
  psa_key_type_t type;
  std::size_t bits;
  Bytes bytes;
};

// All of them: PSA_ERROR_NOT_SUPPORTED if no driver has the curve.

// The size in bits of a key that has `size` bytes; PSA_ERROR_INVALID_ARGUMENT: no key of this type has.
Result<std::size_t> ecc_bits(psa_key_type_t type, std::size_t size);
// The size in bytes of a private key.
Result<std::size_t> ecc_private_size(psa_key_type_t type, std::size_t bits);
// PSA_ERROR_INVALID_ARGUMENT: not a key of the curve.
Status check_ecc_key(const KeyMaterial& key);
Status generate_ecc_key(psa_key_type_t type, std::size_t bits, MutableBytes private_key);
// The public key of a key pair or public key, into `out`; its size. PSA_ERROR_BUFFER_TOO_SMALL, before any
// work.
Result<std::size_t> ecc_public_key(const KeyMaterial& key, MutableBytes out);

// The size of the key's signatures.
Result<std::size_t> ecdsa_signature_size(const KeyMaterial& key);
// Into the first ecdsa_signature_size() bytes.
Status ecdsa_sign(const KeyMaterial& key, Bytes hash, MutableBytes signature);
// PSA_ERROR_INVALID_SIGNATURE.
Status ecdsa_verify(const KeyMaterial& key, Bytes hash, Bytes signature);

}  // namespace redoubt::crypto
