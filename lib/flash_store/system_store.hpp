// SPDX-License-Identifier: BSD-3-Clause
// The `system` area: security counters and entropy seed (provisioning::SystemRecord), kept in a store under
// client 0.
#pragma once

#include <array>
#include <cstdint>

#include "lib/base/bytes.hpp"
#include "lib/flash_store/store.hpp"
#include "lib/provisioning/provisioning.hpp"

namespace redoubt::flash_store {

inline constexpr std::uint32_t kSeedSize = 64;

constexpr Key system_key(provisioning::SystemRecord record) { return {0, record}; }

// What the bootloader needs: with Reader it links no code that writes. Mount the store first.
// Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_DATA_CORRUPT. Neither says that the counter is 0: refuse the
// image then.
template <class AnyReader>
Result<std::uint32_t> read_counter(const AnyReader& store, provisioning::SystemRecord record) {
  std::uint32_t value;
  REDOUBT_TRY(store.read_exact(system_key(record), mutable_bytes_of(value)));
  return value;
}

// The same area for those who write: SPE services and the provisioning tool. An instance must not outlive
// another one's write, of which it would know nothing: mount it, use it, let it go.
template <hal::Flash Flash>
class SystemStore {
 public:
  // The flash must outlive the store.
  constexpr explicit SystemStore(Flash& flash) : store_(flash, index_) {}
  SystemStore(const SystemStore&) = delete;
  SystemStore& operator=(const SystemStore&) = delete;

  // First of all; writes nothing. Errors: as Reader::mount().
  Status mount() { return store_.mount(); }

  // Errors: as read_counter() above.
  Result<std::uint32_t> counter(provisioning::SystemRecord record) const {
    return read_counter(store_, record);
  }

  // Raises a counter to `value`, or leaves it where it is if that is higher. Writes only what changes.
  // Errors: PSA_ERROR_DATA_CORRUPT, the old value is not known and none is taken for it; Store::set()'s.
  Status raise_counter(provisioning::SystemRecord record, std::uint32_t value) {
    const auto current = counter(record);
    if (current && *current >= value) return {};
    if (!current && current.status() != PSA_ERROR_DOES_NOT_EXIST) return Failure{current.status()};
    return store_.set(system_key(record), 0, bytes_of(value));
  }

  // Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_DATA_CORRUPT. The caller wipes the seed.
  Status read_seed(std::span<std::uint8_t, kSeedSize> seed) const {
    return store_.read_exact(system_key(provisioning::kEntropySeed), seed);
  }

  // After success the old seed will not be read again, not even after a power cut at once. (Its bits stay on
  // flash until their sector is erased: derive the next seed by a one-way function.) Errors: Store::set()'s.
  Status replace_seed(std::span<const std::uint8_t, kSeedSize> seed) {
    return store_.set(system_key(provisioning::kEntropySeed), 0, seed);
  }

 private:
  std::array<IndexEntry, 8> index_{};
  Store<Flash> store_;
};

}  // namespace redoubt::flash_store
