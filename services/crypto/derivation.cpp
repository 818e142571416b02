// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/derivation.hpp"

#include "services/crypto/agreement.hpp"
#include "services/crypto/kdf.hpp"
#include "services/crypto/protocol.hpp"

namespace redoubt::crypto {
namespace {

template <class F, class... Ks>
Status with_family(DriverList<Ks...> kdfs, psa_algorithm_t algorithm, F f) {
  if constexpr (sizeof...(Ks) == 1) return f(std::type_identity<Ks>()...);
  return with_driver(
      kdfs, [=]<class K>(std::type_identity<K>) { return K::suits(algorithm); }, f);
}

// Calls f with the family of an operation that was started: of which there is no doubt, if there is but one.
template <class F>
Status with_kdf(const Derivation& operation, F f) {
  return with_family(Kdfs(), operation.algorithm, f);
}

std::span<const InputRule> rules(const Derivation& operation) {
  std::span<const InputRule> rules;
  static_cast<void>(with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    rules = K::rules(operation.algorithm);
    return Status();
  }));
  return rules;
}

bool takes(const InputRule& rule, psa_key_type_t type) {
  return type == rule.type || type == rule.other_type || (rule.type == kAnyType && type < kOutput) ||
         (type == PSA_KEY_TYPE_NONE && rule.type < kOutput);
}

// The place of a step among the inputs, or of the output. PSA_ERROR_INVALID_ARGUMENT: it has none, or not for
// this type; PSA_ERROR_BAD_STATE: it is not its turn.
Result<unsigned> find_turn(const Derivation& operation, psa_key_derivation_step_t step, psa_key_type_t type) {
  const std::span<const InputRule> all = rules(operation);
  unsigned place = 0;
  while (place < all.size() && all[place].step != step) ++place;
  if (place == all.size() || !takes(all[place], type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const InputRule& rule = all[place];
  const bool is_turn = (operation.given & (rule.needs | rule.excludes)) == rule.needs;
  const bool is_over = operation.has_output && type != kOutput;
  if (!is_turn || is_over) return Failure{PSA_ERROR_BAD_STATE};
  return place;
}

// Whether all inputs are there that must be.
Status check_inputs(const Derivation& operation) { return Status(find_turn(operation, 0, kOutput).status()); }

// A key's destruction is to end the operation.
void remember_key(Derivation& operation, psa_key_derivation_step_t step, const InputOrigin& origin) {
  if (step == PSA_KEY_DERIVATION_INPUT_SECRET || step == PSA_KEY_DERIVATION_INPUT_PASSWORD) {
    operation.secrets[0] = origin.key;
  } else if (Derivation::kHasKeyed && origin.key != PSA_KEY_ID_NULL && origin.type != PSA_KEY_TYPE_RAW_DATA) {
    operation.secrets[Derivation::kSecrets - 1] = origin.key;
  }
}

std::size_t block_size(const Derivation& operation) {
  std::size_t size = 0;
  static_cast<void>(with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    size = K::block_size(operation.algorithm);
    return Status();
  }));
  return size;
}

Status next_block(ClientId client, Derivation& operation) {
  ++operation.blocks;
  operation.block_used = 0;
  return with_kdf(operation,
                  [&]<class K>(std::type_identity<K>) { return K::next_block(client, operation); });
}

Status derive(ClientId client, Derivation& operation, MutableBytes out) {
  const Status claimed = claim_output(client, operation, out.size(), OutputUse::kRelease);
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

Status keep(ClientId client, psa_key_id_t& note, Source& data) {
  if (data.size() == 0) return {};
  if (kHasPbkdf2 && data.size() > config::kCryptoKeyMemory) return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  const std::size_t before = kHasPbkdf2 ? kept(client, note).size() : 0;
  const psa_key_id_t longer =
      REDOUBT_TRY(make_key(client, {KeyAttributes{}, before + data.size()}, [&](MutableBytes to) {
        if (kHasPbkdf2) {
          const Bytes from = kept(client, note);
          std::copy(from.begin(), from.end(), to.begin());
        }
        static_cast<void>(data.read(to.subspan(before)));
        return Status();
      }));
  if (kHasPbkdf2) forget(client, note);
  note = longer;
  return {};
}

Bytes kept(ClientId client, psa_key_id_t note) {
  const Key* const key = core.keys.find_note(client, note);
  return key != nullptr ? Bytes(core.keys.material(*key)) : Bytes();
}

void forget(ClientId client, psa_key_id_t& note) {
  Key* const key = core.keys.find_note(client, note);
  if (key != nullptr) core.keys.destroy(*key);
  note = PSA_KEY_ID_NULL;
}

void forget_notes(ClientId client, const Derivation& operation) {
  for (psa_key_id_t note : operation.notes) forget(client, note);
}

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
  return with_driver(
      Kdfs(), [=]<class K>(std::type_identity<K>) { return K::suits(algorithm); },
      []<class K>(std::type_identity<K>) { return Status(); });
}

void start_derivation(Derivation& operation, psa_algorithm_t algorithm) {
  const bool has_agreement = config::kCryptoAgreement && PSA_ALG_IS_KEY_AGREEMENT(algorithm);
  operation.agreement = has_agreement ? PSA_ALG_KEY_AGREEMENT_GET_BASE(algorithm) : PSA_ALG_NONE;
  operation.algorithm = has_agreement ? PSA_ALG_KEY_AGREEMENT_GET_KDF(algorithm) : algorithm;
  static_cast<void>(with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    operation.capacity = K::capacity(operation.algorithm);
    operation.block_used = static_cast<std::uint8_t>(K::block_size(operation.algorithm));
    return Status();
  }));
}

Status set_capacity(Derivation& operation, std::uint32_t capacity) {
  if (capacity > operation.capacity) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    if (K::kCapacityIsInput && operation.has_output) return Status(Failure{PSA_ERROR_BAD_STATE});
    operation.capacity = capacity;
    return Status();
  });
}

Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, Source& data,
                        InputOrigin origin) {
  const unsigned place = REDOUBT_TRY(find_turn(operation, step, origin.type));
  if ((origin.usage & PSA_KEY_USAGE_DERIVE) == 0) operation.is_verify_only = true;
  remember_key(operation, step, origin);
  const Status taken = with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    return K::input(client, operation, step, origin.type, data);
  });
  operation.given = static_cast<std::uint8_t>(operation.given | 1u << place);
  return taken;
}

Status derivation_input(ClientId client, Derivation& operation, psa_key_derivation_step_t step,
                        std::uint64_t value) {
  Source data(bytes_of(value));
  return derivation_input(client, operation, step, data, {PSA_KEY_ID_NULL, kNumber});
}

Status claim_output(ClientId client, Derivation& operation, std::size_t size, OutputUse use) {
  if (size > operation.capacity || operation.capacity == 0 || !is_size(size)) {
    operation.capacity = 0;
    return Failure{PSA_ERROR_INSUFFICIENT_DATA};
  }
  if (const Status ready = check_inputs(operation); !ready) return ready;
  if (operation.is_verify_only && use == OutputUse::kRelease) return Failure{PSA_ERROR_NOT_PERMITTED};
  const Status first = with_kdf(operation, [&]<class K>(std::type_identity<K>) {
    const Status comes = K::check_output(size);
    return comes && !operation.has_output ? K::first_block(client, operation) : comes;
  });
  operation.capacity -= static_cast<std::uint32_t>(size);
  operation.has_output = true;
  return first;
}

Status claimed_output(ClientId client, Derivation& operation, MutableBytes out) {
  const std::size_t whole = block_size(operation);
  while (!out.empty()) {
    if (operation.block_used == whole) {
      if (const Status made = next_block(client, operation); !made) return made;
    }
    const Bytes block = Bytes(operation.expansion.block).first(whole).subspan(operation.block_used);
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
  if (operation.secrets[0] == PSA_KEY_ID_NULL || operation.is_verify_only)
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

}  // namespace redoubt::crypto
