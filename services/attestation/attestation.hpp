// SPDX-License-Identifier: BSD-3-Clause
// Makes initial attestation tokens (RFC 9783). Knows nothing of messages; hashes and signs by the PSA Crypto
// API.
#pragma once

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/cbor/encoder.hpp"
#include "lib/handoff/handoff.hpp"
#include "services/attestation/identity.hpp"

namespace redoubt::attestation {

inline constexpr std::size_t kBootSeedSize = 32;

// All that a token says. Spans and references must outlive it.
struct Claims {
  Bytes challenge;         // 32, 48 or 64 bytes
  std::int32_t client_id;  // of the caller, as the SPM says
  Bytes boot_seed;         // kBootSeedSize bytes
  const Identity& identity;
  const handoff::Handoff& boot;
};

// The challenge sizes of the Attestation API (section 3.4). No other may be accepted.
constexpr bool is_challenge_size(std::size_t size) { return size == 32 || size == 48 || size == 64; }

// The exact size of the token in bytes. Of challenge and boot seed only the sizes matter.
std::size_t token_size(const Claims& claims);

// Where the token goes, piece by piece. Nothing is sent before the signature is made.
struct Sink {
  cbor::Encoder::Flush write;
  void* context;
};

// Makes a token and sends it, token_size() bytes in all. After an error nothing was sent:
//   PSA_ERROR_BUFFER_TOO_SMALL it has more than `capacity` bytes
//   PSA_ERROR_GENERIC_ERROR    hashing or signing failed
Status make_token(const Claims& claims, std::size_t capacity, const Sink& sink);

}  // namespace redoubt::attestation
