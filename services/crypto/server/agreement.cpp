// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/agreement.hpp"

#include "services/crypto/random.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

// Finds the key of a standalone agreement.
Status open_key(UsableKey& key, ClientId client, psa_key_id_t id, psa_algorithm_t algorithm) {
  REDOUBT_TRY(check_agreement(algorithm));
  REDOUBT_TRY(key.open(client, id, PSA_KEY_USAGE_DERIVE, algorithm));
  REDOUBT_TRY(check_agreement_key(key.material(), algorithm));
  // Seeding takes much stack: here, not when the driver asks for random numbers in the middle of its own.
  return seed_random();
}

Status raw_key_agreement(ClientId client, const KeyAlgorithmRequest& request, Input peer, Output secret) {
  UsableKey key;
  REDOUBT_TRY(open_key(key, client, request.key, request.algorithm));
  if (secret.capacity() < key.material().group().size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  Source source(peer);
  SharedSecret shared;
  REDOUBT_TRY(shared.agree(key.material(), request.algorithm, source));
  secret.write(shared.bytes());
  return {};
}

Result<KeyReply> key_agreement(ClientId client, const AgreedKeyRequest& request, Input peer) {
  UsableKey key;
  REDOUBT_TRY(open_key(key, client, request.key, request.algorithm));
  Source source(peer);
  SharedSecret shared;
  REDOUBT_TRY(shared.agree(key.material(), request.algorithm, source));
  return to_reply(make_shared_key(client, request.attributes, shared.bytes(), true));
}

Status derivation_key_agreement(ClientId client, const InputKeyRequest& request, Input peer) {
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) -> Status {
    if (operation.agreement == PSA_ALG_NONE) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    UsableKey key;
    REDOUBT_TRY(key.open(client, request.key, PSA_KEY_USAGE_DERIVE, policy_algorithm(operation)));
    REDOUBT_TRY(seed_random());
    Source source(peer);
    SharedSecret shared;
    REDOUBT_TRY(shared.agree(key.material(), operation.agreement, source));
    Source input(shared.bytes());
    return derivation_input(client, operation, to_step(request.step), input,
                            {request.key, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE});
  });
}

}  // namespace

constinit const protocol::Family kAgreementFamily =
    protocol::Dispatcher<On<RawKeyAgreement, raw_key_agreement>, On<KeyAgreement, key_agreement>,
                         On<DerivationKeyAgreement, derivation_key_agreement>>::kFamily;

}  // namespace redoubt::crypto
