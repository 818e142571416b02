// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/derivation.hpp"

#include "services/crypto/agreement.hpp"
#include "services/crypto/keys.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint32_t kMaxBlocks = 255;  // RFC 5869, section 2.3

bool is_extract(const Derivation& operation) { return PSA_ALG_IS_HKDF_EXTRACT(operation.algorithm); }
bool is_expand(const Derivation& operation) { return PSA_ALG_IS_HKDF_EXPAND(operation.algorithm); }
psa_algorithm_t hash_of(const Derivation& operation) { return PSA_ALG_GET_HASH(operation.algorithm); }
std::size_t block_size(const Derivation& operation) { return hash_size(hash_of(operation)); }

Status input_salt(Derivation& operation, Source& data) {
  if (is_expand(operation)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (operation.has_salt || operation.has_secret) return Failure{PSA_ERROR_BAD_STATE};
  operation.has_salt = true;
  return operation.extraction.start(hash_of(operation), data);
}

// PRK = HMAC(salt, secret)
Status extract(Derivation& operation, Source& secret, MutableBytes key) {
  Hmac& hmac = operation.extraction;
  Status status;
  if (!operation.has_salt) status = hmac.start(hash_of(operation), Source(Bytes()));
  if (status) status = for_each_piece(secret, [&](Bytes piece) { return hmac.update(piece); });
  return status ? hmac.finish(key) : status;
}

Status input_secret(Derivation& operation, Source& data) {
  if (operation.has_secret || (is_extract(operation) && !operation.has_salt))
    return Failure{PSA_ERROR_BAD_STATE};
  if (is_expand(operation) && data.size() != block_size(operation))
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::array<std::uint8_t, HashLimits::kSize> key{};
  const WipeOnExit wipe_key(key);
  if (is_expand(operation)) {
    static_cast<void>(data.read(key));
  } else if (const Status extracted = extract(operation, data, key); !extracted) {
    return extracted;
  }
  wipe(&operation.extraction, sizeof operation.extraction);
  operation.expansion.key = key;
  operation.expansion.block = key;
  operation.block_used = is_extract(operation) ? 0 : static_cast<std::uint8_t>(block_size(operation));
  operation.has_secret = true;
  return {};
}

// The info is part of each block, so it has to be kept.
Status input_info(ClientId client, Derivation& operation, Source& data) {
  if (is_extract(operation)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (operation.has_info || (is_expand(operation) && !operation.has_secret))
    return Failure{PSA_ERROR_BAD_STATE};
  operation.has_info = true;
  if (data.size() == 0) return {};
  operation.info = REDOUBT_TRY(make_key(client, {KeyAttributes{}, data.size()}, [&](MutableBytes note) {
    static_cast<void>(data.read(note));
    return Status();
  }));
  return {};
}

// T(n) = HMAC(PRK, T(n-1) | info | n)
Status next_block(ClientId client, Derivation& operation) {
  Hmac hmac;
  const WipeOnExit wipe_hmac(hmac);
  const std::size_t size = block_size(operation);
  Derivation::Expansion& expansion = operation.expansion;
  const std::uint8_t number = ++operation.block;
  Status status = hmac.start(hash_of(operation), Source(Bytes(expansion.key).first(size)));
  if (status && number > 1) status = hmac.update(Bytes(expansion.block).first(size));
  const Key* const info = core.keys.find_note(client, operation.info);
  if (status && info != nullptr) status = hmac.update(core.keys.material(*info));
  if (status) status = hmac.update({&number, 1});
  operation.block_used = 0;
  return status ? hmac.finish(expansion.block) : status;
}

Status check_origin(psa_key_derivation_step_t step, psa_key_type_t type) {
  const psa_key_type_t suited =
      step == PSA_KEY_DERIVATION_INPUT_SECRET ? PSA_KEY_TYPE_DERIVE : PSA_KEY_TYPE_RAW_DATA;
  return Status(type == PSA_KEY_TYPE_NONE || type == suited ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

// Whether all of them are there.
Status check_inputs(const Derivation& operation) {
  const bool is_ready = operation.has_secret && (operation.has_info || is_extract(operation));
  return Status(is_ready ? PSA_SUCCESS : PSA_ERROR_BAD_STATE);
}

Status derive(ClientId client, Derivation& operation, MutableBytes out) {
  const Status claimed = claim_output(operation, out.size());
  return claimed ? claimed_output(client, operation, out) : claimed;
}

// Section 9.6.5: numbers are drawn until one makes a private key.
Status derive_private_key(ClientId client, Derivation& operation, const KeyAttributes& attributes,
                          MutableBytes material) {
  while (true) {
    if (const Status derived = derive(client, operation, material); !derived) return derived;
    const Status made = make_private_key(attributes.type, attributes.bits, material);
    if (made.status() != PSA_ERROR_INVALID_ARGUMENT) return made;
  }
}

}  // namespace

Status check_derivation(psa_algorithm_t algorithm) {
  if (PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(algorithm) ||
      !(PSA_ALG_IS_KEY_DERIVATION(algorithm) || PSA_ALG_IS_KEY_AGREEMENT(algorithm))) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  if (config::kCryptoAgreement && PSA_ALG_IS_KEY_AGREEMENT(algorithm)) {
    const Status agreement = check_agreement(PSA_ALG_KEY_AGREEMENT_GET_BASE(algorithm));
    if (!agreement) return agreement;
    algorithm = PSA_ALG_KEY_AGREEMENT_GET_KDF(algorithm);
  }
  const bool is_hkdf =
      PSA_ALG_IS_HKDF(algorithm) || PSA_ALG_IS_HKDF_EXTRACT(algorithm) || PSA_ALG_IS_HKDF_EXPAND(algorithm);
  const bool is_supported = config::kCryptoHkdf && is_hkdf && hash_size(PSA_ALG_GET_HASH(algorithm)) != 0;
  return Status(is_supported ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

void start_derivation(Derivation& operation, psa_algorithm_t algorithm) {
  const bool has_agreement = config::kCryptoAgreement && PSA_ALG_IS_KEY_AGREEMENT(algorithm);
  operation.agreement = has_agreement ? PSA_ALG_KEY_AGREEMENT_GET_BASE(algorithm) : PSA_ALG_NONE;
  operation.algorithm = has_agreement ? PSA_ALG_KEY_AGREEMENT_GET_KDF(algorithm) : algorithm;
  const auto size = static_cast<std::uint32_t>(block_size(operation));
  operation.capacity = is_extract(operation) ? size : kMaxBlocks * size;
}

Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, Source& data,
                        InputOrigin origin) {
  if (const Status suited = check_origin(step, origin.type); !suited) return suited;
  if (operation.has_output) return Failure{PSA_ERROR_BAD_STATE};
  if ((origin.usage & PSA_KEY_USAGE_DERIVE) == 0) operation.is_verify_only = true;
  switch (step) {
    case PSA_KEY_DERIVATION_INPUT_SALT:
      return input_salt(operation, data);
    case PSA_KEY_DERIVATION_INPUT_SECRET:
      operation.secret = origin.key;
      return input_secret(operation, data);
    case PSA_KEY_DERIVATION_INPUT_INFO:
      return input_info(client, operation, data);
    default:
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
}

Status claim_output(Derivation& operation, std::size_t size) {
  if (size > operation.capacity || operation.capacity == 0) {
    operation.capacity = 0;
    return Failure{PSA_ERROR_INSUFFICIENT_DATA};
  }
  if (const Status ready = check_inputs(operation); !ready) return ready;
  operation.capacity -= static_cast<std::uint32_t>(size);
  operation.has_output = true;
  return Status(operation.is_verify_only ? PSA_ERROR_NOT_PERMITTED : PSA_SUCCESS);
}

Status claimed_output(ClientId client, Derivation& operation, MutableBytes out) {
  while (!out.empty()) {
    if (operation.block_used == block_size(operation)) {
      if (const Status made = next_block(client, operation); !made) return made;
    }
    const Bytes block =
        Bytes(operation.expansion.block).first(block_size(operation)).subspan(operation.block_used);
    const std::size_t size = std::min(block.size(), out.size());
    std::copy_n(block.data(), size, out.data());
    operation.block_used = static_cast<std::uint8_t>(operation.block_used + size);
    out = out.subspan(size);
  }
  return {};
}

Result<psa_key_id_t> derive_key(ClientId client, Derivation& operation,
                                const psa_key_attributes_t& attributes) {
  REDOUBT_TRY(check_inputs(operation));
  if (operation.secret == PSA_KEY_ID_NULL || operation.is_verify_only)
    return Failure{PSA_ERROR_NOT_PERMITTED};
  const NewKey key = REDOUBT_TRY(check_new_key(attributes));
  if (key.attributes.type == PSA_KEY_TYPE_PASSWORD_HASH && key.attributes.algorithm != operation.algorithm) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  return make_key(client, key, [&](MutableBytes material) {
    return has_group(key.attributes.type) ? derive_private_key(client, operation, key.attributes, material)
                                          : derive(client, operation, material);
  });
}

void forget_info(ClientId client, const Derivation& operation) {
  Key* const info = core.keys.find_note(client, operation.info);
  if (info != nullptr) core.keys.destroy(*info);
}

}  // namespace redoubt::crypto
