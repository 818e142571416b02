// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/encapsulation.hpp"

#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

Status open_key(UsableKey& key, ClientId client, const AgreedKeyRequest& request, psa_key_usage_t usage) {
  const Status checked = check_encapsulation(request.algorithm);
  return checked ? key.open(client, request.key, usage, request.algorithm) : checked;
}

Result<KeyReply> on_encapsulate(ClientId client, const AgreedKeyRequest& request, Output ciphertext) {
  UsableKey key;
  REDOUBT_TRY(open_key(key, client, request, PSA_KEY_USAGE_ENCRYPT));
  Sink sink(ciphertext);
  return to_reply(encapsulate(client, key.material(), request.attributes, sink));
}

Result<KeyReply> on_decapsulate(ClientId client, const AgreedKeyRequest& request, Input ciphertext) {
  UsableKey key;
  REDOUBT_TRY(open_key(key, client, request, PSA_KEY_USAGE_DECRYPT));
  Source source(ciphertext);
  return to_reply(decapsulate(client, key.material(), request.attributes, source));
}

}  // namespace

constinit const protocol::Family kEncapsulationFamily =
    protocol::Dispatcher<On<Encapsulate, on_encapsulate>, On<Decapsulate, on_decapsulate>>::kFamily;

}  // namespace redoubt::crypto
