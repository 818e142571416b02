// SPDX-License-Identifier: BSD-3-Clause
// Signatures (section 10.7).
#pragma once

#include "services/crypto/keys.hpp"

namespace redoubt::crypto {

// psa/crypto.h's functions of the same name; the errors are documented there.
Status sign_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                    Sink& signature);
Status verify_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                      Source& signature);
Status sign_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash, Sink& signature);
Status verify_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash,
                   Source& signature);

}  // namespace redoubt::crypto
