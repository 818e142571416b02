// SPDX-License-Identifier: BSD-3-Clause
// CONFIG_SPM_RESTART_PARTITIONS: an application RoT partition that faults is started anew, the others go on.
#pragma once

#include "spm/faults.hpp"

namespace redoubt::spm::arch {

// If the partition named by `record`, whose code was interrupted in secure thread mode, may be started anew:
// does it and does not return. Else returns, and the device has to reset.
void restart(FaultRecord& record);

}  // namespace redoubt::spm::arch
