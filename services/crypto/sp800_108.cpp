// SPDX-License-Identifier: BSD-3-Clause
// SP 800-108r1 in counter mode, with HMAC and with CMAC (section 4.1; with CMAC, K(0) against who chooses the
// inputs: section 4.1's last paragraphs).
#include "services/crypto/kdf.hpp"

namespace redoubt::crypto {
namespace {

constexpr Input kLabel = {PSA_KEY_DERIVATION_INPUT_LABEL, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_RAW_DATA,
                          InputOrder::kOptional};
constexpr Input kContext = {PSA_KEY_DERIVATION_INPUT_CONTEXT, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_RAW_DATA,
                            InputOrder::kOptional};
constexpr auto kHmac =
    in_order({{PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_TYPE_DERIVE, PSA_KEY_TYPE_HMAC}, kLabel, kContext});
constexpr auto kCmac = in_order({{PSA_KEY_DERIVATION_INPUT_SECRET, kAnyType, kAnyType}, kLabel, kContext});

bool is_cmac(psa_algorithm_t algorithm) {
  return config::kCryptoSp800108CounterCmac && algorithm == PSA_ALG_SP800_108_COUNTER_CMAC;
}

psa_key_id_t& label(Derivation& operation) { return operation.notes[0]; }
psa_key_id_t& context(Derivation& operation) { return operation.notes[Derivation::kNotes - 1]; }

// Its end is a zero: one inside could make two pairs of label and context the same.
Status input_label(ClientId client, Derivation& operation, Source& data) {
  REDOUBT_TRY(keep(client, label(operation), data));
  const Bytes bytes = kept(client, label(operation));
  const bool has_zero = std::find(bytes.begin(), bytes.end(), 0) != bytes.end();
  return Status(has_zero ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS);
}

// label | 0 | context | bits
Status hash_inputs(ClientId client, Derivation& operation, Mac& mac) {
  constexpr std::uint8_t kZero = 0;
  const std::uint32_t bits = __builtin_bswap32(operation.keyed.number);
  REDOUBT_TRY(mac.update(kept(client, label(operation))));
  REDOUBT_TRY(mac.update({&kZero, 1}));
  REDOUBT_TRY(mac.update(kept(client, context(operation))));
  return mac.update(bytes_of(bits));
}

}  // namespace

bool Sp800108::suits(psa_algorithm_t algorithm) {
  return is_cmac(algorithm) ||
         (config::kCryptoSp800108CounterHmac && PSA_ALG_IS_SP800_108_COUNTER_HMAC(algorithm) &&
          hash_size(PSA_ALG_GET_HASH(algorithm)) != 0);
}

std::span<const InputRule> Sp800108::rules(psa_algorithm_t algorithm) {
  if (is_cmac(algorithm)) return kCmac;
  return kHmac;
}

std::size_t Sp800108::block_size(psa_algorithm_t algorithm) {
  return is_cmac(algorithm) ? 16 : hash_size(PSA_ALG_GET_HASH(algorithm));
}

Status Sp800108::input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                       psa_key_type_t type, Source& data) {
  if (step == PSA_KEY_DERIVATION_INPUT_LABEL) return input_label(client, operation, data);
  if (step == PSA_KEY_DERIVATION_INPUT_CONTEXT) return keep(client, context(operation), data);
  Mac& mac = operation.keyed.mac;
  if (is_cmac(operation.algorithm)) {
    const bool is_cipher = type != PSA_KEY_TYPE_NONE && PSA_BLOCK_CIPHER_BLOCK_LENGTH(type) == 16;
    return is_cipher ? mac.start(type, PSA_ALG_CMAC, data) : Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
  }
  return mac.start(PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_GET_HASH(operation.algorithm)), data);
}

// K(0) = CMAC(key, label | 0 | context | bits)
Status Sp800108::first_block(ClientId client, Derivation& operation) {
  auto& keyed = operation.keyed;
  keyed.number = operation.capacity * 8;
  if (!is_cmac(operation.algorithm)) return {};
  Mac mac = keyed.mac;
  const WipeOnExit wipe_mac(mac);
  REDOUBT_TRY(hash_inputs(client, operation, mac));
  return mac.finish(keyed.chain);
}

// K(n) = PRF(key, n | label | 0 | context | bits), with CMAC K(0) behind
Status Sp800108::next_block(ClientId client, Derivation& operation) {
  auto& keyed = operation.keyed;
  Mac mac = keyed.mac;
  const WipeOnExit wipe_mac(mac);
  const std::uint32_t number = __builtin_bswap32(operation.blocks);
  REDOUBT_TRY(mac.update(bytes_of(number)));
  REDOUBT_TRY(hash_inputs(client, operation, mac));
  if (is_cmac(operation.algorithm)) REDOUBT_TRY(mac.update(Bytes(keyed.chain).first(16)));
  return mac.finish(keyed.block);
}

}  // namespace redoubt::crypto
