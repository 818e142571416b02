// SPDX-License-Identifier: BSD-3-Clause
#include "board.hpp"
#include "lib/flash_store/system_store.hpp"
#include "redoubt_layout.hpp"
#include "services/platform/platform.hpp"

namespace redoubt::platform {

Status confirm(const handoff::Handoff& boot) {
  // Mounted for this call only: the crypto service writes the same area (its entropy seed), so that what one
  // of them remembered of the log would be stale.
  board::NvFlash flash(layout::nv::kSystem.offset, layout::nv::kSystem.size);
  flash_store::SystemStore store(flash);
  REDOUBT_TRY(store.mount());
  return raise_counters(store, boot);
}

}  // namespace redoubt::platform
