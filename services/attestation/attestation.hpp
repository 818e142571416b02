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

// Makes a token and sends it piece by piece, token_size() bytes in all: write(context, piece).
// PSA_ERROR_GENERIC_ERROR: hashing or signing failed; nothing was sent.
Status make_token(const Claims& claims, cbor::Encoder::Flush write, void* context);

}  // namespace redoubt::attestation
