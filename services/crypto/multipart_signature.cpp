// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/multipart_signature.hpp"

#include "services/crypto/random.hpp"
#include "services/crypto/signature.hpp"
#include "services/crypto/signature_schemes.hpp"

namespace redoubt::crypto {
namespace {

using Digest = std::array<std::uint8_t, HashLimits::kSize>;

// Opens the key for the operation, anew for each of its calls: nothing of it is kept between them.
template <class F>
Status with_operation_key(ClientId client, const SignatureOperation& operation, F f) {
  UsableKey key;
  const psa_key_usage_t usage =
      operation.is_verification ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_SIGN_MESSAGE;
  REDOUBT_TRY(check_message_algorithm(operation.algorithm));
  REDOUBT_TRY(key.open(client, operation.key, usage, operation.algorithm));
  return with_scheme(key, operation.algorithm,
                     [&]<SignatureScheme S>(std::type_identity<S> scheme) { return f(scheme, key); });
}

Result<psa_key_id_t> keep(ClientId client, Source& signature) {
  return make_key(client, {KeyAttributes{}, signature.size()}, [&](MutableBytes note) {
    static_cast<void>(signature.read(note));
    return Status();
  });
}

Bytes kept(ClientId client, psa_key_id_t signature) {
  const Key* const note = core.keys.find_note(client, signature);
  return note != nullptr ? Bytes(core.keys.material(*note)) : Bytes();
}

}  // namespace

Status sign_setup(ClientId client, SignatureOperation& operation, psa_key_id_t key_id,
                  psa_algorithm_t algorithm) {
  operation.key = key_id;
  operation.algorithm = algorithm;
  return with_operation_key(client, operation, [&]<SignatureScheme S>(std::type_identity<S>, UsableKey& key) {
    const auto checked = check_signing<S>(key, algorithm, PSA_SIGNATURE_MAX_SIZE);
    return checked ? S().start(key.material(), algorithm, operation.hash) : Status(checked.status());
  });
}

// A signature of another size than all have is not kept: it would only take room. That it is wrong is for
// verify_finish() to say.
Status verify_setup(ClientId client, SignatureOperation& operation, psa_key_id_t key_id,
                    psa_algorithm_t algorithm, Source& signature) {
  operation.key = key_id;
  operation.algorithm = algorithm;
  operation.is_verification = true;
  return with_operation_key(client, operation,
                            [&]<SignatureScheme S>(std::type_identity<S>, UsableKey& key) -> Status {
                              if (signature.size() == REDOUBT_TRY(S::size(key.material())))
                                operation.signature = REDOUBT_TRY(keep(client, signature));
                              S scheme;
                              Source received(kept(client, operation.signature));
                              scheme.open(key.material(), received);
                              return scheme.start(key.material(), algorithm, operation.hash);
                            });
}

Status set_signature_context(SignatureOperation& operation, const Source& context) {
  if (operation.is_begun) return Failure{PSA_ERROR_BAD_STATE};
  operation.is_begun = true;
  return Status(context.size() == 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status sign_finish(ClientId client, SignatureOperation& operation, Sink& signature) {
  if (operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  return with_operation_key(
      client, operation, [&]<SignatureScheme S>(std::type_identity<S>, UsableKey& key) -> Status {
        const std::size_t size =
            REDOUBT_TRY(check_signing<S>(key, operation.algorithm, signature.capacity()));
        Digest buffer;
        const WipeOnExit wipe_buffer(buffer);
        REDOUBT_TRY(operation.hash.finish(buffer));
        REDOUBT_TRY(seed_random());
        Source digest(Bytes(buffer).first(S::digest_size(operation.algorithm)));
        return make_signature<S>(key, operation.algorithm, digest, signature, size);
      });
}

Status verify_finish(ClientId client, SignatureOperation& operation) {
  if (!operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  if (operation.signature == PSA_KEY_ID_NULL) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  return with_operation_key(client, operation,
                            [&]<SignatureScheme S>(std::type_identity<S>, UsableKey& key) -> Status {
                              Digest buffer;
                              const WipeOnExit wipe_buffer(buffer);
                              REDOUBT_TRY(operation.hash.finish(buffer));
                              S scheme;
                              Source digest(Bytes(buffer).first(S::digest_size(operation.algorithm)));
                              Source received(kept(client, operation.signature));
                              scheme.open(key.material(), received);
                              return scheme.verify(key.material(), operation.algorithm, digest, received);
                            });
}

void forget_signature(ClientId client, const SignatureOperation& operation) {
  Key* const note = core.keys.find_note(client, operation.signature);
  if (note != nullptr) core.keys.destroy(*note);
}

}  // namespace redoubt::crypto
