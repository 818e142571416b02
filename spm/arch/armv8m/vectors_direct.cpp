// SPDX-License-Identifier: BSD-3-Clause
// The SPM has no handler but one: every secure exception is a fault.
#include "spm/arch/armv8m/vectors.hpp"

namespace redoubt::spm::arch {

extern "C" {
extern const Table redoubt_vectors;
[[gnu::section(".vectors"), gnu::used]] constinit const Table redoubt_vectors = fault_table();
}

}  // namespace redoubt::spm::arch
