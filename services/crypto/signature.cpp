// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/signature.hpp"

#include "services/crypto/hash.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

// What ECDSA on any curve can use of a hash (P-521 takes 66 bytes), for algorithms without a hash of their
// own.
using Digest = std::array<std::uint8_t, std::max<std::size_t>(HashLimits::kSize, 64)>;

// Makes what is signed of the client's data: hashes it, or takes it for a hash. Wipes it at its end.
class Digested {
 public:
  Digested() = default;
  Digested(const Digested&) = delete;
  Digested& operator=(const Digested&) = delete;
  ~Digested() { wipe(digest_); }

  Status hash(psa_algorithm_t algorithm, Source& message) {
    HashState state;
    const WipeOnExit wipe_state(state);
    Status status = state.start(algorithm);
    if (status) status = for_each_piece(message, [&](Bytes piece) { return state.update(piece); });
    size_ = state.size();
    return status ? state.finish(digest_) : status;
  }

  // What is beyond the curve's size does not count (SEC 1, section 4.1.3).
  Status take(psa_algorithm_t algorithm, Source& hash) {
    if (algorithm != PSA_ALG_NONE && hash.size() != hash_size(algorithm))
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    size_ = hash.read(digest_).size();
    return {};
  }

  Bytes bytes() const { return Bytes(digest_).first(size_); }

 private:
  Digest digest_{};
  std::size_t size_ = 0;
};

enum class Data { kMessage, kHash };

// Before the key is looked at.
Status check_algorithm(psa_algorithm_t algorithm, Data data) {
  const bool is_one =
      data == Data::kMessage ? PSA_ALG_IS_SIGN_MESSAGE(algorithm) : PSA_ALG_IS_SIGN_HASH(algorithm);
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  if (!is_one || hash == PSA_ALG_ANY_HASH || (data == Data::kMessage && hash == PSA_ALG_NONE)) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  return Status(hash == PSA_ALG_NONE || hash_size(hash) != 0 ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

// Every key that we have is for ECDSA or not for signatures at all.
Status check_key(const UsableKey& key, psa_algorithm_t algorithm) {
  const bool suits = is_ecdsa_key(key.attributes().type) && PSA_ALG_IS_ECDSA(algorithm);
  return Status(suits ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status digest(Digested& digested, psa_algorithm_t algorithm, Data data, Source& input) {
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  return data == Data::kMessage ? digested.hash(hash, input) : digested.take(hash, input);
}

struct Request {
  ClientId client;
  psa_key_id_t key;
  psa_algorithm_t algorithm;
  Data data;
  psa_key_usage_t usage;
};

Status sign(const Request& request, Source& input, Sink& signature) {
  REDOUBT_TRY(check_algorithm(request.algorithm, request.data));
  if (signature.capacity() == 0) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  UsableKey key;
  REDOUBT_TRY(key.open(request.client, request.key, request.usage, request.algorithm));
  REDOUBT_TRY(check_key(key, request.algorithm));
  if (!PSA_KEY_TYPE_IS_KEY_PAIR(key.attributes().type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (!config::kCryptoDeterministicEcdsa && PSA_ALG_IS_DETERMINISTIC_ECDSA(request.algorithm))
    return Failure{PSA_ERROR_NOT_SUPPORTED};
  const std::size_t size = REDOUBT_TRY(ecdsa_signature_size(key.material()));
  if (signature.capacity() < size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  Digested digested;
  REDOUBT_TRY(digest(digested, request.algorithm, request.data, input));
  // Seeding takes much stack: here, not when the driver asks for random numbers in the middle of its own.
  REDOUBT_TRY(seed_random());
  std::array<std::uint8_t, KeyPairLimits::kSignatureSize> made;
  REDOUBT_TRY(ecdsa_sign(key.material(), request.algorithm, digested.bytes(), made));
  signature.write(Bytes(made).first(size));
  return {};
}

Status verify(const Request& request, Source& input, Source& signature) {
  REDOUBT_TRY(check_algorithm(request.algorithm, request.data));
  UsableKey key;
  REDOUBT_TRY(key.open(request.client, request.key, request.usage, request.algorithm));
  REDOUBT_TRY(check_key(key, request.algorithm));
  Digested digested;
  REDOUBT_TRY(digest(digested, request.algorithm, request.data, input));
  std::array<std::uint8_t, KeyPairLimits::kSignatureSize> received;
  if (signature.size() > received.size()) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  return ecdsa_verify(key.material(), digested.bytes(), signature.read(received));
}

}  // namespace

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
