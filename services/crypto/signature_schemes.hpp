// SPDX-License-Identifier: BSD-3-Clause
// What signature.cpp must know of a signature algorithm; those that are chosen.
#pragma once

#include "services/crypto/hash.hpp"
#include "services/crypto/keys.hpp"
#include "services/crypto/lms.hpp"
#include "services/crypto/rsa.hpp"

namespace redoubt::crypto {

// An object is one signature's; `size` bytes of it are read from `signature`, in order.
//   has(algorithm)                     of those of section 10.9
//   suits(type)                        whether a key can be used
//   check_signing(algorithm)           whether it signs, not only verifies
//   size(key)                          of all its signatures; kMaxSize of all keys
//   open(key, signature)               first in a verification of a message: reads what start() needs
//   digest_size(algorithm)             0: any
//   start(key, algorithm, hash)        begins the digest of a message
//   sign(key, algorithm, digest, out)  into `size` bytes
//   verify(key, algorithm, digest, signature)   PSA_ERROR_INVALID_SIGNATURE
template <class S>
concept SignatureScheme = requires(S s, psa_key_type_t type, psa_algorithm_t algorithm,
                                   const KeyMaterial& key, HashState& hash, Source& source,
                                   MutableBytes out) {
  { S::kMaxSize } -> std::convertible_to<std::size_t>;
  { S::has(algorithm) } -> std::same_as<bool>;
  { S::suits(type) } -> std::same_as<bool>;
  { S::check_signing(algorithm) } -> std::same_as<Status>;
  { S::size(key) } -> std::same_as<Result<std::size_t>>;
  s.open(key, source);
  { S::digest_size(algorithm) } -> std::same_as<std::size_t>;
  { s.start(key, algorithm, hash) } -> std::same_as<Status>;
  { S::sign(key, algorithm, source, out) } -> std::same_as<Status>;
  { s.verify(key, algorithm, source, source) } -> std::same_as<Status>;
};

// Signs a hash that is made with no regard to key and signature.
class HashAndSign {
 public:
  static void open(const KeyMaterial&, Source&) {}
  static std::size_t digest_size(psa_algorithm_t algorithm) { return hash_size(PSA_ALG_GET_HASH(algorithm)); }
  static Status start(const KeyMaterial&, psa_algorithm_t algorithm, HashState& hash) {
    return hash.start(PSA_ALG_GET_HASH(algorithm));
  }
};

class EcdsaScheme : public HashAndSign {
 public:
  static constexpr std::size_t kMaxSize = KeyPairLimits::kSignatureSize;
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_ECDSA(algorithm); }
  static bool suits(psa_key_type_t type) { return is_ecdsa_key(type); }
  static Status check_signing(psa_algorithm_t algorithm) {
    return Status(!config::kCryptoDeterministicEcdsa && PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm)
                      ? PSA_ERROR_NOT_SUPPORTED
                      : PSA_SUCCESS);
  }
  static Result<std::size_t> size(const KeyMaterial& key) { return ecdsa_signature_size(key); }
  static Status sign(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes out) {
    Hash hash;
    return ecdsa_sign(key, algorithm, digest.read(hash), out);
  }
  static Status verify(const KeyMaterial& key, psa_algorithm_t, Source& digest, Source& signature) {
    Hash hash;
    std::array<std::uint8_t, kMaxSize> received;
    return ecdsa_verify(key, digest.read(hash), signature.read(received));
  }

 private:
  // What is beyond the curve's size does not count (SEC 1, section 4.1.3); P-521 takes 66 bytes.
  using Hash = std::array<std::uint8_t, 66>;
};

class RsaScheme : public HashAndSign {
 public:
  static constexpr std::size_t kMaxSize = std::tuple_size_v<RsaBlock>;
  static bool has(psa_algorithm_t algorithm) {
    return (config::kCryptoRsaPkcs1v15Sign && PSA_ALG_IS_RSA_PKCS1V15_SIGN(algorithm)) ||
           (config::kCryptoRsaPss && PSA_ALG_IS_RSA_PSS(algorithm));
  }
  static bool suits(psa_key_type_t type) { return PSA_KEY_TYPE_IS_RSA(type); }
  static Status check_signing(psa_algorithm_t) { return {}; }
  static Result<std::size_t> size(const KeyMaterial& key) { return rsa_block_size(key); }
  static Status sign(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes out) {
    return rsa_sign(key, algorithm, digest, out);
  }
  static Status verify(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, Source& signature) {
    RsaBlock buffer;
    const MutableBytes block = MutableBytes(buffer).first(signature.read(buffer).size());
    return rsa_verify(key, algorithm, digest, block);
  }
};

class LmsScheme {
 public:
  static constexpr std::size_t kMaxSize = 1;  // of those that it makes
  static bool has(psa_algorithm_t algorithm) { return algorithm == PSA_ALG_LMS; }
  static bool suits(psa_key_type_t type) { return type == PSA_KEY_TYPE_LMS_PUBLIC_KEY; }
  static Status check_signing(psa_algorithm_t) { return Failure{PSA_ERROR_INVALID_ARGUMENT}; }
  static Result<std::size_t> size(const KeyMaterial& key) {
    return LmsVerification::signature_size(key.bytes);
  }
  static std::size_t digest_size(psa_algorithm_t) { return HashLimits::kSize; }
  void open(const KeyMaterial& key, Source& signature) { verification_.open(key.bytes, signature); }
  Status start(const KeyMaterial& key, psa_algorithm_t, HashState& hash) const {
    return verification_.start(key.bytes, hash);
  }
  static Status sign(const KeyMaterial&, psa_algorithm_t, Source&, MutableBytes) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  Status verify(const KeyMaterial& key, psa_algorithm_t, Source& digest, Source& signature) const {
    std::array<std::uint8_t, HashLimits::kSize> buffer;
    return verification_.verify(key.bytes, digest.read(buffer), signature);
  }

 private:
  LmsVerification verification_;
};

using SignatureSchemes =
    Concatenate<DriverIf<config::kCryptoEcdsa, EcdsaScheme>, DriverIf<config::kCryptoRsaSignature, RsaScheme>,
                DriverIf<config::kCryptoLms, LmsScheme>>;
static_assert(SignatureScheme<EcdsaScheme> && SignatureScheme<RsaScheme> && SignatureScheme<LmsScheme>);

// Calls f with the scheme that has the algorithm, if it can use the key: PSA_ERROR_INVALID_ARGUMENT if not.
template <class F>
Status with_scheme(const UsableKey& key, psa_algorithm_t algorithm, F f) {
  return with_driver(
      SignatureSchemes(), [=]<class S>(std::type_identity<S>) { return S::has(algorithm); },
      [&]<class S>(std::type_identity<S> scheme) {
        return S::suits(key.attributes().type) ? f(scheme) : Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
      });
}

// What is asked of a signature before the message; its size. PSA_ERROR_INVALID_ARGUMENT,
// PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_BUFFER_TOO_SMALL.
template <SignatureScheme S>
Result<std::size_t> check_signing(const UsableKey& key, psa_algorithm_t algorithm, std::size_t capacity) {
  if (!PSA_KEY_TYPE_IS_KEY_PAIR(key.attributes().type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  REDOUBT_TRY(S::check_signing(algorithm));
  const std::size_t size = REDOUBT_TRY(S::size(key.material()));
  if (capacity < size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  return size;
}

template <SignatureScheme S>
Status make_signature(const UsableKey& key, psa_algorithm_t algorithm, Source& digest, Sink& signature,
                      std::size_t size) {
  std::array<std::uint8_t, S::kMaxSize> buffer;
  const MutableBytes made = MutableBytes(buffer).first(size);
  REDOUBT_TRY(S::sign(key.material(), algorithm, digest, made));
  signature.write(made);
  return {};
}

}  // namespace redoubt::crypto
