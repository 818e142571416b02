// SPDX-License-Identifier: BSD-3-Clause
// The boot chain's decisions, free of hardware: which images run, and what the SPE is told about them.
#pragma once

#include "boot/log.hpp"
#include "boot/slot.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::boot {

// What the device holds about itself, without its secrets.
struct Identity {
  std::uint32_t lifecycle;                              // PSA_LIFECYCLE_*
  image::Digest key_hash[handoff::kImageCount];         // provisioned
  std::uint32_t minimum_counter[handoff::kImageCount];  // of the system records
};

// Accepted in the lifecycle states in which a device may log and may run images that the tests' published
// keys signed: ASSEMBLY_AND_TEST and PSA_ROT_PROVISIONING. Every other state, unknown ones too, is treated as
// SECURED.
hardened::Verdict in_development(std::uint32_t lifecycle);

// Loads and verifies both images, logs a line for each, and fills the handoff. Refused if either image is;
// then neither is left in execution memory and the handoff is zeros.
hardened::Verdict load_chain(const Identity& identity, const Slot (&slots)[handoff::kImageCount],
                             std::uint32_t header_size, const Log& log, handoff::Handoff& handoff);

}  // namespace redoubt::boot
