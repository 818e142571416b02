// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/core.hpp"

namespace redoubt::crypto {

constinit Core core;

void end_operation(ClientId client, std::uint32_t handle) {
  const Derivation* const derivation = core.operations.find<Derivation>(client, handle);
  if (derivation != nullptr) forget_notes(client, *derivation);
  const Pake* const pake = core.operations.find<Pake>(client, handle);
  if (pake != nullptr) forget_exchange(client, *pake);
  const auto* const signature = core.operations.find<SignatureOperation>(client, handle);
  if (signature != nullptr) forget_signature(client, *signature);
  core.operations.destroy(client, handle);
}

}  // namespace redoubt::crypto
