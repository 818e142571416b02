// SPDX-License-Identifier: BSD-3-Clause
// Key derivation (section 10.8). One state machine: which inputs an algorithm has and in what order is a
// table of its own (kdf.hpp), and so is how it makes the next block of output; all else is here.
#pragma once

#include <psa/crypto.h>

#include "lib/protocol/protocol.hpp"
#include "services/crypto/mac.hpp"

namespace redoubt::crypto {

// Between setup and abort. All bytes zero before setup.
struct Derivation {
  // Inputs that are hashed more than once have to be kept: as notes in the key store. TLS and SP 800-108 keep
  // two.
  static constexpr bool kKeepsTwo = config::kCryptoTls12Prf || config::kCryptoTls12PskToMs ||
                                    config::kCryptoSp800108CounterHmac || config::kCryptoSp800108CounterCmac;
  static constexpr std::size_t kNotes = kKeepsTwo ? 2 : 1;
  // With a pseudorandom function whose key is there once and for all.
  static constexpr bool kHasKeyed =
      kKeepsTwo || config::kCryptoPbkdf2Hmac || config::kCryptoPbkdf2AesCmacPrf128;
  static constexpr std::size_t kSecrets = kHasKeyed ? 2 : 1;
  using Block = std::array<std::uint8_t, HashLimits::kSize>;

  psa_algorithm_t algorithm;
  psa_algorithm_t agreement;               // the key agreement that may give an input; PSA_ALG_NONE: none
  std::uint32_t capacity;                  // bytes that may still come out
  std::array<psa_key_id_t, kNotes> notes;  // 0: empty
  // The key that was the secret or password, and the last one that was another secret input; 0: it was none.
  // Destroying either ends the operation.
  std::array<psa_key_id_t, kSecrets> secrets;
  std::conditional_t<kHasKeyed, std::uint32_t, std::uint8_t> blocks;  // that were made of the output
  std::uint8_t block_used;                                            // bytes of the last one that came out
  std::uint8_t given;                                                 // the inputs that there are, a bit each
  // Booleans.
  std::uint8_t has_output;
  std::uint8_t is_verify_only;  // an input was a key that must not be derived from

  // All that have a block start with it.
  struct Expansion {
    Block block;  // T(n); for HKDF-Extract, PRK; for J-PAKE, the premaster secret
    Block key;    // PRK
  };
  struct Keyed {
    Block block;
    Block chain;           // TLS 1.2: A(n); SP 800-108 with CMAC: K(0)
    Mac mac;               // after its start
    std::uint32_t number;  // PBKDF2: iterations; SP 800-108: bits of output
  };
  union {
    Hmac extraction;      // HKDF before the secret
    Expansion expansion;  // HKDF after it
    std::conditional_t<kHasKeyed, Keyed, Expansion> keyed;
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
// psa_key_derivation_set_capacity(). PSA_ERROR_INVALID_ARGUMENT: more than there is; nothing has changed.
Status set_capacity(Derivation& operation, std::uint32_t capacity);
Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, Source& data,
                        InputOrigin origin);
// The same of a number. Without PBKDF2 there is no such input.
inline constexpr bool kHasPbkdf2 = config::kCryptoPbkdf2Hmac || config::kCryptoPbkdf2AesCmacPrf128;
Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                        std::uint64_t value);
// Takes so many bytes of the capacity, to give them away or only to compare with them.
// PSA_ERROR_INSUFFICIENT_DATA: more than is left, which is now 0, or nothing is; PSA_ERROR_BAD_STATE: an
// input is missing; PSA_ERROR_INVALID_ARGUMENT: not a size in which this output comes;
// PSA_ERROR_NOT_PERMITTED.
enum class OutputUse : bool { kRelease, kComparison };
Status claim_output(ClientId client, Derivation& operation, std::size_t size, OutputUse use);
// The next bytes of what was claimed.
Status claimed_output(ClientId client, Derivation& operation, MutableBytes out);
// psa_key_derivation_output_key().
Result<psa_key_id_t> derive_key(ClientId client, Derivation& operation,
                                const psa_key_attributes_t& attributes);
void forget_notes(ClientId client, const Derivation& operation);

}  // namespace redoubt::crypto
