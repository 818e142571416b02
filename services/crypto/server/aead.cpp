// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/aead.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

// One that is longer than any that is supported: only GCM could have it.
Status refuse_nonce(psa_algorithm_t algorithm) {
  const bool is_gcm = config::kCryptoGcm && PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm) == PSA_ALG_GCM;
  return Failure{is_gcm ? PSA_ERROR_NOT_SUPPORTED : PSA_ERROR_INVALID_ARGUMENT};
}

using AeadFunction = Status (*)(const KeyMaterial& key, const AeadInput& input, Sink& out);

Status aead(ClientId client, const AeadRequest& request, psa_key_usage_t usage, AeadFunction function,
            Input& additional, Input& message, Output& out) {
  REDOUBT_TRY(check_aead(request.algorithm));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  if (request.nonce_size > sizeof request.nonce) return refuse_nonce(request.algorithm);
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

using Tag = std::array<std::uint8_t, PSA_AEAD_TAG_MAX_SIZE>;

Status setup_aead(AeadOperation& operation, ClientId client, const KeyAlgorithmRequest& request,
                  psa_key_usage_t usage) {
  REDOUBT_TRY(check_aead(request.algorithm));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  operation.key = request.key;
  return start_aead(operation, key.material(), request.algorithm, usage == PSA_KEY_USAGE_ENCRYPT);
}

Status set_nonce(AeadOperation& operation, ClientId client, Bytes nonce) {
  UsableKey key;
  REDOUBT_TRY(key.open(client, operation.key,
                       operation.is_encryption ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT,
                       operation.algorithm));
  return set_aead_nonce(operation, key.material(), nonce);
}

Status generate_nonce(AeadOperation& operation, ClientId client, Output& nonce) {
  if (!operation.is_encryption) return Failure{PSA_ERROR_BAD_STATE};
  REDOUBT_TRY(check_aead_nonce(operation));
  std::array<std::uint8_t, sizeof AeadRequest::nonce> bytes;
  std::size_t size = PSA_AEAD_NONCE_LENGTH(operation.type, operation.algorithm);
  // CCM's default leaves two bytes for the message's size.
  if (size == 13 && operation.left > UINT16_MAX) size = operation.left >> 24 == 0 ? 12 : 11;
  const MutableBytes made = MutableBytes(bytes).first(size);
  if (nonce.capacity() < size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  REDOUBT_TRY(random_bytes(made));
  REDOUBT_TRY(set_nonce(operation, client, made));
  nonce.write(made);
  return {};
}

Result<OperationReply> on_aead_encrypt_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<AeadOperation>(client, [&](AeadOperation& operation) {
    return setup_aead(operation, client, request, PSA_KEY_USAGE_ENCRYPT);
  });
}

Result<OperationReply> on_aead_decrypt_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<AeadOperation>(client, [&](AeadOperation& operation) {
    return setup_aead(operation, client, request, PSA_KEY_USAGE_DECRYPT);
  });
}

Status on_aead_set_lengths(ClientId client, const AeadLengthsRequest& request) {
  return with_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) {
    return set_aead_sizes(operation, request.additional_size, request.size);
  });
}

Status on_aead_generate_nonce(ClientId client, const OperationRequest& request, Output nonce) {
  return with_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) {
    return generate_nonce(operation, client, nonce);
  });
}

Status on_aead_set_nonce(ClientId client, const OperationRequest& request, Input nonce) {
  return with_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) -> Status {
    REDOUBT_TRY(check_aead_nonce(operation));
    std::array<std::uint8_t, sizeof AeadRequest::nonce> bytes;
    if (nonce.size() > bytes.size()) return refuse_nonce(operation.algorithm);
    return set_nonce(operation, client, Source(nonce).read(bytes));
  });
}

Status on_aead_update_ad(ClientId client, const OperationRequest& request, Input data) {
  return with_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) {
    Source source(data);
    return update_aead_additional(operation, source);
  });
}

Status on_aead_update(ClientId client, const OperationRequest& request, Input in, Output out) {
  return with_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) {
    Source source(in);
    Sink sink(out);
    return update_aead(operation, source, sink);
  });
}

// No driver keeps anything back.
Status on_aead_finish(ClientId client, const OperationRequest& request, Output, Output tag) {
  return finish_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) -> Status {
    Tag made;
    const MutableBytes bytes = MutableBytes(made).first(PSA_AEAD_TAG_LENGTH(0, 0, operation.algorithm));
    REDOUBT_TRY(finish_aead(operation, true, bytes));
    return write_exactly(tag, bytes);
  });
}

Status on_aead_verify(ClientId client, const OperationRequest& request, Input tag, Output) {
  return finish_operation<AeadOperation>(client, request.operation, [&](AeadOperation& operation) -> Status {
    Tag made;  // of a forged message it is what the forger lacks
    const WipeOnExit wipe_made(made);
    const MutableBytes bytes = MutableBytes(made).first(PSA_AEAD_TAG_LENGTH(0, 0, operation.algorithm));
    REDOUBT_TRY(finish_aead(operation, false, bytes));
    return compare(bytes, tag);
  });
}

template <class Operation, auto kHandler>
using OnPieces = OnIf<config::kCryptoAeadMultipart, Operation, kHandler>;

}  // namespace

constinit const protocol::Family kAeadFamily = protocol::Dispatcher<
    On<AeadEncrypt, on_aead_encrypt>, On<AeadDecrypt, on_aead_decrypt>,
    OnPieces<AeadEncryptSetup, on_aead_encrypt_setup>, OnPieces<AeadDecryptSetup, on_aead_decrypt_setup>,
    OnPieces<AeadSetLengths, on_aead_set_lengths>, OnPieces<AeadGenerateNonce, on_aead_generate_nonce>,
    OnPieces<AeadSetNonce, on_aead_set_nonce>, OnPieces<AeadUpdateAd, on_aead_update_ad>,
    OnPieces<AeadUpdate, on_aead_update>, OnPieces<AeadFinish, on_aead_finish>,
    OnPieces<AeadVerify, on_aead_verify>>::kFamily;

}  // namespace redoubt::crypto
