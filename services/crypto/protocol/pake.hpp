// SPDX-License-Identifier: BSD-3-Clause
// Password-authenticated key exchange.
#pragma once

#include "services/crypto/protocol/derivation.hpp"

namespace redoubt::crypto {

struct PakeSetupRequest {
  std::uint32_t key;
  psa_pake_cipher_suite_t suite;
};
static_assert(sizeof(PakeSetupRequest) == 16 && offsetof(psa_pake_cipher_suite_t, private_primitive) == 4 &&
              offsetof(psa_pake_cipher_suite_t, private_key_confirmation) == 8);
struct PakeRoleRequest {
  std::uint32_t operation;
  std::uint32_t role;
};
struct PakeStepRequest {
  std::uint32_t operation;
  std::uint32_t step;
};

using PakeSetup = Operation<kPake + 0, PakeSetupRequest, 0, 0, OperationReply>;
using PakeSetRole = Operation<kPake + 1, PakeRoleRequest>;
using PakeSetUser = Operation<kPake + 2, OperationRequest, 1>;
using PakeSetPeer = Operation<kPake + 3, OperationRequest, 1>;
using PakeSetContext = Operation<kPake + 4, OperationRequest, 1>;
using PakeOutput = Operation<kPake + 5, PakeStepRequest, 0, 1>;
using PakeInput = Operation<kPake + 6, PakeStepRequest, 1>;
using PakeGetSharedKey = Operation<kPake + 7, OutputKeyRequest, 0, 0, KeyReply>;

}  // namespace redoubt::crypto
