// SPDX-License-Identifier: BSD-3-Clause
// The families of key derivations, a class each without objects: what differs between them.
//   suits(algorithm)          whether it is of this family and all that it needs is there
//   rules(algorithm)          in_order() of its inputs
//   capacity(algorithm)       bytes of output at most
//   block_size(algorithm)     in which the output is made
//   input(…, type, …)         one that the rules allow; type: of the key that it is, PSA_KEY_TYPE_NONE: none
//   first_block(…)            what is there before the first output: a block, or all to make them of
//   next_block(…)             operation.blocks counts it already
#pragma once

#include <span>

#include "services/crypto/derivation.hpp"
#include "services/crypto/keys.hpp"

namespace redoubt::crypto {

// Stand for types of keys: an input that is a number, of 8 bytes; one of which input() looks at the type; no
// input but the output.
inline constexpr psa_key_type_t kNumber = 0xFFFF;
inline constexpr psa_key_type_t kAnyType = 0xFFFE;
inline constexpr psa_key_type_t kOutput = 0xFFFD;

enum class InputOrder : std::uint8_t {
  kRequired,
  kOptional,
  kRepeated,
  kAnywhere
};  // the last is required, too

struct Input {
  psa_key_derivation_step_t step;
  psa_key_type_t type, other_type;  // of a key that may be the input; bytes may be, unless it is a number
  InputOrder order = InputOrder::kRequired;
};

// When an input may come: after those of one set, not after any of another one. Sets have a bit for each
// rule.
struct InputRule {
  psa_key_derivation_step_t step;
  psa_key_type_t type, other_type;
  std::uint8_t needs, excludes;
};

// The rules for inputs in this order; one more is the output's.
template <std::size_t kCount>
constexpr std::array<InputRule, kCount + 1> in_order(const Input (&inputs)[kCount]) {
  std::array<InputRule, kCount + 1> rules{};
  unsigned required = 0;  // of those before
  unsigned anywhere = 0;
  for (std::size_t i = 0; i < kCount; ++i) anywhere |= inputs[i].order == InputOrder::kAnywhere ? 1u << i : 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    const unsigned self = 1u << i;
    const bool is_ordered = (anywhere & self) == 0;
    const unsigned later = (1u << kCount) - 2 * self;
    const unsigned excludes =
        (is_ordered ? later & ~anywhere : 0) | (inputs[i].order == InputOrder::kRepeated ? 0 : self);
    rules[i] = {inputs[i].step, inputs[i].type, inputs[i].other_type,
                static_cast<std::uint8_t>(is_ordered ? required & ~anywhere : 0),
                static_cast<std::uint8_t>(excludes)};
    required |= inputs[i].order == InputOrder::kOptional ? 0 : self;
  }
  rules[kCount] = {0, kOutput, kOutput, static_cast<std::uint8_t>(required), 0};
  return rules;
}

// What most of them have in common.
struct Kdf {
  static Status check_output(std::size_t) { return {}; }
  static Status first_block(ClientId, Derivation&) { return {}; }
  static constexpr bool kCapacityIsInput = false;
};

struct Hkdf : Kdf {
  static bool suits(psa_algorithm_t algorithm);
  static std::span<const InputRule> rules(psa_algorithm_t algorithm);
  static std::uint32_t capacity(psa_algorithm_t algorithm);
  static std::size_t block_size(psa_algorithm_t algorithm) { return hash_size(PSA_ALG_GET_HASH(algorithm)); }
  static Status input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                      psa_key_type_t type, Source& data);
  static Status next_block(ClientId client, Derivation& operation);
};

struct Pbkdf2 : Kdf {
  static bool suits(psa_algorithm_t algorithm);
  static std::span<const InputRule> rules(psa_algorithm_t algorithm);
  static std::uint32_t capacity(psa_algorithm_t) { return UINT32_MAX; }
  static std::size_t block_size(psa_algorithm_t algorithm);
  static Status input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                      psa_key_type_t type, Source& data);
  static Status next_block(ClientId client, Derivation& operation);
};

// TLS 1.2's pseudorandom function, and a master secret by it from a pre-shared key.
struct Tls12 : Kdf {
  static bool suits(psa_algorithm_t algorithm);
  static std::span<const InputRule> rules(psa_algorithm_t algorithm);
  static std::uint32_t capacity(psa_algorithm_t algorithm);
  static std::size_t block_size(psa_algorithm_t algorithm) { return hash_size(PSA_ALG_GET_HASH(algorithm)); }
  static Status input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                      psa_key_type_t type, Source& data);
  static Status first_block(ClientId client, Derivation& operation);
  static Status next_block(ClientId client, Derivation& operation);
};

// TLS 1.2's premaster secret from J-PAKE's.
struct JpakeToPms : Kdf {
  static bool suits(psa_algorithm_t algorithm) { return algorithm == PSA_ALG_TLS12_ECJPAKE_TO_PMS; }
  static std::span<const InputRule> rules(psa_algorithm_t algorithm);
  static std::uint32_t capacity(psa_algorithm_t) { return PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE; }
  static std::size_t block_size(psa_algorithm_t) { return PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE; }
  static Status input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                      psa_key_type_t type, Source& data);
  static Status check_output(std::size_t size);
  static Status next_block(ClientId, Derivation&) { return {}; }
};

// SP 800-108 in counter mode.
struct Sp800108 : Kdf {
  static constexpr bool kCapacityIsInput = true;
  static bool suits(psa_algorithm_t algorithm);
  static std::span<const InputRule> rules(psa_algorithm_t algorithm);
  // So many that their bits are a number of 32 bits.
  static std::uint32_t capacity(psa_algorithm_t) { return 0x1FFFFFFF; }
  static std::size_t block_size(psa_algorithm_t algorithm);
  static Status input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                      psa_key_type_t type, Source& data);
  static Status first_block(ClientId client, Derivation& operation);
  static Status next_block(ClientId client, Derivation& operation);
};

using Kdfs =
    Concatenate<DriverIf<config::kCryptoHkdf, Hkdf>,
                DriverIf<config::kCryptoPbkdf2Hmac || config::kCryptoPbkdf2AesCmacPrf128, Pbkdf2>,
                DriverIf<config::kCryptoTls12Prf || config::kCryptoTls12PskToMs, Tls12>,
                DriverIf<config::kCryptoTls12EcjpakeToPms, JpakeToPms>,
                DriverIf<config::kCryptoSp800108CounterHmac || config::kCryptoSp800108CounterCmac, Sp800108>>;

// Adds to the end of a note of the operation's.
Status keep(ClientId client, psa_key_id_t& note, Source& data);
// Its bytes; none if there is no note.
Bytes kept(ClientId client, psa_key_id_t note);
void forget(ClientId client, psa_key_id_t& note);

}  // namespace redoubt::crypto
