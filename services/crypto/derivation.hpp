// SPDX-License-Identifier: BSD-3-Clause
// Key derivation (section 10.6): HKDF (RFC 5869), whole and by its halves. One state machine; the halves skip
// a part of it.
#pragma once

#include <psa/crypto.h>

#include "lib/protocol/protocol.hpp"
#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {

// Between setup and abort. All bytes zero before setup.
struct Derivation {
  psa_algorithm_t algorithm;
  psa_algorithm_t agreement;  // the key agreement that may give an input; PSA_ALG_NONE: none
  std::uint32_t capacity;     // bytes that may still come out
  psa_key_id_t info;          // a note in the key store, 0: empty
  psa_key_id_t secret;  // the key that was the secret, 0: it was none. Destroying the key ends the operation
  // Booleans.
  std::uint8_t has_salt, has_secret, has_info, has_output;
  std::uint8_t is_verify_only;  // an input was a key that must not be derived from
  std::uint8_t block;           // blocks that were made of the output
  std::uint8_t block_used;      // bytes of the last one that came out
  struct Expansion {
    std::array<std::uint8_t, HashLimits::kSize> key;    // PRK
    std::array<std::uint8_t, HashLimits::kSize> block;  // T(n); for HKDF-Extract, PRK
  };
  union {
    Hmac extraction;      // before the secret
    Expansion expansion;  // after it
  };
};

// What a key's policy has to permit, to be an input.
constexpr psa_algorithm_t policy_algorithm(const Derivation& operation) {
  return !config::kCryptoAgreement || operation.agreement == PSA_ALG_NONE
             ? operation.algorithm
             : PSA_ALG_KEY_AGREEMENT(operation.agreement, operation.algorithm);
}

// Whether input comes from memory, or from a key and which.
struct InputOrigin {
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_key_type_t type = PSA_KEY_TYPE_NONE;
  psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE;
};

// PSA_ERROR_INVALID_ARGUMENT: not a key derivation; PSA_ERROR_NOT_SUPPORTED: not this one.
Status check_derivation(psa_algorithm_t algorithm);
// After check_derivation().
void start_derivation(Derivation& operation, psa_algorithm_t algorithm);
Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, Source& data,
                        InputOrigin origin);
// Takes so many bytes of the capacity. PSA_ERROR_INSUFFICIENT_DATA: more than is left, which is now 0, or
// nothing is; PSA_ERROR_BAD_STATE: an input is missing; PSA_ERROR_NOT_PERMITTED.
Status claim_output(Derivation& operation, std::size_t size);
// The next bytes of what was claimed.
Status claimed_output(ClientId client, Derivation& operation, MutableBytes out);
// psa_key_derivation_output_key().
Result<psa_key_id_t> derive_key(ClientId client, Derivation& operation,
                                const psa_key_attributes_t& attributes);
void forget_info(ClientId client, const Derivation& operation);

}  // namespace redoubt::crypto
