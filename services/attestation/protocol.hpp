// SPDX-License-Identifier: BSD-3-Clause
// What travels between psa_initial_attest_*() and the attestation service.
#pragma once

#include "lib/protocol/protocol.hpp"

namespace redoubt::attestation {

struct TokenSizeRequest {
  std::uint32_t challenge_size;
};
static_assert(sizeof(TokenSizeRequest) == 4);

struct TokenSizeReply {
  std::uint32_t token_size;
};
static_assert(sizeof(TokenSizeReply) == 4);

// Data input: the challenge. Data output: the token.
using GetToken = protocol::Operation<1, protocol::None, 1, 1>;
using GetTokenSize = protocol::Operation<2, TokenSizeRequest, 0, 0, TokenSizeReply>;

}  // namespace redoubt::attestation
