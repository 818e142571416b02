// SPDX-License-Identifier: BSD-3-Clause
// The files that a composed system becomes: each function returns the text of one.
#pragma once

#include <map>
#include <string>

#include "tools/redoubt/compose/system.hpp"

namespace redoubt::tool {

// Path below the output folder -> text.
using Files = std::map<std::string, std::string>;

// redoubt_config/PART.hpp: namespace redoubt::config, one constant for each symbol PART_*, so that a part is
// not compiled again for the settings of others. Throws if two symbols give one name.
Files emit_config(const Config& config);

// redoubt_layout.hpp: namespace redoubt::layout, where everything of board.json lies, and what is whose.
std::string emit_layout(const System& system);

// psa_manifest/sid.h and pid.h (FF-M 1.0, 3.4), and the header of one partition.
std::string emit_sid(const System& system);
std::string emit_pid(const System& system);
std::string emit_manifest(const Partition& partition);
// The functions of a partition that the SPM calls.
std::string prototypes(const Partition& partition);

// psa/framework_feature.h (FF-M 1.1): what this system offers.
std::string emit_features(const System& system);

// partitions.cpp: the tables of spm/tables.hpp.
std::string emit_tables(const System& system);

// memory_IMAGE.ld; IMAGE is "bl2", "spe" or "nspe". See emit_linker.cpp for the names that linker scripts may
// use.
std::string emit_linker(const Board& board, const std::string& image);

// audit.json: partitions, who may call whom, memory, warnings.
std::string emit_audit(const System& system);

// All of them.
Files emit_all(const System& system);

// Brings `folder` to hold them; what is the same already is not touched, and headers of partitions that are
// no longer in the system go. Returns how many files changed. Throws tool::Error.
std::size_t write_all(const Files& files, const std::string& folder);

}  // namespace redoubt::tool
