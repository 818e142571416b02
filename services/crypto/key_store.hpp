// SPDX-License-Identifier: BSD-3-Clause
// The memory that holds keys. A key belongs to the client that made it: every look-up takes the client's id,
// and a key of another client is no different from one that never was. Each client has a share of slots and
// bytes that it can fill but not exceed, so that it cannot leave another one without.
#pragma once

#include <psa/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"
#include "redoubt_config.hpp"

namespace redoubt::crypto {

struct KeyAttributes {
  psa_key_type_t type;
  std::uint16_t bits;
  psa_key_usage_t usage;
  psa_algorithm_t algorithm;
};

// A key's place. Identifiers of volatile keys lie at the start of the vendor's range; the lowest 8 bits are
// the slot, the others a count of keys made, so that an identifier of a destroyed key names nothing for the
// next million keys.
class Key {
 public:
  const KeyAttributes& attributes() const { return attributes_; }
  psa_key_id_t id() const { return id_; }

 private:
  friend class KeyStore;
  KeyAttributes attributes_;
  psa_key_id_t id_;  // 0: the slot is free
  ClientId owner_;
  std::uint16_t offset_;  // of the material in memory_
  std::uint16_t size_;
};

class KeyStore {
 public:
  // A new key with `size` bytes of material for the caller to fill, or PSA_ERROR_INSUFFICIENT_MEMORY. The
  // material's address holds until the next destroy().
  Result<Key*> create(ClientId owner, const KeyAttributes& attributes, std::size_t size);
  // Null: the client has no such key.
  Key* find(ClientId owner, psa_key_id_t id);
  // Bytes that an operation has to keep, in the same memory and of the same share: a key without a type,
  // which find() does not find.
  Key* find_note(ClientId owner, psa_key_id_t id);
  MutableBytes material(const Key& key) { return MutableBytes(memory_).subspan(key.offset_, key.size_); }
  // Wipes the material.
  void destroy(Key& key);
  // Bytes of material that are in use.
  std::size_t used() const { return used_; }

 private:
  static constexpr std::size_t kSlots = config::kCryptoKeySlots;
  static constexpr std::size_t kMemory = config::kCryptoKeyMemory;
  static constexpr std::size_t kSlotsPerClient = kSlots / config::kCryptoClients;
  static constexpr std::size_t kMemoryPerClient = kMemory / config::kCryptoClients;
  static_assert(kSlots >= 1 && kSlots <= 256 && kMemory <= 0x10000 && kSlotsPerClient >= 1);

  Key* owned(ClientId owner, psa_key_id_t id);
  bool is_within_share(ClientId owner, std::size_t size) const;
  Key* free_slot();
  psa_key_id_t next_id(const Key& slot);

  std::array<Key, kSlots> keys_{};
  std::uint32_t keys_made_ = 0;
  std::uint32_t used_ = 0;  // material lies without gaps in [0, used_)
  std::array<std::uint8_t, kMemory> memory_{};
};

}  // namespace redoubt::crypto
