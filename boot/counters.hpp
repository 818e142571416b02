// SPDX-License-Identifier: BSD-3-Clause
// The security counters that images are held against. The bootloader reads them and never moves them: the SPE
// raises them once the images that run have proved themselves, so that a bad update can still be replaced by
// its predecessor.
#pragma once

#include "lib/flash_store/reader.hpp"
#include "lib/flash_store/system_store.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::boot {

// Reads both counters from the `system` area. Errors: what flash_store's Reader and read_counter() report.
// Nothing may boot then: a counter that cannot be read must not pass for zero.
template <hal::Flash Flash>
Status read_counters(Flash& system_area, std::uint32_t (&counters)[handoff::kImageCount]) {
  flash_store::Reader<Flash> reader(system_area);
  REDOUBT_TRY(reader.mount());
  counters[handoff::kSpe] = REDOUBT_TRY(flash_store::read_counter(reader, provisioning::kSecurityCounterSpe));
  counters[handoff::kNspe] =
      REDOUBT_TRY(flash_store::read_counter(reader, provisioning::kSecurityCounterNspe));
  return {};
}

}  // namespace redoubt::boot
