// SPDX-License-Identifier: BSD-3-Clause
// What a driver of cryptographic primitives must offer. A driver is a class; which classes the core is built
// from is said in composition.hpp, by Kconfig, at compile time. A driver checks nothing that the core has
// checked, never keeps a pointer that it was given, and leaves no secret outside its own object.
//
// Any function may fail with PSA_ERROR_HARDWARE_FAILURE or PSA_ERROR_CORRUPTION_DETECTED; outputs are then
// unspecified and the core gives none of them away.
#pragma once

#include <psa/crypto.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::crypto {

// A hash computation. Copying it clones it; the core wipes it.
//   kAlgorithm, kSize, kBlockSize   what PSA_HASH_LENGTH and PSA_HASH_BLOCK_LENGTH say of it
//   start()      first; update(data) any number of times; finish(hash) last, into kSize bytes
template <class D>
concept HashDriver = std::is_trivially_copyable_v<D> && requires(D d, Bytes data, MutableBytes hash) {
  { D::kAlgorithm } -> std::convertible_to<psa_algorithm_t>;
  { D::kSize } -> std::convertible_to<std::size_t>;
  { D::kBlockSize } -> std::convertible_to<std::size_t>;
  { d.start() } -> std::same_as<Status>;
  { d.update(data) } -> std::same_as<Status>;
  { d.finish(hash) } -> std::same_as<Status>;
};

// One message to encrypt or decrypt; sizes in bytes.
struct AeadMessage {
  bool is_encryption;
  Bytes nonce;
  std::size_t additional_size;
  std::size_t size;  // of the plaintext
  std::size_t tag_size;
};

// Authenticated encryption. The destructor wipes.
//   kAlgorithm                  with the tag of its default size
//   supports(type, bits)        whether a key can be used
//   check(message)              sizes: PSA_ERROR_INVALID_ARGUMENT if the algorithm does not have them,
//                               PSA_ERROR_NOT_SUPPORTED if the driver does not
//   start(key, message)         first, after check()
//   authenticate(data)          additional data in pieces, additional_size bytes in all; then
//   crypt(in, out)              the message in pieces, size bytes in all; in and out have one size and may be
//   the same finish(tag)                 last, tag_size bytes: the tag that the message must have. The core
//   compares.
template <class D>
concept AeadDriver = requires(D d, const AeadMessage& message, Bytes in, MutableBytes out,
                              psa_key_type_t type, std::size_t bits) {
  { D::kAlgorithm } -> std::convertible_to<psa_algorithm_t>;
  { D::supports(type, bits) } -> std::same_as<bool>;
  { D::check(message) } -> std::same_as<Status>;
  { d.start(in, message) } -> std::same_as<Status>;
  { d.authenticate(in) } -> std::same_as<Status>;
  { d.crypt(in, out) } -> std::same_as<Status>;
  { d.finish(out) } -> std::same_as<Status>;
};

// Key pairs on an elliptic curve, and ECDSA. Private keys are big endian numbers, public keys 0x04, x, y,
// signatures r, s.
//   kFamily, kBits, kPrivateSize, kPublicSize, kSignatureSize
//   check_private(key), check_public(key)   PSA_ERROR_INVALID_ARGUMENT: not a key of this curve
//   public_key(private, public)
//   generate(private)                       random, from random_bytes()
//   sign(private, hash, signature)          randomised; the hash has any size
//   verify(public, hash, signature)         PSA_ERROR_INVALID_SIGNATURE
template <class D>
concept EccDriver = requires(Bytes in, MutableBytes out) {
  { D::kFamily } -> std::convertible_to<psa_ecc_family_t>;
  { D::kBits } -> std::convertible_to<std::size_t>;
  { D::kPrivateSize } -> std::convertible_to<std::size_t>;
  { D::kPublicSize } -> std::convertible_to<std::size_t>;
  { D::kSignatureSize } -> std::convertible_to<std::size_t>;
  { D::check_private(in) } -> std::same_as<Status>;
  { D::check_public(in) } -> std::same_as<Status>;
  { D::public_key(in, out) } -> std::same_as<Status>;
  { D::generate(out) } -> std::same_as<Status>;
  { D::sign(in, in, out) } -> std::same_as<Status>;
  { D::verify(in, in, in) } -> std::same_as<Status>;
};

// A random generator. Where its seed comes from is its own business (hal/entropy.hpp).
//   seed()         does nothing if seeded already; PSA_ERROR_INSUFFICIENT_ENTROPY or an error of the entropy
//   source generate(out)  seeded only
template <class D>
concept RandomDriver = requires(D d, MutableBytes out) {
  { d.seed() } -> std::same_as<Status>;
  { d.generate(out) } -> std::same_as<Status>;
};

// Types, in the order in which they are asked.
template <class... Ds>
struct DriverList {};

template <bool kChosen, class D>
using DriverIf = std::conditional_t<kChosen, DriverList<D>, DriverList<>>;

template <class... Lists>
struct Concatenation;
template <class... Ds>
struct Concatenation<DriverList<Ds...>> {
  using Type = DriverList<Ds...>;
};
template <class... As, class... Bs, class... Rest>
struct Concatenation<DriverList<As...>, DriverList<Bs...>, Rest...> {
  using Type = typename Concatenation<DriverList<As..., Bs...>, Rest...>::Type;
};
template <class... Lists>
using Concatenate = typename Concatenation<Lists...>::Type;

// Calls f(std::type_identity<D>) for the first driver for which `suits` says yes, and returns what it
// returns; PSA_ERROR_NOT_SUPPORTED if there is none.
template <class Suits, class F, class... Ds>
Status with_driver(DriverList<Ds...>, [[maybe_unused]] Suits suits, [[maybe_unused]] F f) {
  Status result = Failure{PSA_ERROR_NOT_SUPPORTED};
  static_cast<void>(
      ((suits(std::type_identity<Ds>()) && (result = f(std::type_identity<Ds>()), true)) || ...));
  return result;
}

// Room for a backend's context, so that only drivers/*.cpp include the backend's headers; they static_assert
// the size.
template <std::size_t kSize>
struct Opaque {
  alignas(std::size_t) std::uint8_t bytes[kSize];
  template <class T>
  T* as() {
    static_assert(sizeof(T) <= sizeof bytes && alignof(T) <= alignof(std::size_t));
    return reinterpret_cast<T*>(bytes);
  }
};

}  // namespace redoubt::crypto
