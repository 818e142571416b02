// SPDX-License-Identifier: BSD-3-Clause
// The secure vector table.
#pragma once

#include <algorithm>
#include <cstdint>

#include "board.hpp"
#include "redoubt_gate.h"

extern "C" {
void redoubt_reset();
void redoubt_fault_entry();
extern std::uint32_t redoubt_msp_top[];
}

namespace redoubt::spm::arch {

union Vector {
  std::uint32_t* stack;
  void (*handler)();
  constexpr Vector() : handler(&redoubt_fault_entry) {}
  constexpr explicit Vector(std::uint32_t* top) : stack(top) {}
  constexpr explicit Vector(void (*function)()) : handler(function) {}
};

inline constexpr std::uint32_t kExceptions = 16;  // then the interrupts

// All that the secure side has; every other is the NSPE's or not enabled (isolation.cpp).
inline constexpr std::uint32_t kInterrupts =
    1 + std::max({board::kSoc.secure_interrupts[0], board::kSoc.secure_interrupts[1],
                  std::uint32_t{REDOUBT_LAST_INTERRUPT}});

struct Table {
  Vector vector[kExceptions + kInterrupts];
};

// Every exception a fault.
consteval Table fault_table() {
  Table table;
  table.vector[0] = Vector(redoubt_msp_top);
  table.vector[1] = Vector(&redoubt_reset);
  return table;
}

}  // namespace redoubt::spm::arch
