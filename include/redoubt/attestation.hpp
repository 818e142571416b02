// SPDX-License-Identifier: BSD-3-Clause
// Initial attestation for C++: see psa/initial_attestation.h.
#pragma once

#include <psa/initial_attestation.h>
#include <redoubt/result.hpp>

#include <cstdint>
#include <span>

namespace redoubt::psa {

// psa_initial_attest_get_token(): the part of `memory` that is the token. The challenge's size is checked at
// compile time.
template <std::size_t kChallengeSize>
Result<std::span<const std::uint8_t>> attest(std::span<const std::uint8_t, kChallengeSize> challenge,
                                             std::span<std::uint8_t> memory) {
  static_assert(kChallengeSize == 32 || kChallengeSize == 48 || kChallengeSize == 64);
  std::size_t size = 0;
  const psa_status_t status =
      psa_initial_attest_get_token(challenge.data(), challenge.size(), memory.data(), memory.size(), &size);
  if (status != PSA_SUCCESS) return Status{status};
  return std::span<const std::uint8_t>(memory.first(size));
}

}  // namespace redoubt::psa
