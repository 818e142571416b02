// SPDX-License-Identifier: BSD-3-Clause
// HKDF (RFC 5869), whole and by its halves.
#include "services/crypto/kdf.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint32_t kMaxBlocks = 255;  // RFC 5869, section 2.3

constexpr Input salt(InputOrder order) {
  return {PSA_KEY_DERIVATION_INPUT_SALT, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_PEPPER, order};
}
constexpr Input info(InputOrder order) {
  return {PSA_KEY_DERIVATION_INPUT_INFO, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_RAW_DATA, order};
}
constexpr Input kSecret = {PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_TYPE_DERIVE, PSA_KEY_TYPE_DERIVE};
constexpr auto kHkdf = in_order({salt(InputOrder::kOptional), kSecret, info(InputOrder::kAnywhere)});
constexpr auto kExtract = in_order({salt(InputOrder::kRequired), kSecret});
constexpr auto kExpand = in_order({kSecret, info(InputOrder::kRequired)});

psa_algorithm_t hash_of(const Derivation& operation) { return PSA_ALG_GET_HASH(operation.algorithm); }

// PRK = HMAC(salt, secret)
Status extract(Derivation& operation, Source& secret, MutableBytes key) {
  Hmac& hmac = operation.extraction;
  Status status;
  // No salt, and nothing else came before.
  if (hmac.hash() == PSA_ALG_NONE) status = hmac.start(hash_of(operation), Source(Bytes()));
  if (status) status = update_with(hmac, secret);
  return status ? hmac.finish(key) : status;
}

Status input_secret(Derivation& operation, Source& data) {
  const bool is_expand = PSA_ALG_IS_HKDF_EXPAND(operation.algorithm);
  const std::size_t size = Hkdf::block_size(operation.algorithm);
  if (is_expand && data.size() != size) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  Derivation::Block key{};
  const WipeOnExit wipe_key(key);
  if (is_expand) {
    static_cast<void>(data.read(key));
  } else if (const Status extracted = extract(operation, data, key); !extracted) {
    return extracted;
  }
  wipe(&operation.extraction, sizeof operation.extraction);
  operation.expansion.key = key;
  operation.expansion.block = key;
  if (PSA_ALG_IS_HKDF_EXTRACT(operation.algorithm)) operation.block_used = 0;
  return {};
}

}  // namespace

bool Hkdf::suits(psa_algorithm_t algorithm) {
  return (PSA_ALG_IS_HKDF(algorithm) || PSA_ALG_IS_HKDF_EXTRACT(algorithm) ||
          PSA_ALG_IS_HKDF_EXPAND(algorithm)) &&
         block_size(algorithm) != 0;
}

std::span<const InputRule> Hkdf::rules(psa_algorithm_t algorithm) {
  if (PSA_ALG_IS_HKDF_EXTRACT(algorithm)) return kExtract;
  if (PSA_ALG_IS_HKDF_EXPAND(algorithm)) return kExpand;
  return kHkdf;
}

std::uint32_t Hkdf::capacity(psa_algorithm_t algorithm) {
  const auto size = static_cast<std::uint32_t>(block_size(algorithm));
  return PSA_ALG_IS_HKDF_EXTRACT(algorithm) ? size : kMaxBlocks * size;
}

// The info is part of each block, so it has to be kept.
Status Hkdf::input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, psa_key_type_t,
                   Source& data) {
  if (step == PSA_KEY_DERIVATION_INPUT_INFO) return keep(client, operation.notes[0], data);
  if (step == PSA_KEY_DERIVATION_INPUT_SALT) return operation.extraction.start(hash_of(operation), data);
  return input_secret(operation, data);
}

// T(n) = HMAC(PRK, T(n-1) | info | n)
Status Hkdf::next_block(ClientId client, Derivation& operation) {
  Hmac hmac;
  const WipeOnExit wipe_hmac(hmac);
  const std::size_t size = block_size(operation.algorithm);
  Derivation::Expansion& expansion = operation.expansion;
  const auto number = static_cast<std::uint8_t>(operation.blocks);
  Status status = hmac.start(hash_of(operation), Source(Bytes(expansion.key).first(size)));
  if (status && number > 1) status = hmac.update(Bytes(expansion.block).first(size));
  if (status) status = hmac.update(kept(client, operation.notes[0]));
  if (status) status = hmac.update({&number, 1});
  return status ? hmac.finish(expansion.block) : status;
}

}  // namespace redoubt::crypto
