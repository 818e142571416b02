// SPDX-License-Identifier: BSD-3-Clause
// What a driver of cryptographic primitives must offer. A driver is a class; which classes the core is built
// from is said in composition.hpp, by Kconfig, at compile time. A driver checks nothing that the core has
// checked, never keeps a pointer that it was given, and leaves no secret outside its own object.
//
// Any function may fail with PSA_ERROR_HARDWARE_FAILURE or PSA_ERROR_CORRUPTION_DETECTED; outputs are then
// unspecified and the core gives none of them away.
#pragma once

#include <psa/crypto.h>
#include <algorithm>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"

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

// One that can be suspended and resumed, also elsewhere. The state is what section 10.2.5 says, after the
// algorithm.
//   suspend(state)   writes it and returns its size; there is room for the largest
//   resume(state)    instead of start(). PSA_ERROR_INVALID_ARGUMENT: not a state
template <class D>
concept ResumableHashDriver = HashDriver<D> && requires(D d, Bytes in, MutableBytes state) {
  { d.suspend(state) } -> std::same_as<std::size_t>;
  { d.resume(in) } -> std::same_as<Status>;
};

// One message to encrypt or decrypt; sizes in bytes.
struct AeadMessage {
  bool is_encryption;
  Bytes nonce;
  std::size_t additional_size;
  std::size_t size;  // of the plaintext
  std::size_t tag_size;
};

// Authenticated encryption. The destructor wipes, and does nothing else: the core drops the driver of an
// operation in pieces by wiping it.
//   kAlgorithm                  with the tag of its default size
//   supports(type, bits)        whether a key can be used
//   check(message)              sizes: PSA_ERROR_INVALID_ARGUMENT if the algorithm does not have them,
//                               PSA_ERROR_NOT_SUPPORTED if the driver does not
//   start(type, key, message)   first, after check()
//   authenticate(data)          additional data in pieces, additional_size bytes in all; then
//   crypt(in, out)              the message in pieces, size bytes in all; in and out have one size and may be
//                               the same
//   finish(tag)                 last, tag_size bytes: the tag that the message must have. The core compares.
template <class D>
concept AeadDriver = requires(D d, const AeadMessage& message, Bytes in, MutableBytes out,
                              psa_key_type_t type, std::size_t bits) {
  { D::kAlgorithm } -> std::convertible_to<psa_algorithm_t>;
  { D::supports(type, bits) } -> std::same_as<bool>;
  { D::check(message) } -> std::same_as<Status>;
  { d.start(type, in, message) } -> std::same_as<Status>;
  { d.authenticate(in) } -> std::same_as<Status>;
  { d.crypt(in, out) } -> std::same_as<Status>;
  { d.finish(out) } -> std::same_as<Status>;
};

// A block cipher of 16 bytes, a block at a time. An object of its own bytes, without pointers to itself: the
// core copies and wipes it.
//   supports(type, bits)   key types and sizes; sizes that the type does not have never come
//   start(type, key)             first, then
//   encrypt(in, out)             a block; in and out may be the same
//   start_decryption(type, key)  or this, then
//   decrypt(in, out)             likewise. Where CRYPTO_BLOCK_DECRYPT is not set nobody calls them
template <class D>
concept BlockCipherDriver = std::is_trivially_copyable_v<D> &&
    requires(D d, Bytes in, MutableBytes out, psa_key_type_t type, std::size_t bits) {
  { D::supports(type, bits) } -> std::same_as<bool>;
  { d.start(type, in) } -> std::same_as<Status>;
  { d.encrypt(in, out) } -> std::same_as<Status>;
  { d.start_decryption(type, in) } -> std::same_as<Status>;
  { d.decrypt(in, out) } -> std::same_as<Status>;
};

// A stream cipher with keys of 32 bytes, nonces of 12 and a counter of blocks; of its own bytes, too.
//   start(key), set_nonce(nonce, counter)   first
//   crypt(in, out)                          the message in pieces; in and out have one size
template <class D>
concept StreamCipherDriver = std::is_trivially_copyable_v<D> &&
    requires(D d, Bytes in, MutableBytes out, std::uint32_t counter) {
  { d.start(in) } -> std::same_as<Status>;
  { d.set_nonce(in, counter) } -> std::same_as<Status>;
  { d.crypt(in, out) } -> std::same_as<Status>;
};

// Of those, one that has kNeedsNoSizes, true, is started without additional_size and size too.
template <class D>
concept NeedsNoSizes = requires {
  requires D::kNeedsNoSizes;
};

// What a key pair belongs to: an elliptic curve, or the finite field of a Diffie-Hellman group.
struct Group {
  psa_key_type_t type;  // of its public keys
  std::uint16_t bits;
  constexpr bool operator==(const Group&) const = default;

  constexpr bool is_weierstrass() const {
    return PSA_KEY_TYPE_IS_ECC(type) && PSA_KEY_TYPE_ECC_GET_FAMILY(type) != PSA_ECC_FAMILY_MONTGOMERY;
  }
  // Of a coordinate, of a private key, and of what two parties agree on; in bytes.
  constexpr std::size_t size() const { return (std::size_t{bits} + 7) / 8; }
  constexpr std::size_t public_size() const { return is_weierstrass() ? 2 * size() + 1 : size(); }
  constexpr std::size_t signature_size() const { return 2 * size(); }
};

// Key pairs, and what two parties agree on by them (ECDH, finite-field Diffie-Hellman). All in the formats
// of psa/crypto.h, of the sizes that the group has.
//   kGroups                         those that it has
//   check_private(group, key)       PSA_ERROR_INVALID_ARGUMENT: not a key of this group. May set bits that
//                                   are the same in all of its keys
//   check_public(group, key)        PSA_ERROR_INVALID_ARGUMENT likewise: not of the group, or useless
//   public_key(group, private, public)
//   agree(group, private, peer, secret)     PSA_ERROR_INVALID_ARGUMENT: not a public key of the group, or the
//                                   secret would be the same for any private key
template <class D>
concept KeyPairDriver = requires(Group group, Bytes in, MutableBytes out) {
  { D::kGroups.size() } -> std::convertible_to<std::size_t>;
  { D::kGroups[0] } -> std::convertible_to<Group>;
  { D::check_private(group, out) } -> std::same_as<Status>;
  { D::check_public(group, in) } -> std::same_as<Status>;
  { D::public_key(group, in, out) } -> std::same_as<Status>;
  { D::agree(group, in, in, out) } -> std::same_as<Status>;
};

// Where the secret number of an ECDSA signature comes from, as big endian bytes of the curve's size, of which
// the bits beyond the curve's size count for nothing. A number that is no private key of the curve is dropped
// and the next one taken.
struct NonceSource {
  void* object;
  Status (*next)(void* object, MutableBytes nonce);
};

// ECDSA on curves of which it is a KeyPairDriver too. Signatures are r, s. The hash has any size.
//   order(group, out)                       of the base point, big endian
//   sign(group, private, hash, nonces, signature)   null: random_bytes()
//   verify(group, public, hash, signature)  PSA_ERROR_INVALID_SIGNATURE
template <class D>
concept EcdsaDriver = KeyPairDriver<D> &&
    requires(Group group, Bytes in, MutableBytes out, const NonceSource* nonces) {
  { D::order(group, out) } -> std::same_as<Status>;
  { D::sign(group, in, in, nonces, out) } -> std::same_as<Status>;
  { D::verify(group, in, in, in) } -> std::same_as<Status>;
};

// Of those, one that has kMakesNonces, true, ignores what it is given: it is never asked for a deterministic
// signature, nor for order().
template <class D>
concept MakesItsOwnNonces = requires {
  requires D::kMakesNonces;
};

enum class PakeRole : std::uint8_t { kClient, kServer };

// J-PAKE (RFC 8236) in one group with one hash. An object of its own bytes, without pointers, that the core
// keeps and wipes. Elements and numbers are of kElementSize and kScalarSize; a part is a share of the key,
// and of its proof the public key and the proof. Parts 0 and 1 are round one, part 2 is round two.
//   kAlgorithm, kPrimitive, kSecretSize
//   set_password(password)         PSA_ERROR_INVALID_ARGUMENT: as a number it is 0
//   set_role(role)                 next
//   check_element(element)         PSA_ERROR_INVALID_ARGUMENT
//   write(part, share, public, proof)   each part once, in order
//   read(part, share, public, proof)    likewise; elements have been checked, the proof is not longer than a
//                                  number. PSA_ERROR_INVALID_SIGNATURE
//   secret(out)                    after all parts
template <class D>
concept JpakeDriver = std::is_trivially_copyable_v<D> && alignof(D) == 1 &&
                      requires(D d, PakeRole role, unsigned part, Bytes in, MutableBytes out) {
  { D::kAlgorithm } -> std::convertible_to<psa_algorithm_t>;
  { D::kPrimitive } -> std::convertible_to<psa_pake_primitive_t>;
  { D::kElementSize } -> std::convertible_to<std::size_t>;
  { D::kScalarSize } -> std::convertible_to<std::size_t>;
  { D::kSecretSize } -> std::convertible_to<std::size_t>;
  { d.set_password(in) } -> std::same_as<Status>;
  d.set_role(role);
  { d.check_element(in) } -> std::same_as<Status>;
  { d.write(part, out, out, out) } -> std::same_as<Status>;
  { d.read(part, in, in, in) } -> std::same_as<Status>;
  { d.secret(out) } -> std::same_as<Status>;
};

// The numbers of an RSA key, big endian.
struct RsaPublicKey {
  Bytes modulus;  // as many bits as the key has, a multiple of 8
  Bytes exponent;
};
struct RsaPrivateKey {
  RsaPublicKey public_key;
  Bytes exponent, prime1, prime2, exponent1, exponent2, coefficient;  // RFC 8017, A.1.2
};
// Room for those of a new one, which the driver fills from the right.
struct NewRsaKey {
  MutableBytes modulus, exponent, prime1, prime2, exponent1, exponent2, coefficient;
};

// RSA without padding.
//   check_public(key), check_private(key)   PSA_ERROR_INVALID_ARGUMENT: not a key
//   generate(bits, exponent, key)           random; the exponent is odd and at least 3, of 31 bits at most
//   encrypt(key, block)                     a block of the modulus's size, in place; for signatures, too.
//   decrypt(key, block)                     PSA_ERROR_INVALID_ARGUMENT: not less than the modulus. decrypt()
//                                           is constant time and verifies its own result
template <class D>
concept RsaDriver = requires(const RsaPublicKey& public_key, const RsaPrivateKey& private_key,
                             const NewRsaKey& new_key, std::size_t bits, std::uint32_t exponent,
                             MutableBytes block) {
  { D::check_public(public_key) } -> std::same_as<Status>;
  { D::check_private(private_key) } -> std::same_as<Status>;
  { D::generate(bits, exponent, new_key) } -> std::same_as<Status>;
  { D::encrypt(public_key, block) } -> std::same_as<Status>;
  { D::decrypt(private_key, block) } -> std::same_as<Status>;
};

// Keys of another location than the core's own memory (section 9.6). What the core keeps and stores of such a
// key is a blob: the key in a form that tells nobody what it is, kOverhead bytes longer. It is opened for the
// time of one operation.
//   kLocation
//   close(owner, identity, blob)   the key, which is all of `blob` but its last kOverhead bytes, becomes a
//   blob open(owner, identity, blob)    in place, too. PSA_ERROR_INVALID_SIGNATURE: not a blob that close()
//   made for
//                                  this owner and identity
template <class D>
concept KeyLocationDriver = requires(ClientId owner, Bytes identity, MutableBytes blob) {
  { D::kLocation } -> std::convertible_to<psa_key_location_t>;
  { D::kOverhead } -> std::convertible_to<std::size_t>;
  { D::close(owner, identity, blob) } -> std::same_as<Status>;
  { D::open(owner, identity, blob) } -> std::same_as<Status>;
};

// A random generator. Where its seed comes from is its own business (hal/entropy.hpp).
//   seed()         does nothing if seeded already; PSA_ERROR_INSUFFICIENT_ENTROPY or an error of the entropy
//                  source
//   generate(out)  seeded only
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

// What a vendor has of each kind of driver, to be asked before the software: none, unless a class that
// derives from this one says so. A new kind leaves older vendors as they are.
struct NoVendorDrivers {
  using Hash = DriverList<>;
  using Aead = DriverList<>;
  using Ecdsa = DriverList<>;    // of curves, for signatures and agreement
  using KeyPair = DriverList<>;  // of curves and fields, for agreement only
  using Rsa = DriverList<>;
  using KeyLocation = DriverList<>;
};

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
template <std::size_t kSize, std::size_t kAlignment = alignof(std::size_t)>
struct Opaque {
  alignas(kAlignment) std::uint8_t bytes[kSize];
  template <class T>
  T* as() {
    static_assert(sizeof(T) <= sizeof bytes && alignof(T) <= kAlignment);
    return reinterpret_cast<T*>(bytes);
  }
};

// Room for an object of any one of them.
template <class List>
struct RoomFor;
template <class... Ds>
struct RoomFor<DriverList<Ds...>>
    : Opaque<std::max({std::size_t{1}, sizeof(Ds)...}), std::max({alignof(std::size_t), alignof(Ds)...})> {};

}  // namespace redoubt::crypto
