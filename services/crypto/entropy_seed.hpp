// SPDX-License-Identifier: BSD-3-Clause
// Entropy for devices without a TRNG: the factory stores 64 random bytes, and every use replaces them by a
// hash of themselves before anything is made of them. So a power cut at any moment leaves a seed that nothing
// has been made of. The seed of an earlier boot stays on flash, as a dead record, until its sector is erased:
// only from then on can whoever reads the flash not go back to what that boot used.
#pragma once

#include <algorithm>
#include <array>

#include "lib/flash_store/system_store.hpp"
#include "services/crypto/hash.hpp"

namespace redoubt::crypto {

using Seed = std::array<std::uint8_t, flash_store::kSeedSize>;

// SHA-256(seed | purpose | number) for numbers 0, 1, ... until `out` is full.
Status expand_seed(const Seed& seed, char purpose, MutableBytes out);

// At most kSeedSize bytes: more than went in cannot come out. `out` is wiped on an error. Errors: the
// store's, and PSA_ERROR_INSUFFICIENT_ENTROPY where it has no seed.
template <class Store>
Status fill_from_seed(Store& store, MutableBytes out) {
  Seed seed;
  Seed next;
  const WipeOnExit wipe_seed(seed);
  const WipeOnExit wipe_next(next);
  wipe(out);
  if (out.size() > seed.size()) return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
  Status status = store.read_seed(seed);
  if (status.status() == PSA_ERROR_DOES_NOT_EXIST) return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
  if (status) status = expand_seed(seed, 'n', next);
  if (status) status = store.replace_seed(next);
  if (status) status = expand_seed(seed, 'u', out);
  if (!status) wipe(out);
  return status;
}

}  // namespace redoubt::crypto
