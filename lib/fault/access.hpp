// SPDX-License-Identifier: BSD-3-Clause
// How the SPM and the platform service reach the record.
#pragma once

#include "lib/fault/record.hpp"

namespace redoubt::fault {

// The memory that survives a reset, with a record in it or anything else: see open(). Defined by the SPM.
Record& kept();

}  // namespace redoubt::fault
