// SPDX-License-Identifier: BSD-3-Clause
// What the handlers of all families share. What comes in is typed and of the right size here (lib/protocol);
// handles and key identifiers are still only numbers that a client claims.
#pragma once

#include "lib/hardened/verdict.hpp"
#include "lib/protocol/server.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/keys.hpp"
#include "services/crypto/protocol.hpp"

namespace redoubt::crypto {

using protocol::Input;
using protocol::On;
using protocol::OnIf;
using protocol::Output;
using Digest = std::array<std::uint8_t, HashLimits::kSize>;

inline Result<KeyReply> to_reply(Result<psa_key_id_t> key) {
  if (!key) return Failure{key.status()};
  return KeyReply{*key};
}

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

// Steps of key derivation are 16 bits in the API; a larger number is none.
inline psa_key_derivation_step_t to_step(std::uint32_t step) {
  return step <= 0xFFFF ? static_cast<psa_key_derivation_step_t>(step) : psa_key_derivation_step_t{0};
}

inline Status write_exactly(Output& to, Bytes data) {
  if (to.capacity() < data.size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  to.write(data);
  return {};
}

// Compares with what the client expects, in constant time. Another size is another value.
inline Status compare(Bytes computed, Input& expected) {
  Digest buffer;
  if (expected.size() != computed.size()) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  const Bytes received = Source(expected).read(MutableBytes(buffer).first(computed.size()));
  const hardened::Verdict verdict = hardened::equal(received, computed);
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

template <class State>
Status update(State& state, Input& data) {
  Source source(data);
  return update_with(state, source);
}

}  // namespace redoubt::crypto
