// SPDX-License-Identifier: BSD-3-Clause
// Keys of other locations than the core's own memory: what is kept of them is a blob, made and opened by the
// location's driver. Without such a driver all of this is nothing.
#pragma once

#include <type_traits>

#include "services/crypto/composition.hpp"
#include "services/crypto/key_store.hpp"

namespace redoubt::crypto {

inline constexpr bool kHasKeyLocations = !std::is_same_v<KeyLocations, DriverList<>>;

namespace detail {
template <KeyLocationDriver... Ds>
constexpr std::size_t overhead_of(DriverList<Ds...>, [[maybe_unused]] psa_key_location_t location) {
  static_assert(((Ds::kOverhead != 0 && Ds::kLocation != PSA_KEY_LOCATION_LOCAL_STORAGE) && ...));
  std::size_t overhead = 0;
  static_cast<void>(((location == Ds::kLocation && (overhead = Ds::kOverhead, true)) || ...));
  return overhead;
}
}  // namespace detail

// By how much a blob is longer than its key; 0: what is kept is the key itself.
constexpr std::size_t blob_overhead(psa_key_lifetime_t lifetime) {
  return detail::overhead_of(KeyLocations(), PSA_KEY_LIFETIME_GET_LOCATION(lifetime));
}

constexpr bool has_location(psa_key_lifetime_t lifetime) {
  return PSA_KEY_LIFETIME_GET_LOCATION(lifetime) == PSA_KEY_LOCATION_LOCAL_STORAGE ||
         blob_overhead(lifetime) != 0;
}

// What a blob has room for.
constexpr MutableBytes without_overhead(MutableBytes blob, psa_key_lifetime_t lifetime) {
  return blob.first(blob.size() - blob_overhead(lifetime));
}

namespace detail {

// All that a blob is bound to beside its owner: it cannot become a key with another policy, or another
// persistent key.
struct KeyIdentity {
  std::uint16_t type;
  std::uint16_t bits;
  std::uint32_t usage;
  std::uint32_t algorithm;
  std::uint32_t lifetime;
  std::uint32_t id;  // 0: volatile
};
static_assert(sizeof(KeyIdentity) == 20);

// Calls f(driver, identity) if the key has a location with a driver.
template <class F>
Status with_location(psa_key_id_t id, const KeyAttributes& attributes, F f) {
  const psa_key_location_t location = PSA_KEY_LIFETIME_GET_LOCATION(attributes.lifetime);
  if (!kHasKeyLocations || location == PSA_KEY_LOCATION_LOCAL_STORAGE) return {};
  const KeyIdentity identity = {attributes.type,      attributes.bits,     attributes.usage,
                                attributes.algorithm, attributes.lifetime, is_user_key(id) ? id : 0};
  return with_driver(
      KeyLocations(), [=]<class D>(std::type_identity<D>) { return location == D::kLocation; },
      [&]<class D>(std::type_identity<D> driver) { return f(driver, bytes_of(identity)); });
}

}  // namespace detail

// The key in front of the overhead's room becomes a blob. Does nothing to a key of no such location.
inline Status close_blob(ClientId owner, psa_key_id_t id, const KeyAttributes& attributes,
                         MutableBytes blob) {
  return detail::with_location(id, attributes, [&]<class D>(std::type_identity<D>, Bytes identity) {
    return D::close(owner, identity, blob);
  });
}

// And back. PSA_ERROR_INVALID_SIGNATURE: not this owner's blob of such a key.
inline Status open_blob(ClientId owner, psa_key_id_t id, const KeyAttributes& attributes, MutableBytes blob) {
  return detail::with_location(id, attributes, [&]<class D>(std::type_identity<D>, Bytes identity) {
    return D::open(owner, identity, blob);
  });
}

}  // namespace redoubt::crypto
