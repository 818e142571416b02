// SPDX-License-Identifier: BSD-3-Clause
// Which memory a partition has to itself, and how the tables and the linker script say it. A partition that
// is not isolated from the SPM (all at level 1, the PSA RoT at level 2 and 3 unless configured otherwise) has
// none: its data lies among the SPM's.
#pragma once

#include <string>

#include "tools/redoubt/compose/domains.hpp"

namespace redoubt::tool {

using psa_signals_t = std::uint32_t;
inline constexpr psa_signals_t kDoorbell = 8;

// Unprivileged, in memory of its own.
bool is_isolated(const System& system, const Partition& partition);

// For partitions.cpp. nullptr: the NSPE.
std::string linker_symbols(const System& system);                       // declarations
std::string windows(const System& system, const Partition* partition);  // PartitionDescriptor::windows
std::string extra_windows(const System& system);                        // arrays of those that need them
std::string extra_windows_name(const System& system, const Partition& partition);
std::string memory(const System& system, const Partition& partition);  // PartitionDescriptor::memory
std::string heap_memory(const System& system);  // of partitions without a memory of their own
std::string heap_row(const System& system, const Partition& partition);

// partitions.ld: the memory of isolated partitions, from low to high.
std::string emit_partitions_linker(const System& system);

// redoubt_gate.h: what the gates' assembly has to know.
std::string emit_gate(const System& system);

// What privileged code reaches as devices: the secure aliases of the board's peripherals, and what else of
// their MMIO privileged partitions name.
std::vector<Region> secure_peripherals(const System& system);

// Throws tool::Error if the MPU has too few regions for a partition.
void check_domains(const System& system);

}  // namespace redoubt::tool
