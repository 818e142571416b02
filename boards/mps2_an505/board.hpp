// SPDX-License-Identifier: BSD-3-Clause
// AN505: Cortex-M33 (SSE-200 without the second core).
#pragma once

#include "boards/arm_sse/soc.hpp"

namespace redoubt::board {

inline constexpr std::string_view kName = "mps2_an505";
inline constexpr Soc kSoc = {
    .secure_log = 0x50201000,
    .uart_ppc_register = 0x50080084,
    .uart_ppc_bit = 5,
    .mpc = {{0x58007000, 0x00000000}, {0x58008000, 0x28000000}, {0x58009000, 0x28200000}},
    .interrupt_count = 96,
    .secure_interrupts = {9, 10},
};

}  // namespace redoubt::board

#include "boards/arm_sse/drivers.hpp"
