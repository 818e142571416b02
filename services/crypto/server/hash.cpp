// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

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

Status hash_suspend(ClientId client, const OperationRequest& request, Output state) {
  return finish_operation<HashState>(client, request.operation, [&](HashState& hash) -> Status {
    SuspendedHash suspended;
    const WipeOnExit wipe_suspended(suspended);
    const std::size_t size = REDOUBT_TRY(hash.suspend(suspended));
    return write_exactly(state, Bytes(suspended).first(size));
  });
}

Result<OperationReply> hash_resume(ClientId client, Input state) {
  SuspendedHash suspended;
  const WipeOnExit wipe_suspended(suspended);
  if (state.size() > suspended.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const Bytes received = Source(state).read(suspended);
  return setup_operation<HashState>(client, [&](HashState& hash) { return hash.resume(received); });
}

}  // namespace

constinit const protocol::Family kHashFamily =
    protocol::Dispatcher<On<HashCompute, hash_compute>, On<HashCompare, hash_compare>,
                         On<HashSetup, hash_setup>, On<HashUpdate, hash_update>, On<HashFinish, hash_finish>,
                         On<HashVerify, hash_verify>, On<HashClone, hash_clone>,
                         OnIf<config::kCryptoHashSuspend, HashSuspend, hash_suspend>,
                         OnIf<config::kCryptoHashSuspend, HashResume, hash_resume>>::kFamily;

}  // namespace redoubt::crypto
