// SPDX-License-Identifier: BSD-3-Clause
// What the client functions of all families share. Everything is checked by the service; the client only
// brings arguments into form.
#pragma once

#include <psa/crypto.h>
#include <psa_manifest/sid.h>

#include <algorithm>

#include "lib/protocol/client.hpp"
#include "services/crypto/protocol.hpp"

namespace redoubt::crypto::client {

using protocol::In;
using protocol::Out;

template <class Operation, class... Arguments>
psa_status_t call(Arguments&&... arguments) {
  return protocol::call<Operation>(CRYPTO_HANDLE, arguments...);
}

// Sizes that the wire has 32 bits for; a larger one is refused like the largest.
inline std::uint32_t saturate(std::size_t value) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(value, UINT32_MAX));
}

// An output whose size is known to be small. A caller may say more than it has room for (SIZE_MAX, say), so
// long as what comes back fits; the SPM would refuse such a vector.
inline Out small_output(std::uint8_t* data, std::size_t size, std::size_t* length, std::size_t largest) {
  *length = 0;
  return {data, std::min(size, largest), length};
}

// The largest key that psa_export_key() can return: a Kconfig limit of the service, 64 KiB at most.
inline constexpr std::size_t kLargestKey = 0x10000;

template <class Operation, class Request, class... Data>
psa_status_t create_key(psa_key_id_t* key, const Request& request, const Data&... data) {
  KeyReply reply{};
  const psa_status_t status = call<Operation>(request, reply, data...);
  *key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}

template <class Operation, class State, class Request, class... Data>
psa_status_t setup(State* state, const Request& request, const Data&... data) {
  if (state->private_handle != 0) return PSA_ERROR_BAD_STATE;
  OperationReply reply{};
  const psa_status_t status = call<Operation>(request, reply, data...);
  if (status == PSA_SUCCESS) state->private_handle = reply.operation;
  return status;
}

// After an error the handle stays and names nothing: every further call but abort gets PSA_ERROR_BAD_STATE.
template <class State>
psa_status_t finish(State* state, psa_status_t status) {
  if (status == PSA_SUCCESS) state->private_handle = 0;
  return status;
}

// The service has nothing to do for an operation that was never set up.
template <class State>
psa_status_t abort_operation(State* state) {
  const OperationRequest request = {state->private_handle};
  state->private_handle = 0;
  return request.operation == 0 ? PSA_SUCCESS : call<Abort>(request);
}

}  // namespace redoubt::crypto::client
