// SPDX-License-Identifier: BSD-3-Clause
// All that the service remembers between calls, but for the random generator.
#pragma once

#include "services/crypto/key_store.hpp"
#include "services/crypto/operations.hpp"

namespace redoubt::crypto {

struct Core {
  KeyStore keys;
  OperationPool operations;
};

extern Core core;

// Ends an operation of any family with all that it keeps; does nothing if the client has none of this handle.
void end_operation(ClientId client, std::uint32_t handle);

}  // namespace redoubt::crypto
