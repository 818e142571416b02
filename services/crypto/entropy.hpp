// SPDX-License-Identifier: BSD-3-Clause
// Where the random generator's seed comes from. Which file defines it is chosen at link time:
// entropy_seed.cpp (a seed in flash), entropy_linux.cpp (the kernel), or a board's own with its TRNG.
#pragma once

#include "hal/entropy.hpp"

namespace redoubt::crypto {

class EntropySource {
 public:
  // How many requests, each of up to 1 KiB, the generator answers before it asks for entropy again. SP
  // 800-90A allows 2^48. With a seed in flash a second request only hashes the same entropy on, and costs an
  // erasure now and then; so it is made never. What a TRNG or kernel gives is asked for often enough to
  // recover from a state that leaked.
  static const int kReseedInterval;
  Status fill(MutableBytes out);
};
static_assert(hal::Entropy<EntropySource>);

}  // namespace redoubt::crypto
