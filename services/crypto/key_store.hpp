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
#include "redoubt_config/crypto.hpp"

namespace redoubt::crypto {

struct KeyAttributes {
  psa_key_type_t type;
  std::uint16_t bits;
  psa_key_usage_t usage;
  psa_algorithm_t algorithm;
  psa_key_lifetime_t lifetime;
};

// The identifiers that a user may give to a key (section 9.4).
constexpr bool is_user_key(psa_key_id_t id) { return id >= PSA_KEY_ID_USER_MIN && id <= PSA_KEY_ID_USER_MAX; }

// Bytes before the material of a persistent key (persistent_keys.cpp), so that both are stored in one piece.
inline constexpr std::size_t kRecordHeader = 20;

// A key's place. Identifiers of volatile keys lie at the start of the vendor's range; the lowest 8 bits are
// the slot, the others a count of keys made, so that an identifier of a destroyed key names nothing for the
// next million keys. Those of persistent keys are the user's, and what lies here is a copy.
class Key {
 public:
  const KeyAttributes& attributes() const { return attributes_; }
  bool is_persistent() const { return !PSA_KEY_LIFETIME_IS_VOLATILE(attributes_.lifetime); }
  psa_key_id_t id() const { return id_; }
  // Before end_key() only.
  void restrict_to(const KeyAttributes& attributes) { attributes_ = attributes; }

 private:
  friend class KeyStore;
  KeyAttributes attributes_;
  psa_key_id_t id_;  // 0: the slot is free
  ClientId owner_;
  std::uint16_t offset_;  // of the material in memory_
  std::uint16_t size_;
  std::uint8_t holds_;
};

class KeyStore {
 public:
  // A new key with `size` bytes of material for the caller to fill, or PSA_ERROR_INSUFFICIENT_MEMORY; a
  // volatile one gets its identifier here. Copies of the owner's persistent keys make room. The key's address
  // holds until its own destroy(), the material's until any key's.
  Result<Key*> create(ClientId owner, const KeyAttributes& attributes, std::size_t size,
                      psa_key_id_t persistent_id = PSA_KEY_ID_NULL);
  // Null: the client has no such key.
  Key* find(ClientId owner, psa_key_id_t id);
  // Bytes that an operation has to keep, in the same memory and of the same share: a key without a type,
  // which find() does not find.
  Key* find_note(ClientId owner, psa_key_id_t id);
  MutableBytes material(const Key& key) {
    return record(key).subspan(key.is_persistent() ? kRecordHeader : 0);
  }
  // What is stored of a persistent key: room for a header, and the material.
  MutableBytes record(const Key& key) { return MutableBytes(memory_).subspan(key.offset_, key.size_); }
  // What is only known of a new key when its material is there: its bits, and that it is smaller. Before
  // another key is made.
  void settle(Key& key, std::size_t bits, std::size_t size);
  // Wipes the material.
  void destroy(Key& key);
  // A copy that is held stays; each hold() has its release(), after which a copy goes unless its policy lets
  // it be cached (section 9.5.2, PSA_KEY_USAGE_CACHE).
  static void hold(Key& key) { ++key.holds_; }
  void release(Key& key);
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
  Key* free_slot(ClientId owner, std::size_t size);
  Key* idle_copy(ClientId owner);
  // Null: there is none. (std::find_if() is four times as large.)
  template <class Suits>
  Key* first(Suits suits) {
    for (Key& key : keys_) {
      if (suits(key)) return &key;
    }
    return nullptr;
  }
  psa_key_id_t next_id(const Key& slot);

  std::array<Key, kSlots> keys_{};
  std::uint32_t keys_made_ = 0;
  std::uint32_t used_ = 0;  // material lies without gaps in [0, used_)
  std::array<std::uint8_t, kMemory> memory_{};
};

}  // namespace redoubt::crypto
