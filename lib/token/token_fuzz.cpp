// SPDX-License-Identifier: BSD-3-Clause
// Arbitrary bytes as a token and as its payload. Whatever is accepted must keep its promises.
#include <cstdlib>

#include "lib/token/token.hpp"

namespace {

using redoubt::Bytes;
using redoubt::Status;
using namespace redoubt::token;

void demand(bool holds) {
  if (!holds) std::abort();
}

bool lies_in(Bytes part, Bytes whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}
bool lies_in(std::string_view part, Bytes whole) {
  return lies_in(Bytes{reinterpret_cast<const std::uint8_t*>(part.data()), part.size()}, whole);
}

void check(const Token& token, Bytes input) {
  demand(is_hash_size(token.nonce.size()) && lies_in(token.nonce, input));
  demand(token.instance_id.size() == kInstanceIdSize && token.instance_id[0] == kInstanceIdTypeRandom);
  demand(token.profile == kProfileTfm && lies_in(token.profile, input));
  demand(token.boot_seed.empty() ||
         (token.boot_seed.size() >= kBootSeedMinSize && token.boot_seed.size() <= kBootSeedMaxSize));
  demand(token.client_id != 0 && token.implementation_id.size() == kImplementationIdSize);
  demand(lies_in(token.certification_reference, input) && lies_in(token.verification_service, input));
  demand(token.component_count >= 1 && token.component_count <= kMaxComponents);
  for (const SoftwareComponent& component : token.software()) {
    demand(is_hash_size(component.measurement.size()) && lies_in(component.measurement, input));
    demand(is_hash_size(component.signer_id.size()) && lies_in(component.signer_id, input));
    demand(lies_in(component.type, input) && lies_in(component.version, input) &&
           lies_in(component.description, input));
  }
}

// With primitives that accept everything, all code after the signature is reached, too.
Status any_hash(std::span<const Bytes>, std::span<std::uint8_t, 32> digest) {
  for (std::uint8_t& byte : digest) byte = 0;
  return {};
}
Status any_signature(Bytes, Bytes, Bytes signature) {
  demand(signature.size() == 64);
  return {};
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input{data, size};
  Token token;
  const Verdict claims = decode_claims(input, token);
  if (claims.is_good()) check(token, input);
  demand(!text(claims.reason).empty());

  std::uint8_t point[65] = {0x04};
  const Decoded verified = verify_token(input, point, {}, {&any_hash, &any_signature});
  if (verified.verdict.is_good()) check(verified.token, input);
  demand(!text(verified.verdict.reason).empty());
  return 0;
}
