// SPDX-License-Identifier: BSD-3-Clause
// Key management (section 9.7), and the one way from a key's identifier to its bytes.
#pragma once

#include <psa/crypto.h>

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/key_store.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// A key that the client may use for something. Valid until a key is destroyed.
class UsableKey {
 public:
  UsableKey() = default;
  UsableKey(const UsableKey&) = delete;
  UsableKey& operator=(const UsableKey&) = delete;
  ~UsableKey() { wipe(built_in_); }

  // In this order: PSA_ERROR_INVALID_HANDLE, the client has no such key; PSA_ERROR_NOT_PERMITTED, a usage
  // flag is missing; PSA_ERROR_INVALID_ARGUMENT, no algorithm or a wildcard; PSA_ERROR_NOT_PERMITTED, not the
  // policy's algorithm.
  Status open(ClientId client, psa_key_id_t id, psa_key_usage_t usage, psa_algorithm_t algorithm);
  // The same without an algorithm: for export and copies.
  Status open(ClientId client, psa_key_id_t id, psa_key_usage_t usage);

  const KeyAttributes& attributes() const { return attributes_; }
  Bytes bytes() const { return bytes_; }
  KeyMaterial material() const { return {attributes_.type, attributes_.bits, bytes_}; }

 private:
  Status find(ClientId client, psa_key_id_t id);

  KeyAttributes attributes_{};
  Bytes bytes_;
  std::array<std::uint8_t, kIakSize> built_in_{};
};

// For psa/crypto.h's functions of the same name; the errors are documented there.
Result<psa_key_id_t> import_key(ClientId client, const psa_key_attributes_t& attributes, Source& data);
Result<psa_key_id_t> generate_key(ClientId client, const psa_key_attributes_t& attributes);
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
  std::size_t size;  // of its material, in bytes
};
Result<NewKey> check_new_key(const psa_key_attributes_t& attributes);

// Makes a key whose material fill(MutableBytes) writes. Nothing is left of it if that fails.
template <class Fill>
Result<psa_key_id_t> make_key(ClientId client, const NewKey& description, Fill fill) {
  Key* const key = REDOUBT_TRY(core.keys.create(client, description.attributes, description.size));
  const Status filled = fill(core.keys.material(*key));
  if (filled) return key->id();
  core.keys.destroy(*key);
  return Failure{filled.status()};
}

}  // namespace redoubt::crypto
