// SPDX-License-Identifier: BSD-3-Clause
// Cryptography of the host tool: SHA-256, P-256 keys in the files that openssl reads and writes, ECDSA. Over
// Mbed TLS; whatever fails in here throws tool::Error with a sentence for the user.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.hpp"

namespace redoubt::tool {

using ByteVector = std::vector<std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

Digest sha256(Bytes data);

// From the kernel's generator, getrandom(2).
void fill_random(MutableBytes out);

using RandomFunction = std::function<void(MutableBytes out)>;
// The same bytes every time for the same seed: for devices of tests, whose secrets are known.
RandomFunction repeatable_random(Bytes seed);

// A point of P-256, checked to be on the curve when it was made.
class PublicKey {
 public:
  static constexpr std::size_t kPointSize = 65;  // 0x04, x, y

  // Throws when it is not an uncompressed point of the curve.
  explicit PublicKey(Bytes point);
  // PEM or DER, SubjectPublicKeyInfo. `name` is what an error calls it.
  static PublicKey parse(Bytes text, const std::string& name);

  const std::array<std::uint8_t, kPointSize>& point() const { return point_; }
  // SubjectPublicKeyInfo in DER, 91 bytes: what key hashes are taken of (MCUboot's KEYHASH).
  ByteVector der() const;
  std::string pem() const;
  Digest hash() const { return sha256(der()); }
  // ECDSA over a SHA-256 digest, signature in DER (as images have it).
  bool verify_der(const Digest& digest, Bytes signature) const;
  // The same with r and s as 32 bytes each (as COSE has it).
  bool verify_raw(const Digest& digest, Bytes signature) const;

 private:
  std::array<std::uint8_t, kPointSize> point_;
};

// The scalar is wiped when the key goes.
class PrivateKey {
 public:
  static PrivateKey generate(const RandomFunction& random = fill_random);
  // PEM or DER, SEC1 or PKCS #8, not encrypted. `name` is what an error calls it.
  static PrivateKey parse(Bytes text, const std::string& name);

  PrivateKey(const PrivateKey&) = default;
  PrivateKey& operator=(const PrivateKey&) = default;
  ~PrivateKey() { wipe(scalar_); }

  const PublicKey& public_key() const { return public_key_; }
  const std::array<std::uint8_t, 32>& scalar() const { return scalar_; }  // big endian
  std::string pem() const;                                                // SEC1: "EC PRIVATE KEY"
  // ECDSA over a SHA-256 digest, in DER. Deterministic (RFC 6979): the same input gives the same bytes.
  ByteVector sign_der(const Digest& digest) const;

 private:
  PrivateKey(const std::array<std::uint8_t, 32>& scalar, const PublicKey& public_key)
      : scalar_(scalar), public_key_(public_key) {}

  std::array<std::uint8_t, 32> scalar_;
  PublicKey public_key_;
};

// Key files. A public key may be given by a private key's file too.
PrivateKey load_private_key(const std::filesystem::path& file);
PublicKey load_public_key(const std::filesystem::path& file);

}  // namespace redoubt::tool
