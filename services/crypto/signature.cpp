// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/signature.hpp"

#include "services/crypto/random.hpp"
#include "services/crypto/signature_schemes.hpp"

namespace redoubt::crypto {
namespace {

using Digest = std::array<std::uint8_t, HashLimits::kSize>;

enum class Data { kMessage, kHash };

struct Request {
  ClientId client;
  psa_key_id_t key;
  psa_algorithm_t algorithm;
  Data data;
  psa_key_usage_t usage;
};

// Those that are named by a hash, of none: they are no algorithms.
bool lacks_hash(psa_algorithm_t algorithm) {
  return algorithm == PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_NONE) ||
         (config::kCryptoRsaPss && (algorithm == PSA_ALG_RSA_PSS(PSA_ALG_NONE) ||
                                    algorithm == PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_NONE)));
}

// Before the key is looked at.
Status check_algorithm(psa_algorithm_t algorithm, Data data) {
  const bool is_one =
      data == Data::kMessage ? PSA_ALG_IS_SIGN_MESSAGE(algorithm) : PSA_ALG_IS_SIGN_HASH(algorithm);
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  if (!is_one || hash == PSA_ALG_ANY_HASH || lacks_hash(algorithm))
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return Status(hash == PSA_ALG_NONE || hash_size(hash) != 0 ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

template <SignatureScheme S>
Status hash_message(const S& scheme, const UsableKey& key, psa_algorithm_t algorithm, Source& message,
                    Digest& digest) {
  HashState state;
  const WipeOnExit wipe_state(state);
  Status status = scheme.start(key.material(), algorithm, state);
  if (status) status = update_with(state, message);
  return status ? state.finish(digest) : status;
}

// A hash that the client gives has the algorithm's size, if that has one.
template <SignatureScheme S>
Status check_data(const Request& request, const Source& data) {
  const std::size_t size = S::digest_size(request.algorithm);
  const bool is_right = request.data == Data::kMessage || size == 0 || data.size() == size;
  return Status(is_right ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

// Turns the client's message into what is signed, a hash of it, which is made in the buffer.
template <SignatureScheme S>
Status make_digest(const S& scheme, const UsableKey& key, const Request& request, Source& data,
                   Digest& buffer) {
  if (request.data == Data::kHash) return {};
  const Status hashed = hash_message(scheme, key, request.algorithm, data, buffer);
  data = Source(Bytes(buffer).first(S::digest_size(request.algorithm)));
  return hashed;
}

Status sign(const Request& request, Source& input, Sink& signature) {
  REDOUBT_TRY(check_algorithm(request.algorithm, request.data));
  if (signature.capacity() == 0) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  UsableKey key;
  REDOUBT_TRY(key.open(request.client, request.key, request.usage, request.algorithm));
  return with_scheme(key, request.algorithm, [&]<SignatureScheme S>(std::type_identity<S>) -> Status {
    REDOUBT_TRY(check_data<S>(request, input));
    const std::size_t size = REDOUBT_TRY(check_signing<S>(key, request.algorithm, signature.capacity()));
    Digest buffer;
    const WipeOnExit wipe_buffer(buffer);
    REDOUBT_TRY(make_digest(S(), key, request, input, buffer));
    // Seeding takes much stack: here, not when the driver asks for random numbers in the middle of its own.
    REDOUBT_TRY(seed_random());
    return make_signature<S>(key, request.algorithm, input, signature, size);
  });
}

Status verify(const Request& request, Source& input, Source& signature) {
  REDOUBT_TRY(check_algorithm(request.algorithm, request.data));
  UsableKey key;
  REDOUBT_TRY(key.open(request.client, request.key, request.usage, request.algorithm));
  return with_scheme(key, request.algorithm, [&]<SignatureScheme S>(std::type_identity<S>) -> Status {
    REDOUBT_TRY(check_data<S>(request, input));
    if (signature.size() != REDOUBT_TRY(S::size(key.material()))) return Failure{PSA_ERROR_INVALID_SIGNATURE};
    S scheme;
    scheme.open(key.material(), signature);
    Digest buffer;
    const WipeOnExit wipe_buffer(buffer);
    REDOUBT_TRY(make_digest(scheme, key, request, input, buffer));
    return scheme.verify(key.material(), request.algorithm, input, signature);
  });
}

}  // namespace

Status check_message_algorithm(psa_algorithm_t algorithm) {
  return check_algorithm(algorithm, Data::kMessage);
}

Status check_hash_algorithm(psa_algorithm_t algorithm) { return check_algorithm(algorithm, Data::kHash); }

Status sign_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                    Sink& signature) {
  return sign({client, key, algorithm, Data::kMessage, PSA_KEY_USAGE_SIGN_MESSAGE}, message, signature);
}

Status verify_message(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& message,
                      Source& signature) {
  return verify({client, key, algorithm, Data::kMessage, PSA_KEY_USAGE_VERIFY_MESSAGE}, message, signature);
}

Status sign_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash,
                 Sink& signature) {
  return sign({client, key, algorithm, Data::kHash, PSA_KEY_USAGE_SIGN_HASH}, hash, signature);
}

Status verify_hash(ClientId client, psa_key_id_t key, psa_algorithm_t algorithm, Source& hash,
                   Source& signature) {
  return verify({client, key, algorithm, Data::kHash, PSA_KEY_USAGE_VERIFY_HASH}, hash, signature);
}

}  // namespace redoubt::crypto
