// SPDX-License-Identifier: BSD-3-Clause
// RSA (RFC 8017): keys in the specification's DER forms, and paddings over what a driver does with a block of
// the modulus's size. Keys are never copied: drivers read the numbers where they lie in the key store.
#pragma once

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// Shorter ones are broken by anybody.
inline constexpr std::size_t kRsaMinBits = 512;
inline constexpr std::size_t kRsaMinGeneratedBits = 1024;
inline constexpr std::size_t kRsaMaxBits = config::kCryptoRsa ? config::kCryptoRsaMaxBits : 8;
using RsaBlock = std::array<std::uint8_t, kRsaMaxBits / 8>;

// Checks what is imported, and tells its bits. PSA_ERROR_INVALID_ARGUMENT: not DER, or not a key;
// PSA_ERROR_NOT_SUPPORTED: its size.
Result<std::size_t> rsa_bits(psa_key_type_t type, Bytes key);
// Room that a new key pair needs. PSA_ERROR_NOT_SUPPORTED.
Result<std::size_t> rsa_private_size(std::size_t bits);
// Reads a public exponent as psa_generate_key_custom() takes it; nothing is 65537.
Result<std::uint32_t> rsa_exponent(Source& little_endian);
// A new key pair into rsa_private_size() bytes; how many it takes.
Result<std::size_t> generate_rsa_key(std::size_t bits, std::uint32_t exponent, MutableBytes key);
// The public key of a key pair or public key. PSA_ERROR_BUFFER_TOO_SMALL.
Status write_rsa_public_key(const KeyMaterial& key, Sink& out);

inline std::size_t rsa_block_size(const KeyMaterial& key) { return key.bits / 8; }
RsaPublicKey rsa_public_key(const KeyMaterial& key);

// Both in place, for a block of rsa_block_size(). PSA_ERROR_INVALID_ARGUMENT: not less than the modulus.
Status rsa_public_operation(const KeyMaterial& key, MutableBytes block);
Status rsa_private_operation(const KeyMaterial& key, MutableBytes block);

// Adds (exclusive or) `data` to the front of `onto`.
void rsa_add(MutableBytes onto, Bytes data);
// Adds MGF1(seed) to all of `onto` (RFC 8017, B.2.1).
Status rsa_add_mask(psa_algorithm_t hash, Bytes seed, MutableBytes onto);

// The padding's part of signatures. The digest has the size of the algorithm's hash, if it has one.
// PSA_ERROR_INVALID_ARGUMENT: the key is too short for the algorithm or the digest.
Status rsa_sign(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes signature);
// Overwrites the signature. PSA_ERROR_INVALID_SIGNATURE.
Status rsa_verify(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes signature);

// PSA_ERROR_INVALID_ARGUMENT: the message is too long.
Status rsa_encrypt(const KeyMaterial& key, psa_algorithm_t algorithm, Source& message, Source& label,
                   MutableBytes block);
// The size of the message, which are the block's last bytes. Up to `capacity`: PSA_ERROR_BUFFER_TOO_SMALL;
// PSA_ERROR_INVALID_PADDING. Takes the same time whatever is wrong with the padding.
Result<std::size_t> rsa_decrypt(const KeyMaterial& key, psa_algorithm_t algorithm, Source& label,
                                std::size_t capacity, MutableBytes block);

}  // namespace redoubt::crypto
