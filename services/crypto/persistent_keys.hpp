// SPDX-License-Identifier: BSD-3-Clause
// Persistent keys in internal trusted storage. Each lies there under its owner's client id and its
// identifier, in the service's own name space, which no client can reach; docs/storage-format.md has the
// layout.
#pragma once

#include "services/crypto/key_store.hpp"

namespace redoubt::crypto {

// All of them: PSA_ERROR_NOT_SUPPORTED if CRYPTO_PERSISTENT_KEYS is not chosen, and
// PSA_ERROR_STORAGE_FAILURE.

// PSA_SUCCESS: the client has no key of this identifier yet. PSA_ERROR_ALREADY_EXISTS.
Status check_no_such_key(ClientId owner, psa_key_id_t id);
// Whole or not at all. PSA_ERROR_INSUFFICIENT_STORAGE.
Status store_key(ClientId owner, const Key& key);
// A copy in the key store. PSA_ERROR_INVALID_HANDLE: there is none; PSA_ERROR_DATA_CORRUPT;
// PSA_ERROR_DATA_INVALID: not a key of this or an earlier release.
Result<Key*> load_key(ClientId owner, psa_key_id_t id);
// PSA_ERROR_INVALID_HANDLE: there is none. A damaged key can be erased too.
Status erase_key(ClientId owner, psa_key_id_t id);

}  // namespace redoubt::crypto
