// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/aead.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

using AeadFunction = Status (*)(const KeyMaterial& key, const AeadInput& input, Sink& out);

Status aead(ClientId client, const AeadRequest& request, psa_key_usage_t usage, AeadFunction function,
            Input& additional, Input& message, Output& out) {
  REDOUBT_TRY(check_aead(request.algorithm));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  if (request.nonce_size > sizeof request.nonce) {  // which only GCM could have
    const bool is_gcm = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(request.algorithm) == PSA_ALG_GCM;
    return Failure{config::kCryptoGcm && is_gcm ? PSA_ERROR_NOT_SUPPORTED : PSA_ERROR_INVALID_ARGUMENT};
  }
  Source additional_source(additional);
  Source message_source(message);
  Sink sink(out);
  const Bytes nonce = Bytes(request.nonce).first(request.nonce_size);
  return function(key.material(), {request.algorithm, nonce, additional_source, message_source}, sink);
}

Status on_aead_encrypt(ClientId client, const AeadRequest& request, Input additional, Input message,
                       Output out) {
  return aead(client, request, PSA_KEY_USAGE_ENCRYPT, aead_encrypt, additional, message, out);
}

Status on_aead_decrypt(ClientId client, const AeadRequest& request, Input additional, Input message,
                       Output out) {
  return aead(client, request, PSA_KEY_USAGE_DECRYPT, aead_decrypt, additional, message, out);
}

}  // namespace

constinit const protocol::Family kAeadFamily =
    protocol::Dispatcher<On<AeadEncrypt, on_aead_encrypt>, On<AeadDecrypt, on_aead_decrypt>>::kFamily;

}  // namespace redoubt::crypto
