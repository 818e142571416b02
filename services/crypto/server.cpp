// SPDX-License-Identifier: BSD-3-Clause
// From requests to the core. What comes in is typed and of the right size here (lib/protocol); handles and
// key identifiers are still only numbers that a client claims.
#include "lib/protocol/server.hpp"

#include "lib/hardened/verdict.hpp"
#include "services/crypto/aead.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/keys.hpp"
#include "services/crypto/protocol.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/signature.hpp"

namespace redoubt::crypto {
namespace {

using protocol::Input;
using protocol::Output;
using Digest = std::array<std::uint8_t, HashLimits::kSize>;

Result<KeyReply> to_reply(Result<psa_key_id_t> key) {
  if (!key) return Failure{key.status()};
  return KeyReply{*key};
}

// ---- what the families have in common ----

// Calls f with the client's operation. If that fails the operation is over, except for an error that leaves
// it as it was.
template <class T, class F>
Status with_operation(ClientId client, std::uint32_t handle, F f, psa_status_t harmless = PSA_SUCCESS) {
  T* const operation = core.operations.find<T>(client, handle);
  if (operation == nullptr) return Failure{PSA_ERROR_BAD_STATE};
  const Status status = f(*operation);
  if (!status && status.status() != harmless) end_operation(client, handle);
  return status;
}

// The same for the last call of an operation.
template <class T, class F>
Status finish_operation(ClientId client, std::uint32_t handle, F f) {
  const Status status = with_operation<T>(client, handle, f);
  if (status) end_operation(client, handle);
  return status;
}

// A new operation that f(operation) has started; nothing is left of it if that fails.
template <class T, class F>
Result<OperationReply> setup_operation(ClientId client, F f) {
  const auto created = REDOUBT_TRY(core.operations.create<T>(client));
  const Status status = f(*created.operation);
  if (status) return OperationReply{created.handle};
  end_operation(client, created.handle);
  return Failure{status.status()};
}

Status write_exactly(Output& to, Bytes data) {
  if (to.capacity() < data.size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  to.write(data);
  return {};
}

// Compares with what the client expects, in constant time. Another size is another value.
Status compare(Bytes computed, Input& expected) {
  Digest buffer;
  if (expected.size() != computed.size()) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  const Bytes received = Source(expected).read(MutableBytes(buffer).first(computed.size()));
  const hardened::Verdict verdict = hardened::equal(received, computed);
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

template <class State>
Status update(State& state, Input& data) {
  Source source(data);
  return for_each_piece(source, [&](Bytes piece) { return state.update(piece); });
}

Status abort(ClientId client, const OperationRequest& request) {
  end_operation(client, request.operation);
  return {};
}

// ---- random numbers ----

Status init(ClientId) { return seed_random(); }

Status generate_random(ClientId, Output out) {
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  Status status;
  while (status && out.capacity() != 0) {
    const MutableBytes piece = MutableBytes(buffer).first(std::min(buffer.size(), out.capacity()));
    status = random_bytes(piece);
    if (status) out.write(piece);
  }
  return status;
}

// ---- keys ----

Result<KeyReply> on_import_key(ClientId client, const psa_key_attributes_t& attributes, Input data) {
  Source source(data);
  return to_reply(import_key(client, attributes, source));
}

Result<KeyReply> on_generate_key(ClientId client, const psa_key_attributes_t& attributes) {
  return to_reply(generate_key(client, attributes));
}

Result<KeyReply> on_copy_key(ClientId client, const CopyKeyRequest& request) {
  return to_reply(copy_key(client, request.source, request.attributes));
}

Status on_destroy_key(ClientId client, const KeyRequest& request) { return destroy_key(client, request.key); }
Status on_purge_key(ClientId client, const KeyRequest& request) { return purge_key(client, request.key); }

Status on_export_key(ClientId client, const KeyRequest& request, Output data) {
  Sink sink(data);
  return export_key(client, request.key, sink);
}

Status on_export_public_key(ClientId client, const KeyRequest& request, Output data) {
  Sink sink(data);
  return export_public_key(client, request.key, sink);
}

Result<psa_key_attributes_t> on_get_key_attributes(ClientId client, const KeyRequest& request) {
  return get_key_attributes(client, request.key);
}

// ---- hashes ----

Status start_hash(HashState& state, psa_algorithm_t algorithm) {
  if (!PSA_ALG_IS_HASH(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return state.start(algorithm);
}

// Hashes a message whole, as far as its size; the digest is handed to f.
template <class F>
Status hash_whole(psa_algorithm_t algorithm, Input& data, F f) {
  HashState state;
  const WipeOnExit wipe_state(state);
  Digest digest;
  Status status = start_hash(state, algorithm);
  if (status) status = update(state, data);
  if (status) status = state.finish(digest);
  return status ? f(Bytes(digest).first(state.size())) : status;
}

Status hash_compute(ClientId, const AlgorithmRequest& request, Input data, Output hash) {
  if (hash.capacity() < hash_size(request.algorithm)) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  return hash_whole(request.algorithm, data, [&](Bytes digest) { return write_exactly(hash, digest); });
}

Status hash_compare(ClientId, const AlgorithmRequest& request, Input data, Input hash) {
  return hash_whole(request.algorithm, data, [&](Bytes digest) { return compare(digest, hash); });
}

Result<OperationReply> hash_setup(ClientId client, const AlgorithmRequest& request) {
  return setup_operation<HashState>(client,
                                    [&](HashState& state) { return start_hash(state, request.algorithm); });
}

Status hash_update(ClientId client, const OperationRequest& request, Input data) {
  return with_operation<HashState>(client, request.operation,
                                   [&](HashState& state) { return update(state, data); });
}

Status hash_finish(ClientId client, const OperationRequest& request, Output hash) {
  return finish_operation<HashState>(client, request.operation, [&](HashState& state) {
    Digest digest;
    if (hash.capacity() < state.size()) return Status(Failure{PSA_ERROR_BUFFER_TOO_SMALL});
    const Status status = state.finish(digest);
    return status ? write_exactly(hash, Bytes(digest).first(state.size())) : status;
  });
}

Status hash_verify(ClientId client, const OperationRequest& request, Input hash) {
  return finish_operation<HashState>(client, request.operation, [&](HashState& state) {
    Digest digest;
    const Status status = state.finish(digest);
    return status ? compare(Bytes(digest).first(state.size()), hash) : status;
  });
}

Result<OperationReply> hash_clone(ClientId client, const OperationRequest& request) {
  const HashState* const source = core.operations.find<HashState>(client, request.operation);
  if (source == nullptr) return Failure{PSA_ERROR_BAD_STATE};
  return setup_operation<HashState>(client, [&](HashState& target) {
    target = *source;
    return Status();
  });
}

// ---- MACs ----

Status setup_mac(MacOperation& operation, ClientId client, const KeyAlgorithmRequest& request,
                 psa_key_usage_t usage) {
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  operation.key = request.key;
  operation.is_verification = usage == PSA_KEY_USAGE_VERIFY_MESSAGE;
  return start_mac(operation, key, request.algorithm);
}

Status end_mac(MacOperation& operation, Output& mac) {
  Digest digest;
  const WipeOnExit wipe_digest(digest);
  if (operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  if (mac.capacity() < operation.size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  const Status status = operation.hmac.finish(digest);
  return status ? write_exactly(mac, Bytes(digest).first(operation.size)) : status;
}

// A MAC that does not match is as secret as any other: it would be the one that the attacker wants.
Status end_mac_verification(MacOperation& operation, Input& mac) {
  Digest digest;
  const WipeOnExit wipe_digest(digest);
  if (!operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  const Status status = operation.hmac.finish(digest);
  return status ? compare(Bytes(digest).first(operation.size), mac) : status;
}

Status mac_compute(ClientId client, const KeyAlgorithmRequest& request, Input data, Output mac) {
  MacOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_mac(operation, client, request, PSA_KEY_USAGE_SIGN_MESSAGE));
  if (mac.capacity() < operation.size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  REDOUBT_TRY(update(operation.hmac, data));
  return end_mac(operation, mac);
}

Status mac_verify(ClientId client, const KeyAlgorithmRequest& request, Input data, Input mac) {
  MacOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_mac(operation, client, request, PSA_KEY_USAGE_VERIFY_MESSAGE));
  REDOUBT_TRY(update(operation.hmac, data));
  return end_mac_verification(operation, mac);
}

Result<OperationReply> mac_sign_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<MacOperation>(client, [&](MacOperation& operation) {
    return setup_mac(operation, client, request, PSA_KEY_USAGE_SIGN_MESSAGE);
  });
}

Result<OperationReply> mac_verify_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<MacOperation>(client, [&](MacOperation& operation) {
    return setup_mac(operation, client, request, PSA_KEY_USAGE_VERIFY_MESSAGE);
  });
}

Status mac_update(ClientId client, const OperationRequest& request, Input data) {
  return with_operation<MacOperation>(client, request.operation,
                                      [&](MacOperation& operation) { return update(operation.hmac, data); });
}

Status mac_sign_finish(ClientId client, const OperationRequest& request, Output mac) {
  return finish_operation<MacOperation>(client, request.operation,
                                        [&](MacOperation& operation) { return end_mac(operation, mac); });
}

Status mac_verify_finish(ClientId client, const OperationRequest& request, Input mac) {
  return finish_operation<MacOperation>(client, request.operation, [&](MacOperation& operation) {
    return end_mac_verification(operation, mac);
  });
}

// ---- authenticated encryption ----

using AeadFunction = Status (*)(const KeyMaterial& key, const AeadInput& input, Sink& out);

Status aead(ClientId client, const AeadRequest& request, psa_key_usage_t usage, AeadFunction function,
            Input& additional, Input& message, Output& out) {
  REDOUBT_TRY(check_aead(request.algorithm));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  if (request.nonce_size > sizeof request.nonce) return Failure{PSA_ERROR_INVALID_ARGUMENT};
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

// ---- key derivation ----

Result<OperationReply> derivation_setup(ClientId client, const AlgorithmRequest& request) {
  REDOUBT_TRY(check_derivation(request.algorithm));
  return setup_operation<Derivation>(client, [&](Derivation& operation) {
    start_derivation(operation, request.algorithm);
    return Status();
  });
}

Result<CapacityReply> derivation_get_capacity(ClientId client, const OperationRequest& request) {
  const Derivation* const operation = core.operations.find<Derivation>(client, request.operation);
  if (operation == nullptr) return Failure{PSA_ERROR_BAD_STATE};
  return CapacityReply{operation->capacity};
}

Status derivation_set_capacity(ClientId client, const CapacityRequest& request) {
  const auto set = [&](Derivation& operation) {
    if (request.capacity > operation.capacity) return Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
    operation.capacity = request.capacity;
    return Status();
  };
  return with_operation<Derivation>(client, request.operation, set, PSA_ERROR_INVALID_ARGUMENT);
}

// Steps are 16 bits in the API; a larger number is none.
psa_key_derivation_step_t to_step(std::uint32_t step) {
  return step <= 0xFFFF ? static_cast<psa_key_derivation_step_t>(step) : psa_key_derivation_step_t{0};
}

Status derivation_input_bytes(ClientId client, const InputRequest& request, Input data) {
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) {
    Source source(data);
    return derivation_input(client, operation, to_step(request.step), source, InputOrigin());
  });
}

// No algorithm takes a number yet.
Status derivation_input_integer(ClientId client, const InputIntegerRequest& request) {
  return with_operation<Derivation>(client, request.operation,
                                    [](Derivation&) { return Status(Failure{PSA_ERROR_INVALID_ARGUMENT}); });
}

Status derivation_input_key(ClientId client, const InputKeyRequest& request) {
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) -> Status {
    constexpr psa_key_usage_t kEither = PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION;
    UsableKey key;
    REDOUBT_TRY(key.open(client, request.key, 0, operation.algorithm));
    if ((key.attributes().usage & kEither) == 0) return Failure{PSA_ERROR_NOT_PERMITTED};
    Source source(key.bytes());
    return derivation_input(client, operation, to_step(request.step), source,
                            {request.key, key.attributes().type, key.attributes().usage});
  });
}

Status write_derived(ClientId client, Derivation& operation, std::uint32_t size, Output& out) {
  REDOUBT_TRY(claim_output(operation, size));
  if (out.capacity() != size) return Failure{PSA_ERROR_PROGRAMMER_ERROR};
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  Status status;
  while (status && out.capacity() != 0) {
    const MutableBytes piece = MutableBytes(buffer).first(std::min(buffer.size(), out.capacity()));
    status = claimed_output(client, operation, piece);
    if (status) out.write(piece);
  }
  return status;
}

Status derivation_output_bytes(ClientId client, const OutputBytesRequest& request, Output out) {
  return with_operation<Derivation>(
      client, request.operation,
      [&](Derivation& operation) { return write_derived(client, operation, request.size, out); },
      PSA_ERROR_INSUFFICIENT_DATA);
}

Result<KeyReply> derivation_output_key(ClientId client, const OutputKeyRequest& request) {
  KeyReply reply{};
  const auto derive_one = [&](Derivation& operation) -> Status {
    reply.key = REDOUBT_TRY(derive_key(client, operation, request.attributes));
    return {};
  };
  REDOUBT_TRY(with_operation<Derivation>(client, request.operation, derive_one, PSA_ERROR_INSUFFICIENT_DATA));
  return reply;
}

// ---- signatures ----

template <auto kFunction>
Status sign(ClientId client, const KeyAlgorithmRequest& request, Input data, Output signature) {
  Source source(data);
  Sink sink(signature);
  return kFunction(client, request.key, request.algorithm, source, sink);
}

template <auto kFunction>
Status verify(ClientId client, const KeyAlgorithmRequest& request, Input data, Input signature) {
  Source source(data);
  Source signature_source(signature);
  return kFunction(client, request.key, request.algorithm, source, signature_source);
}

using config::kCryptoCcm;
using config::kCryptoHkdf;
using config::kCryptoHmac;
using config::kCryptoP256;
using protocol::On;
using protocol::OnIf;

using Operations = protocol::Dispatcher<
    On<Init, init>, On<GenerateRandom, generate_random>, On<Abort, abort>, On<ImportKey, on_import_key>,
    On<GenerateKey, on_generate_key>, On<CopyKey, on_copy_key>, On<DestroyKey, on_destroy_key>,
    On<PurgeKey, on_purge_key>, On<ExportKey, on_export_key>, On<ExportPublicKey, on_export_public_key>,
    On<GetKeyAttributes, on_get_key_attributes>, On<HashCompute, hash_compute>, On<HashCompare, hash_compare>,
    On<HashSetup, hash_setup>, On<HashUpdate, hash_update>, On<HashFinish, hash_finish>,
    On<HashVerify, hash_verify>, On<HashClone, hash_clone>, OnIf<kCryptoHmac, MacCompute, mac_compute>,
    OnIf<kCryptoHmac, MacVerify, mac_verify>, OnIf<kCryptoHmac, MacSignSetup, mac_sign_setup>,
    OnIf<kCryptoHmac, MacVerifySetup, mac_verify_setup>, OnIf<kCryptoHmac, MacUpdate, mac_update>,
    OnIf<kCryptoHmac, MacSignFinish, mac_sign_finish>, OnIf<kCryptoHmac, MacVerifyFinish, mac_verify_finish>,
    OnIf<kCryptoCcm, AeadEncrypt, on_aead_encrypt>, OnIf<kCryptoCcm, AeadDecrypt, on_aead_decrypt>,
    OnIf<kCryptoHkdf, DerivationSetup, derivation_setup>,
    OnIf<kCryptoHkdf, DerivationGetCapacity, derivation_get_capacity>,
    OnIf<kCryptoHkdf, DerivationSetCapacity, derivation_set_capacity>,
    OnIf<kCryptoHkdf, DerivationInputBytes, derivation_input_bytes>,
    OnIf<kCryptoHkdf, DerivationInputInteger, derivation_input_integer>,
    OnIf<kCryptoHkdf, DerivationInputKey, derivation_input_key>,
    OnIf<kCryptoHkdf, DerivationOutputBytes, derivation_output_bytes>,
    OnIf<kCryptoHkdf, DerivationOutputKey, derivation_output_key>,
    OnIf<kCryptoP256, SignMessage, sign<sign_message>>,
    OnIf<kCryptoP256, VerifyMessage, verify<verify_message>>, OnIf<kCryptoP256, SignHash, sign<sign_hash>>,
    OnIf<kCryptoP256, VerifyHash, verify<verify_hash>>>;

}  // namespace
}  // namespace redoubt::crypto

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg) {
  return redoubt::crypto::Operations::dispatch(*msg);
}
