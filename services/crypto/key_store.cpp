// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/key_store.hpp"

namespace redoubt::crypto {
namespace {

constexpr psa_key_id_t kSlotMask = 0xFF;
constexpr unsigned kSlotBits = 8;
constexpr std::uint32_t kCountMask = 0xFFFFF;

}  // namespace

bool KeyStore::is_within_share(ClientId owner, std::size_t size) const {
  std::size_t slots = 1;
  std::size_t bytes = size;
  for (const Key& key : keys_) {
    if (key.id_ != 0 && key.owner_ == owner) {
      ++slots;
      bytes += key.size_;
    }
  }
  return slots <= kSlotsPerClient && bytes <= kMemoryPerClient && size <= kMemory - used_;
}

Key* KeyStore::free_slot(ClientId owner, std::size_t size) {
  if (!is_within_share(owner, size)) return nullptr;
  return first([](const Key& key) { return key.id_ == 0; });
}

Key* KeyStore::idle_copy(ClientId owner) {
  return first([=](const Key& key) {
    return key.id_ != 0 && key.owner_ == owner && key.is_persistent() && key.holds_ == 0;
  });
}

psa_key_id_t KeyStore::next_id(const Key& slot) {
  keys_made_ = (keys_made_ + 1) & kCountMask;
  return PSA_KEY_ID_VENDOR_MIN | keys_made_ << kSlotBits | static_cast<psa_key_id_t>(&slot - keys_.data());
}

Result<Key*> KeyStore::create(ClientId owner, const KeyAttributes& attributes, std::size_t size,
                              psa_key_id_t persistent_id) {
  if (persistent_id != PSA_KEY_ID_NULL) size += kRecordHeader;
  // 64 KiB in one piece would be a size of 0 in the slot, and never given back.
  if (size > std::min<std::size_t>(kMemoryPerClient, UINT16_MAX))
    return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  Key* key = free_slot(owner, size);
  while (config::kCryptoPersistentKeys && key == nullptr) {
    Key* const copy = idle_copy(owner);
    if (copy == nullptr) break;
    destroy(*copy);
    key = free_slot(owner, size);
  }
  if (key == nullptr) return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  key->attributes_ = attributes;
  key->id_ = persistent_id != PSA_KEY_ID_NULL ? persistent_id : next_id(*key);
  key->owner_ = owner;
  key->offset_ = static_cast<std::uint16_t>(used_);
  key->size_ = static_cast<std::uint16_t>(size);
  used_ += static_cast<std::uint32_t>(size);
  return key;
}

Key* KeyStore::owned(ClientId owner, psa_key_id_t id) {
  if (config::kCryptoPersistentKeys && is_user_key(id))
    return first([=](const Key& key) { return key.id_ == id && key.owner_ == owner; });
  const psa_key_id_t slot = id & kSlotMask;
  if (id == PSA_KEY_ID_NULL || slot >= kSlots) return nullptr;
  Key& key = keys_[slot];
  return key.id_ == id && key.owner_ == owner ? &key : nullptr;
}

Key* KeyStore::find(ClientId owner, psa_key_id_t id) {
  Key* const key = owned(owner, id);
  return key != nullptr && key->attributes_.type != PSA_KEY_TYPE_NONE ? key : nullptr;
}

Key* KeyStore::find_note(ClientId owner, psa_key_id_t id) {
  Key* const key = owned(owner, id);
  return key != nullptr && key->attributes_.type == PSA_KEY_TYPE_NONE ? key : nullptr;
}

void KeyStore::release(Key& key) {
  --key.holds_;
  if (key.holds_ == 0 && key.is_persistent() && (key.attributes_.usage & PSA_KEY_USAGE_CACHE) == 0)
    destroy(key);
}

void KeyStore::settle(Key& key, std::size_t bits, std::size_t size) {
  const std::size_t excess = material(key).size() - size;
  key.attributes_.bits = static_cast<std::uint16_t>(bits);
  key.size_ = static_cast<std::uint16_t>(key.size_ - excess);
  used_ -= static_cast<std::uint32_t>(excess);
  wipe(MutableBytes(memory_).subspan(used_, excess));
}

// Closes the gap that the material leaves.
void KeyStore::destroy(Key& key) {
  const std::size_t end = std::size_t{key.offset_} + key.size_;
  std::memmove(&memory_[key.offset_], memory_.data() + end, used_ - end);
  used_ -= key.size_;
  wipe(MutableBytes(memory_).subspan(used_, key.size_));
  for (Key& other : keys_) {
    if (other.id_ != 0 && other.offset_ >= end)
      other.offset_ = static_cast<std::uint16_t>(other.offset_ - key.size_);
  }
  key = {};
}

}  // namespace redoubt::crypto
