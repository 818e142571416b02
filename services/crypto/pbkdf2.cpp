// SPDX-License-Identifier: BSD-3-Clause
// PBKDF2 (RFC 8018, section 5.2) with HMAC, and with AES-CMAC-PRF-128 (RFC 4615).
#include "services/crypto/kdf.hpp"

namespace redoubt::crypto {
namespace {

constexpr auto kRules = in_order(
    {{PSA_KEY_DERIVATION_INPUT_COST, kNumber, kNumber},
     {PSA_KEY_DERIVATION_INPUT_SALT, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_PEPPER, InputOrder::kRepeated},
     {PSA_KEY_DERIVATION_INPUT_PASSWORD, PSA_KEY_TYPE_PASSWORD, PSA_KEY_TYPE_DERIVE}});

bool is_cmac(psa_algorithm_t algorithm) {
  return config::kCryptoPbkdf2AesCmacPrf128 && algorithm == PSA_ALG_PBKDF2_AES_CMAC_PRF_128;
}

Status input_cost(Derivation& operation, Source& data) {
  std::uint64_t cost = 0;
  static_cast<void>(data.read(mutable_bytes_of(cost)));
  if (cost == 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (cost > UINT32_MAX) return Failure{PSA_ERROR_NOT_SUPPORTED};
  operation.keyed.number = static_cast<std::uint32_t>(cost);
  return {};
}

// A password of another size than a key's stands for its CMAC under zeros.
Status start_cmac(Mac& mac, Source& password) {
  std::array<std::uint8_t, 16> key{};
  const WipeOnExit wipe_key(key);
  if (password.size() == key.size()) {
    static_cast<void>(password.read(key));
  } else {
    REDOUBT_TRY(mac.start(PSA_KEY_TYPE_AES, PSA_ALG_CMAC, Source(Bytes(key))));
    REDOUBT_TRY(update_with(mac, password));
    REDOUBT_TRY(mac.finish(key));
  }
  return mac.start(PSA_KEY_TYPE_AES, PSA_ALG_CMAC, Source(Bytes(key)));
}

}  // namespace

bool Pbkdf2::suits(psa_algorithm_t algorithm) {
  return is_cmac(algorithm) || (config::kCryptoPbkdf2Hmac && PSA_ALG_IS_PBKDF2_HMAC(algorithm) &&
                                hash_size(PSA_ALG_GET_HASH(algorithm)) != 0);
}

std::span<const InputRule> Pbkdf2::rules(psa_algorithm_t) { return kRules; }

std::size_t Pbkdf2::block_size(psa_algorithm_t algorithm) {
  return is_cmac(algorithm) ? 16 : hash_size(PSA_ALG_GET_HASH(algorithm));
}

Status Pbkdf2::input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, psa_key_type_t,
                     Source& data) {
  if (step == PSA_KEY_DERIVATION_INPUT_COST) return input_cost(operation, data);
  if (step == PSA_KEY_DERIVATION_INPUT_SALT) return keep(client, operation.notes[0], data);
  Mac& mac = operation.keyed.mac;
  if (is_cmac(operation.algorithm)) return start_cmac(mac, data);
  return mac.start(PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_GET_HASH(operation.algorithm)), data);
}

// T = U(1) ^ U(2) ^ … with U(1) = PRF(salt | n), U(i) = PRF(U(i-1))
Status Pbkdf2::next_block(ClientId client, Derivation& operation) {
  auto& keyed = operation.keyed;
  const std::size_t size = block_size(operation.algorithm);
  Mac mac = keyed.mac;
  const WipeOnExit wipe_mac(mac);
  Derivation::Block u;
  const WipeOnExit wipe_u(u);
  const std::uint32_t number = __builtin_bswap32(operation.blocks);
  REDOUBT_TRY(mac.update(kept(client, operation.notes[0])));
  REDOUBT_TRY(mac.update(bytes_of(number)));
  REDOUBT_TRY(mac.finish(u));
  keyed.block = u;
  for (std::uint32_t i = 1; i < keyed.number; ++i) {
    mac = keyed.mac;
    REDOUBT_TRY(mac.update(Bytes(u).first(size)));
    REDOUBT_TRY(mac.finish(u));
    for (std::size_t k = 0; k < size; ++k) keyed.block[k] ^= u[k];
  }
  return {};
}

}  // namespace redoubt::crypto
