// SPDX-License-Identifier: BSD-3-Clause
// PSA Crypto for C++: spans instead of pointer and size, keys and operations that end with their scope. Every
// function is a thin name for the psa_* function beside it, whose documentation in psa/crypto.h holds:
// parameters, errors.
#pragma once

#include <psa/crypto.h>
#include <redoubt/crypto.h>
#include <redoubt/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace redoubt::psa {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;
using Sha256 = std::array<std::uint8_t, 32>;

namespace detail {
// `size` bytes, unless the call failed.
inline Result<std::size_t> sized(psa_status_t status, std::size_t size) {
  if (status != PSA_SUCCESS) return Status{status};
  return size;
}
}  // namespace detail

// psa_crypto_init(): before everything else.
inline Result<> crypto_init() { return Result<>{psa_crypto_init()}; }

// psa_generate_random(): fills all of `out`.
inline Result<> random(MutableBytes out) { return Result<>{psa_generate_random(out.data(), out.size())}; }

// psa_hash_compute(): the size of the hash in `out`.
inline Result<std::size_t> hash(psa_algorithm_t alg, Bytes data, MutableBytes out) {
  std::size_t size = 0;
  const psa_status_t status = psa_hash_compute(alg, data.data(), data.size(), out.data(), out.size(), &size);
  return detail::sized(status, size);
}

inline Result<Sha256> sha256(Bytes data) {
  Sha256 digest{};
  const auto done = hash(PSA_ALG_SHA_256, data, digest);
  if (!done) return done.status();
  return digest;
}

// A hash in pieces: psa_hash_setup(), psa_hash_update(), psa_hash_finish(). Aborted at the end of the scope,
// if it was not finished; the service has few of them.
class Hash {
 public:
  Hash() = default;
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;
  ~Hash() { psa_hash_abort(&operation_); }

  Result<> start(psa_algorithm_t alg) { return Result<>{psa_hash_setup(&operation_, alg)}; }
  Result<> update(Bytes data) { return Result<>{psa_hash_update(&operation_, data.data(), data.size())}; }
  Result<std::size_t> finish(MutableBytes out) {
    std::size_t size = 0;
    const psa_status_t status = psa_hash_finish(&operation_, out.data(), out.size(), &size);
    return detail::sized(status, size);
  }

 private:
  psa_hash_operation_t operation_ = PSA_HASH_OPERATION_INIT;
};

// What a key is and what it may be used for: KeyAttributes().type(...).bits(256).usage(...).algorithm(...).
class KeyAttributes {
 public:
  KeyAttributes& type(psa_key_type_t value) {
    psa_set_key_type(&attributes_, value);
    return *this;
  }
  KeyAttributes& bits(std::size_t value) {
    psa_set_key_bits(&attributes_, value);
    return *this;
  }
  KeyAttributes& usage(psa_key_usage_t flags) {
    psa_set_key_usage_flags(&attributes_, flags);
    return *this;
  }
  KeyAttributes& algorithm(psa_algorithm_t value) {
    psa_set_key_algorithm(&attributes_, value);
    return *this;
  }
  const psa_key_attributes_t* get() const { return &attributes_; }

 private:
  psa_key_attributes_t attributes_ = PSA_KEY_ATTRIBUTES_INIT;
};

// A key that is destroyed at the end of the scope. Moves, does not copy.
class [[nodiscard]] Key {
 public:
  Key() = default;
  explicit Key(psa_key_id_t id) : id_(id) {}
  Key(Key&& other) noexcept : id_(other.release()) {}
  Key& operator=(Key&& other) noexcept {
    if (this != &other) {
      psa_destroy_key(id_);
      id_ = other.release();
    }
    return *this;
  }
  // Destroying no key (PSA_KEY_ID_NULL) does nothing.
  ~Key() { psa_destroy_key(id_); }

  // psa_generate_key()
  static Result<Key> generate(const KeyAttributes& attributes) {
    psa_key_id_t id = PSA_KEY_ID_NULL;
    const psa_status_t status = psa_generate_key(attributes.get(), &id);
    if (status != PSA_SUCCESS) return Status{status};
    return Key(id);
  }
  // psa_import_key()
  static Result<Key> import(const KeyAttributes& attributes, Bytes data) {
    psa_key_id_t id = PSA_KEY_ID_NULL;
    const psa_status_t status = psa_import_key(attributes.get(), data.data(), data.size(), &id);
    if (status != PSA_SUCCESS) return Status{status};
    return Key(id);
  }

  psa_key_id_t id() const { return id_; }
  // The caller owns the key from now on.
  [[nodiscard]] psa_key_id_t release() { return std::exchange(id_, PSA_KEY_ID_NULL); }

 private:
  psa_key_id_t id_ = PSA_KEY_ID_NULL;
};

// psa_export_public_key(): its size in `out`.
inline Result<std::size_t> export_public_key(psa_key_id_t key, MutableBytes out) {
  std::size_t size = 0;
  const psa_status_t status = psa_export_public_key(key, out.data(), out.size(), &size);
  return detail::sized(status, size);
}

// psa_sign_hash(): the signature's size in `out`.
inline Result<std::size_t> sign_hash(psa_key_id_t key, psa_algorithm_t alg, Bytes digest, MutableBytes out) {
  std::size_t size = 0;
  const psa_status_t status =
      psa_sign_hash(key, alg, digest.data(), digest.size(), out.data(), out.size(), &size);
  return detail::sized(status, size);
}

// psa_verify_hash()
inline Result<> verify_hash(psa_key_id_t key, psa_algorithm_t alg, Bytes digest, Bytes signature) {
  return Result<>{
      psa_verify_hash(key, alg, digest.data(), digest.size(), signature.data(), signature.size())};
}

// psa_aead_encrypt(): the size of ciphertext and tag in `out`.
inline Result<std::size_t> aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, Bytes nonce, Bytes additional,
                                        Bytes plaintext, MutableBytes out) {
  std::size_t size = 0;
  const psa_status_t status =
      psa_aead_encrypt(key, alg, nonce.data(), nonce.size(), additional.data(), additional.size(),
                       plaintext.data(), plaintext.size(), out.data(), out.size(), &size);
  return detail::sized(status, size);
}

// psa_aead_decrypt(): the plaintext's size in `out`.
inline Result<std::size_t> aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, Bytes nonce, Bytes additional,
                                        Bytes ciphertext, MutableBytes out) {
  std::size_t size = 0;
  const psa_status_t status =
      psa_aead_decrypt(key, alg, nonce.data(), nonce.size(), additional.data(), additional.size(),
                       ciphertext.data(), ciphertext.size(), out.data(), out.size(), &size);
  return detail::sized(status, size);
}

}  // namespace redoubt::psa
