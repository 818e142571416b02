// SPDX-License-Identifier: BSD-3-Clause
// How services reach the bootloader's hand-off.
#pragma once

#include "lib/handoff/handoff.hpp"

namespace redoubt::handoff {

// The hand-off of this boot, in memory that only the SPE writes. Defined by the SPE's start-up code (on the
// host: boards/host), which has checked is_valid() and, if it does not hold, never starts a partition.
const Handoff& current();

}  // namespace redoubt::handoff
