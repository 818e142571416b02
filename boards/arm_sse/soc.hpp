// SPDX-License-Identifier: BSD-3-Clause
// What differs between the boards with Arm's SSE-200 and SSE-300 subsystems. All addresses are secure
// aliases.
#pragma once

#include <cstdint>
#include <string_view>

namespace redoubt::board {

// A memory protection controller and the memory behind it.
struct Mpc {
  std::uint32_t registers;
  std::uint32_t memory;  // non-secure alias of the memory's start; its size is read from the controller
};

struct Soc {
  std::uint32_t secure_log;         // a CMSDK UART
  std::uint32_t uart_ppc_register;  // which of SPCTRL's APBNSPPCEXPn gives UART0 ...
  std::uint32_t uart_ppc_bit;       // ... to the non-secure side
  Mpc mpc[3];                       // code, secure RAM, non-secure RAM
  std::uint32_t interrupt_count;
  std::uint32_t secure_interrupts[2];  // MPC, PPC
};

}  // namespace redoubt::board
