// SPDX-License-Identifier: BSD-3-Clause
// Signatures of messages that come in pieces (section 10.9.9).
#pragma once

#include <psa/crypto.h>

#include "lib/protocol/protocol.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// Between setup and finish. All bytes zero before setup.
struct SignatureOperation {
  HashState hash;
  psa_algorithm_t algorithm;
  psa_key_id_t key;        // as its client named it: destroying the key ends the operation
  psa_key_id_t signature;  // that is verified: a note in the key store; 0: it has a size that none has
  // Booleans.
  std::uint8_t is_verification, is_begun;

  Status update(Bytes data) { return hash.update(data); }
};

// psa/crypto.h's functions of the same name; the errors are documented there.
Status sign_setup(ClientId client, SignatureOperation& operation, psa_key_id_t key,
                  psa_algorithm_t algorithm);
Status verify_setup(ClientId client, SignatureOperation& operation, psa_key_id_t key,
                    psa_algorithm_t algorithm, Source& signature);
Status set_signature_context(SignatureOperation& operation, const Source& context);
Status sign_finish(ClientId client, SignatureOperation& operation, Sink& signature);
Status verify_finish(ClientId client, SignatureOperation& operation);

void forget_signature(ClientId client, const SignatureOperation& operation);

}  // namespace redoubt::crypto
