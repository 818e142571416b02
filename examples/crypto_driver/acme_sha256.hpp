// SPDX-License-Identifier: BSD-3-Clause
// SHA-256 by the accelerator of acme_peripheral.h.
#pragma once

#include <array>

#include "services/crypto/driver.hpp"

namespace acme {

using redoubt::Bytes;
using redoubt::MutableBytes;
using redoubt::Status;

// Many computations can be under way while there is one accelerator: the state lives here, and in the
// registers for the time of a call only, which leaves nothing of it there.
class Sha256 {
 public:
  static constexpr psa_algorithm_t kAlgorithm = PSA_ALG_SHA_256;
  static constexpr std::size_t kSize = 32;
  static constexpr std::size_t kBlockSize = 64;
  Status start();
  Status update(Bytes data);
  Status finish(MutableBytes hash);

 private:
  Status compress();

  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, kBlockSize> block_;
  std::uint64_t size_;
};
static_assert(redoubt::crypto::HashDriver<Sha256>);

}  // namespace acme
