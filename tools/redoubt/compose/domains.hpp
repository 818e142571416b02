// SPDX-License-Identifier: BSD-3-Clause
// Who shares memory with whom: at FF-M's isolation levels, the parts of the secure side that are not
// protected from each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/redoubt/compose/system.hpp"

namespace redoubt::tool {

// What only FF-M's own names may be called: callers and domains in audit.json.
inline constexpr const char* kNspe = "NSPE";
inline constexpr const char* kSpm = "SPM";

// Members can write each other's memory. A privileged domain can write everything of the secure side.
struct Domain {
  std::string name;
  bool privileged = false;
  std::vector<std::string> members;  // partitions by name, and "SPM"
};

// CONFIG_SPM_ISOLATION_LEVEL; 1 where there is no such choice.
std::uint32_t isolation_level(const Config& config);

// Level 1: all. Level 2: the PSA RoT and all of the application RoT. Level 3: the PSA RoT and each
// application RoT partition. CONFIG_SPM_UNPRIVILEGED_PSA_ROT leaves the SPM alone in the privileged one.
// None is empty; the privileged one is the last.
std::vector<Domain> domains(const System& system);

}  // namespace redoubt::tool
