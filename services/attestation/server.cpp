// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/server.hpp"

#include <psa/crypto.h>

#include "lib/handoff/access.hpp"
#include "services/attestation/attestation.hpp"
#include "services/attestation/protocol.hpp"

namespace redoubt::attestation {

namespace {

// The same in all tokens of one boot, another one after a reset. Made when the first token is asked for: the
// boot need not wait for the random generator.
class BootSeed {
 public:
  Result<Bytes> get() {
    if (!is_made_) {
      if (psa_generate_random(seed_, sizeof seed_) != PSA_SUCCESS) return Failure{PSA_ERROR_SERVICE_FAILURE};
      is_made_ = true;
    }
    return Bytes(seed_);
  }

 private:
  std::uint8_t seed_[kBootSeedSize]{};
  bool is_made_ = false;
};

constinit BootSeed boot_seed;

constexpr std::size_t kChallengeMax = 64;

void write(void* context, Bytes piece) { static_cast<protocol::Output*>(context)->write(piece); }

// Both operations: the size of the token that the client would get, which is sent if there is an output for
// it. `challenge` has kChallengeMax bytes, of which `size` count.
Result<TokenSizeReply> attest(ClientId client, const std::uint8_t* challenge, std::size_t size,
                              protocol::Output* out) {
  if (!is_challenge_size(size)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  Identity identity;
  if (!read_identity(identity)) return Failure{PSA_ERROR_SERVICE_FAILURE};
  const Bytes seed = REDOUBT_TRY(boot_seed.get());
  const Claims claims{
      {challenge, size}, static_cast<std::int32_t>(client), seed, identity, handoff::current()};
  const std::size_t needed = token_size(claims);
  if (out != nullptr) {
    if (out->capacity() < needed) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
    REDOUBT_TRY(make_token(claims, &write, out));
  }
  return TokenSizeReply{static_cast<std::uint32_t>(needed)};
}

psa_status_t get_token(ClientId client, protocol::Input challenge, protocol::Output token) {
  // A buffer of no bytes is an invalid argument, one that is too small for the token is not: so the API's
  // test suite has it (psa-arch-tests, test_a001).
  if (token.capacity() == 0) return PSA_ERROR_INVALID_ARGUMENT;
  const std::size_t size = challenge.size();
  std::uint8_t nonce[kChallengeMax];
  challenge.read(nonce);
  return attest(client, nonce, size, &token).status();
}

Result<TokenSizeReply> get_token_size(ClientId client, const TokenSizeRequest& request) {
  const std::uint8_t any[kChallengeMax]{};
  return attest(client, any, request.challenge_size, nullptr);
}

using Operations =
    protocol::Dispatcher<protocol::On<GetToken, get_token>, protocol::On<GetTokenSize, get_token_size>>;

}  // namespace

}  // namespace redoubt::attestation

extern "C" psa_status_t attestation_sfn(const psa_msg_t* msg) {
  return redoubt::attestation::Operations::dispatch(*msg);
}
