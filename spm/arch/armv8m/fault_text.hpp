// SPDX-License-Identifier: BSD-3-Clause
// Faults in words.
#pragma once

#include <string_view>

#include "redoubt_config/spm.hpp"
#include "spm/arch/armv8m/access.hpp"
#include "spm/faults.hpp"

namespace redoubt::spm {

// What the record says. `access`: of the instruction that faulted.
void print_fault(const FaultRecord& record, Access access);

// The SPM will not run: reports why, and ends as a fault does.
[[noreturn]] void refuse_to_start(std::string_view why);
[[noreturn, gnu::always_inline]] inline void stop_at_start(std::string_view why) {
  refuse_to_start(config::kSpmLog ? why : std::string_view());  // or it would be in the image
}

}  // namespace redoubt::spm
