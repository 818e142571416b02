// SPDX-License-Identifier: BSD-3-Clause
// AN547: Cortex-M55, SSE-300.
#pragma once

#include "boards/arm_sse/soc.hpp"

namespace redoubt::board {

inline constexpr std::string_view kName = "mps3_an547";
inline constexpr Soc kSoc = {
    .secure_log = 0x59304000,
    .uart_ppc_register = 0x50080088,
    .uart_ppc_bit = 3,
    .mpc = {{0x57000000, 0x01000000}, {0x50083000, 0x21000000}, {0x50084000, 0x21200000}},
    .interrupt_count = 96,
    .secure_interrupts = {9, 10},
};

}  // namespace redoubt::board

#include "boards/arm_sse/drivers.hpp"
