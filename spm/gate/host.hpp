// SPDX-License-Identifier: BSD-3-Clause
// What the host's gate asks of the process around it: spm/arch/host/start.cpp, or a test.
#pragma once

#include "lib/base/result.hpp"

namespace redoubt::spm::host {

// Before every call of a client, one at a time: opens the device, and at the first time the partitions.
Status start();

// The init functions of all partitions, each as the partition that it belongs to. For start().
Status initialise_partitions();

}  // namespace redoubt::spm::host
