// SPDX-License-Identifier: BSD-3-Clause
// Key management (section 9.7), and the one way from a key's identifier to its bytes.
#pragma once

#include <psa/crypto.h>

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/key_locations.hpp"
#include "services/crypto/key_store.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// A key that the client may use for something. A copy of a persistent key stays while there is one of these,
// and is read from storage if need be. Valid until the key is destroyed.
class UsableKey {
 public:
  UsableKey() = default;
  UsableKey(const UsableKey&) = delete;
  UsableKey& operator=(const UsableKey&) = delete;
  ~UsableKey();

  // In this order: PSA_ERROR_INVALID_HANDLE, the client has no such key; PSA_ERROR_NOT_PERMITTED, a usage
  // flag is missing; PSA_ERROR_INVALID_ARGUMENT, no algorithm or a wildcard; PSA_ERROR_NOT_PERMITTED, not the
  // policy's algorithm.
  Status open(ClientId client, psa_key_id_t id, psa_key_usage_t usage, psa_algorithm_t algorithm);
  // The same without an algorithm: for export and copies.
  Status open(ClientId client, psa_key_id_t id, psa_key_usage_t usage);
  // Likewise, but its attributes alone: bytes() may be a blob.
  Status find(ClientId client, psa_key_id_t id, psa_key_usage_t usage);

  const KeyAttributes& attributes() const { return attributes_; }
  // Holds until any key is destroyed.
  Bytes bytes() const {
    return key_ != nullptr ? Bytes(without_overhead(core.keys.material(*key_), attributes_.lifetime))
                           : Bytes(built_in_);
  }
  // With the room of its location's overhead behind it, if it has one.
  MutableBytes blob() const { return core.keys.material(*key_); }
  KeyMaterial material() const { return {attributes_.type, attributes_.bits, bytes()}; }

 private:
  Status find(ClientId client, psa_key_id_t id);
  Status open_blob(ClientId client);

  KeyAttributes attributes_{};
  Key* key_ = nullptr;  // null: a built-in key; of another location: a note with what was in the blob
  std::array<std::uint8_t, kBuiltinKeySize> built_in_{};
};

// For psa/crypto.h's functions of the same name; the errors are documented there.
Result<psa_key_id_t> import_key(ClientId client, const psa_key_attributes_t& attributes, Source& data);
Result<psa_key_id_t> generate_key(ClientId client, const psa_key_attributes_t& attributes);
// For parameters that are not those of generate_key(): RSA keys only.
Result<psa_key_id_t> generate_key_custom(ClientId client, const psa_key_attributes_t& attributes,
                                         std::uint32_t flags, Source& custom);
Result<psa_key_id_t> copy_key(ClientId client, psa_key_id_t source, const psa_key_attributes_t& attributes);
Status destroy_key(ClientId client, psa_key_id_t id);
Status purge_key(ClientId client, psa_key_id_t id);
Result<psa_key_attributes_t> get_key_attributes(ClientId client, psa_key_id_t id);
Status export_key(ClientId client, psa_key_id_t id, Sink& data);
Status export_public_key(ClientId client, psa_key_id_t id, Sink& data);

// What a key that is generated or derived will be: PSA_ERROR_INVALID_ARGUMENT for a public key or a size that
// the type does not have, and the errors of bad attributes.
struct NewKey {
  KeyAttributes attributes;
  std::size_t size;                   // of its material, in bytes
  psa_key_id_t id = PSA_KEY_ID_NULL;  // of a persistent key
};
Result<NewKey> check_new_key(const psa_key_attributes_t& attributes);

// What begins a label that attach_key() takes; the key's blob follows. It only grows, by a new version.
struct LabelHeader {
  std::uint32_t version;  // 1
  std::uint16_t type;
  std::uint16_t bits;
  std::uint32_t usage;
  std::uint32_t algorithm;
};
static_assert(sizeof(LabelHeader) == 16);
Result<psa_key_id_t> attach_key(ClientId client, const psa_key_attributes_t& attributes, Source& label);
// The label of a key that can be attached.
Status write_label(ClientId client, psa_key_id_t id, Sink& label);

// The two ends of make_key(): a place for the key, and its end as what was asked for or as nothing.
Result<Key*> begin_key(ClientId client, const NewKey& description);
Result<psa_key_id_t> end_key(ClientId client, Key& key, Status filled);

// Makes a key whose material fill(MutableBytes) writes. Nothing is left of it if that fails.
template <class Fill>
Result<psa_key_id_t> make_key(ClientId client, const NewKey& description, Fill fill) {
  Key* const key = REDOUBT_TRY(begin_key(client, description));
  return end_key(client, *key,
                 fill(without_overhead(core.keys.material(*key), description.attributes.lifetime)));
}

}  // namespace redoubt::crypto
