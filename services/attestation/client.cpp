// SPDX-License-Identifier: BSD-3-Clause
#include <psa/initial_attestation.h>

#include "lib/protocol/client.hpp"
#include "psa_manifest/sid.h"
#include "services/attestation/protocol.hpp"

using redoubt::attestation::GetToken;
using redoubt::attestation::GetTokenSize;
using redoubt::attestation::TokenSizeReply;
using redoubt::attestation::TokenSizeRequest;
using redoubt::protocol::In;
using redoubt::protocol::Out;

extern "C" psa_status_t psa_initial_attest_get_token(const uint8_t* auth_challenge, size_t challenge_size,
                                                     uint8_t* token_buf, size_t token_buf_size,
                                                     size_t* token_size) {
  if (token_size == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  *token_size = 0;
  if (auth_challenge == nullptr || token_buf == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  return redoubt::protocol::call<GetToken>(ATTESTATION_HANDLE, In{auth_challenge, challenge_size},
                                           Out{token_buf, token_buf_size, token_size});
}

extern "C" psa_status_t psa_initial_attest_get_token_size(size_t challenge_size, size_t* token_size) {
  if (token_size == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  *token_size = 0;
  // A size of more than 32 bits must not become a valid one on the way.
  if (challenge_size > PSA_INITIAL_ATTEST_CHALLENGE_SIZE_64) return PSA_ERROR_INVALID_ARGUMENT;
  TokenSizeReply reply;
  const psa_status_t status = redoubt::protocol::call<GetTokenSize>(
      ATTESTATION_HANDLE, TokenSizeRequest{static_cast<std::uint32_t>(challenge_size)}, reply);
  if (status == PSA_SUCCESS) *token_size = reply.token_size;
  return status;
}
