// SPDX-License-Identifier: BSD-3-Clause
// Isolation level 1: the secure side is protected from the non-secure side, and its own code from being
// written.
#pragma once

#include "lib/hardened/verdict.hpp"

namespace redoubt::spm::arch {

// Sets SAU, MPU, faults, interrupts and the board's protection controllers.
void isolate();

// Reads all of it back from the hardware. Accepted: every register is as isolate() wrote it. Else the first
// that is not has been reported on the log.
hardened::Verdict check_isolation();

// Before the first partition runs: from now on only windows give what an unprivileged PSA RoT has to itself.
void open_partitions();

// In a fault's handler: the windows are the SPM's own, so that the console is in reach. No partition runs any
// more.
void close_partitions();

// What is in force, for the log.
void describe_isolation();

}  // namespace redoubt::spm::arch
