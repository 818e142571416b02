// SPDX-License-Identifier: BSD-3-Clause
// Signatures (section 10.9).
#pragma once

#include "services/crypto/keys.hpp"

namespace redoubt::crypto {

// PSA_ERROR_INVALID_ARGUMENT: not an algorithm for messages, or a wildcard; PSA_ERROR_NOT_SUPPORTED: its
// hash.
Status check_message_algorithm(psa_algorithm_t algorithm);
Status check_hash_algorithm(psa_algorithm_t algorithm);

// psa/crypto.h's functions of the same name; the errors are documented there.
Status sign_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                    Sink& signature);
Status verify_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                      Source& signature);
Status sign_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash, Sink& signature);
Status verify_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash,
                   Source& signature);

}  // namespace redoubt::crypto
