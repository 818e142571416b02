// SPDX-License-Identifier: BSD-3-Clause
// Key encapsulation (section 10.12): ECIES's agreement of an ephemeral key pair with the receiver's.
#pragma once

#include "services/crypto/agreement.hpp"

namespace redoubt::crypto {

// PSA_ERROR_INVALID_ARGUMENT: not a key encapsulation; PSA_ERROR_NOT_SUPPORTED: not this one.
Status check_encapsulation(psa_algorithm_t algorithm);

// A shared secret, and for the receiver whose key it is the ciphertext that gives it. The errors of
// psa_encapsulate(), but for those of finding the key.
Result<psa_key_id_t> encapsulate(ClientId client, const KeyMaterial& key,
                                 const psa_key_attributes_t& attributes, Sink& ciphertext);
Result<psa_key_id_t> decapsulate(ClientId client, const KeyMaterial& key,
                                 const psa_key_attributes_t& attributes, Source& ciphertext);

}  // namespace redoubt::crypto
