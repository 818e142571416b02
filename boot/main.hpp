// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "boot/log.hpp"

namespace redoubt::boot {

// The bootloader: loads the images, starts the SPE, or halts.
[[noreturn]] void main();

// Where a fault may be reported; silent until the device is known to be in development.
const Log& log();

}  // namespace redoubt::boot
