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

void write(void* context, Bytes piece) { static_cast<protocol::Output*>(context)->write(piece); }

Status get_token(ClientId client, protocol::Input challenge, protocol::Output token) {
  // A buffer of no bytes is an invalid argument, one that is too small for the token is not: so the API's
  // test suite has it (psa-arch-tests, test_a001).
  if (!is_challenge_size(challenge.size()) || token.capacity() == 0)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::uint8_t nonce[64];
  const std::size_t size = challenge.read(nonce);
  Identity identity;
  if (!read_identity(identity)) return Failure{PSA_ERROR_SERVICE_FAILURE};
  const Bytes seed = REDOUBT_TRY(boot_seed.get());
  const Claims claims{Bytes(nonce).first(size), static_cast<std::int32_t>(client), seed, identity,
                      handoff::current()};
  return make_token(claims, token.capacity(), {&write, &token});
}

Result<TokenSizeReply> get_token_size(ClientId client, const TokenSizeRequest& request) {
  if (!is_challenge_size(request.challenge_size)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  Identity identity;
  if (!read_identity(identity)) return Failure{PSA_ERROR_SERVICE_FAILURE};
  // Only the sizes of these two count.
  const Bytes any = bytes_of(identity);
  const Claims claims{any.first(request.challenge_size), static_cast<std::int32_t>(client),
                      any.first(kBootSeedSize), identity, handoff::current()};
  return TokenSizeReply{static_cast<std::uint32_t>(token_size(claims))};
}

using Operations =
    protocol::Dispatcher<protocol::On<GetToken, get_token>, protocol::On<GetTokenSize, get_token_size>>;

}  // namespace

}  // namespace redoubt::attestation

extern "C" psa_status_t attestation_sfn(const psa_msg_t* msg) {
  return redoubt::attestation::Operations::dispatch(*msg);
}
