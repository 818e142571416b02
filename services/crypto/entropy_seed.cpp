// SPDX-License-Identifier: BSD-3-Clause
// The entropy source of boards without a TRNG: the seed in the `system` area.
#include "services/crypto/entropy_seed.hpp"

#include <limits>

#include "board.hpp"
#include "redoubt_layout.hpp"
#include "services/crypto/entropy.hpp"

namespace redoubt::crypto {

const int EntropySource::kReseedInterval = std::numeric_limits<int>::max();

// Mounted for this moment only: the platform service writes to the same store.
Status EntropySource::fill(MutableBytes out) {
  board::NvFlash flash(layout::nv::kSystem.offset, layout::nv::kSystem.size);
  flash_store::SystemStore store(flash);
  Status status = store.mount();
  if (status) status = fill_from_seed(store, out);
  if (!status) wipe(out);
  return status;
}

}  // namespace redoubt::crypto
