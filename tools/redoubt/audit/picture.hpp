// SPDX-License-Identifier: BSD-3-Clause
// A system as a picture: who is protected from whom, and who may call whom.
#pragma once

#include <string>

#include "tools/redoubt/audit/audit.hpp"

namespace redoubt::tool {

// An SVG file; the same for the same audit on every machine.
std::string draw_system(const Audit& audit);

}  // namespace redoubt::tool
