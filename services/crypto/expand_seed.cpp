// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/entropy_seed.hpp"

namespace redoubt::crypto {

Status expand_seed(const Seed& seed, char purpose, MutableBytes out) {
  std::array<std::uint8_t, PSA_HASH_LENGTH(PSA_ALG_SHA_256)> block;
  const WipeOnExit wipe_block(block);
  HashState state;
  const WipeOnExit wipe_state(state);
  for (std::uint8_t number = 0; !out.empty(); ++number) {
    const std::array<std::uint8_t, 2> suffix = {static_cast<std::uint8_t>(purpose), number};
    Status status = state.start(PSA_ALG_SHA_256);
    if (status) status = state.update(seed);
    if (status) status = state.update(suffix);
    if (status) status = state.finish(block);
    if (!status) return status;
    const std::size_t size = std::min(block.size(), out.size());
    std::copy_n(block.data(), size, out.data());
    out = out.subspan(size);
  }
  return {};
}

}  // namespace redoubt::crypto
