// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/asymmetric.hpp"

#include "services/crypto/nonce.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

// All groups that the specification has (section 9.6.5, 9.6.6).
constexpr psa_key_type_t kR1 = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1);
constexpr psa_key_type_t kK1 = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_K1);
constexpr psa_key_type_t kBrainpool = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_BRAINPOOL_P_R1);
constexpr psa_key_type_t kMontgomery = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_MONTGOMERY);
constexpr psa_key_type_t kRfc7919 = PSA_KEY_TYPE_DH_PUBLIC_KEY(PSA_DH_FAMILY_RFC7919);
constexpr Group kAllGroups[] = {
    {kR1, 192},         {kR1, 224},         {kR1, 256},        {kR1, 384},        {kR1, 521},
    {kK1, 192},         {kK1, 225},         {kK1, 256},        {kBrainpool, 160}, {kBrainpool, 192},
    {kBrainpool, 224},  {kBrainpool, 256},  {kBrainpool, 320}, {kBrainpool, 384}, {kBrainpool, 512},
    {kMontgomery, 255}, {kMontgomery, 448}, {kRfc7919, 2048},  {kRfc7919, 3072},  {kRfc7919, 4096},
    {kRfc7919, 6144},   {kRfc7919, 8192},
};

template <class D>
constexpr bool has_type(psa_key_type_t type) {
  return std::any_of(D::kGroups.begin(), D::kGroups.end(), [=](const Group& g) { return g.type == type; });
}
template <class... Ds>
constexpr bool is_any_type(DriverList<Ds...>, psa_key_type_t type) {
  return (has_type<Ds>(type) || ...);
}
constexpr bool is_relevant(const Group& group) { return is_any_type(KeyPairDrivers(), group.type); }

// Those of families of which a driver has a part: the others cost nothing.
constexpr auto kKnownGroups = [] {
  constexpr std::size_t kCount = std::count_if(std::begin(kAllGroups), std::end(kAllGroups), is_relevant);
  std::array<Group, kCount> groups{};
  std::copy_if(std::begin(kAllGroups), std::end(kAllGroups), groups.begin(), is_relevant);
  return groups;
}();

// Whether there is a group whose numbers do not fill their bytes.
constexpr bool kHasOddBits =
    std::any_of(kKnownGroups.begin(), kKnownGroups.end(), [](const Group& g) { return g.bits % 8 != 0; }) &&
    config::kCryptoP521;

template <class D>
bool has(const Group& group) {
  if constexpr (D::kGroups.size() == 1) return D::kGroups[0] == group;
  return std::find(D::kGroups.begin(), D::kGroups.end(), group) != D::kGroups.end();
}

// Calls f(driver, group) with the driver that has the group. If that is the driver's only one, then it is a
// constant in f: a device with one curve does not compute sizes.
template <class List = KeyPairDrivers, class F>
Status with_group(const Group& group, F f) {
  return with_driver(
      List(), [&]<class D>(std::type_identity<D>) { return has<D>(group); },
      [&]<class D>(std::type_identity<D> driver) {
        if constexpr (D::kGroups.size() == 1) {
          return f(driver, D::kGroups[0]);
        } else {
          return f(driver, group);
        }
      });
}

// Those that sign with a number that is given to them.
template <class List>
struct TakersOf;
template <EcdsaDriver... Ds>
struct TakersOf<DriverList<Ds...>> {
  using Type = Concatenate<DriverList<>, DriverIf<!MakesItsOwnNonces<Ds>, Ds>...>;
};
using NonceTakers = TakersOf<EcdsaDrivers>::Type;

Group group_of(psa_key_type_t type, std::size_t bits) { return KeyMaterial{type, bits, {}}.group(); }

// What f(group) says, if a driver has the group.
template <class F>
Result<std::size_t> size_in(const Group& group, F f) {
  std::size_t size = 0;
  const Status found = with_group(group, [&]<class D>(std::type_identity<D>, const Group& g) {
    size = f(g);
    return Status();
  });
  if (!found) return Failure{found.status()};
  return size;
}

void add_one(MutableBytes number) {
  for (std::size_t i = number.size(); i-- > 0;) {
    if (++number[i] != 0) return;
  }
}

// Groups whose order is far from a power of two drop up to a half of all numbers; a generator that gives so
// many useless ones in a row is broken.
constexpr int kAttempts = 128;

}  // namespace

Result<std::size_t> key_pair_bits(psa_key_type_t type, std::size_t size) {
  const bool is_private = PSA_KEY_TYPE_IS_KEY_PAIR(type);
  const psa_key_type_t public_type = PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type);
  psa_status_t error = PSA_ERROR_NOT_SUPPORTED;
  for (const Group& group : kKnownGroups) {
    if (group.type != public_type) continue;
    if ((is_private ? group.size() : group.public_size()) == size)
      return size_in(group, [](const Group& g) { return std::size_t{g.bits}; });
    error = PSA_ERROR_INVALID_ARGUMENT;
  }
  return Failure{error};
}

Result<std::size_t> private_key_size(psa_key_type_t type, std::size_t bits) {
  return size_in(group_of(type, bits), [](const Group& g) { return g.size(); });
}

Status check_asymmetric_key(psa_key_type_t type, std::size_t bits, MutableBytes key) {
  return with_group(group_of(type, bits), [&]<class D>(std::type_identity<D>, const Group& group) {
    return PSA_KEY_TYPE_IS_KEY_PAIR(type) ? D::check_private(group, key) : D::check_public(group, key);
  });
}

// Section 9.6.5: a number of as many bits as the group has is one less than the private key; on Montgomery
// curves its bits are the key's.
Status make_private_key(psa_key_type_t type, std::size_t bits, MutableBytes random) {
  const bool may_be_montgomery = is_any_type(KeyPairDrivers(), kMontgomery);
  if (!may_be_montgomery || PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) != kMontgomery) {
    if (kHasOddBits) random[0] &= static_cast<std::uint8_t>(0xFF >> (8 * random.size() - bits));
    add_one(random);
  }
  return check_asymmetric_key(type, bits, random);
}

Status generate_private_key(psa_key_type_t type, std::size_t bits, MutableBytes private_key) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (const Status random = random_bytes(private_key); !random) return random;
    const Status made = make_private_key(type, bits, private_key);
    if (made.status() != PSA_ERROR_INVALID_ARGUMENT) return made;
  }
  return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
}

Result<std::size_t> public_key(const KeyMaterial& key, MutableBytes out) {
  std::size_t size = 0;
  const Status status = with_group(key.group(), [&]<class D>(std::type_identity<D>, const Group& group) {
    size = group.public_size();
    if (out.size() < size) return Status(Failure{PSA_ERROR_BUFFER_TOO_SMALL});
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key.type)) return D::public_key(group, key.bytes, out.first(size));
    std::copy(key.bytes.begin(), key.bytes.end(), out.begin());
    return Status();
  });
  if (!status) return Failure{status.status()};
  return size;
}

Status agree(const KeyMaterial& key, Bytes peer, MutableBytes secret) {
  const Status status = with_group(key.group(), [&]<class D>(std::type_identity<D>, const Group& group) {
    return peer.size() == group.public_size() ? D::agree(group, key.bytes, peer, secret)
                                              : Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
  });
  if (!status) wipe(secret);
  return status;
}

bool is_ecdsa_key(psa_key_type_t type) {
  return PSA_KEY_TYPE_IS_ECC(type) && (!is_any_type(KeyPairDrivers(), kMontgomery) ||
                                       PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) != kMontgomery);
}

Result<std::size_t> ecdsa_signature_size(const KeyMaterial& key) {
  return size_in(key.group(), [](const Group& group) { return group.signature_size(); });
}

Status ecdsa_sign(const KeyMaterial& key, psa_algorithm_t algorithm, Bytes hash, MutableBytes signature) {
  if constexpr (config::kCryptoDeterministicEcdsa) {
    if (PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm)) {
      return with_group<NonceTakers>(key.group(), [&]<class D>(std::type_identity<D>, const Group& group) {
        DeterministicNonces nonces;
        const NonceSource source = nonces.source();
        std::array<std::uint8_t, KeyPairLimits::kCurveSize> buffer;
        const MutableBytes order = MutableBytes(buffer).first(group.size());
        Status status = D::order(group, order);
        if (status) status = nonces.start(PSA_ALG_GET_HASH(algorithm), key.bytes, hash, order);
        return status ? D::sign(group, key.bytes, hash, &source, signature.first(group.signature_size()))
                      : status;
      });
    }
  }
  return with_group<EcdsaDrivers>(key.group(), [&]<class D>(std::type_identity<D>, const Group& group) {
    return D::sign(group, key.bytes, hash, nullptr, signature.first(group.signature_size()));
  });
}

Status ecdsa_verify(const KeyMaterial& key, Bytes hash, Bytes signature) {
  return with_group<EcdsaDrivers>(key.group(), [&]<class D>(std::type_identity<D>, const Group& group) {
    if (signature.size() != group.signature_size()) return Status(Failure{PSA_ERROR_INVALID_SIGNATURE});
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key.type)) return D::verify(group, key.bytes, hash, signature);
    std::array<std::uint8_t, KeyPairLimits::kCurvePublicSize> buffer;
    const MutableBytes public_key = MutableBytes(buffer).first(group.public_size());
    const Status status = D::public_key(group, key.bytes, public_key);
    return status ? D::verify(group, public_key, hash, signature) : status;
  });
}

}  // namespace redoubt::crypto
