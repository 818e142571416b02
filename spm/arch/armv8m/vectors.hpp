// SPDX-License-Identifier: BSD-3-Clause
// The secure vector table.
#pragma once

#include <cstdint>

#include "board.hpp"

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

struct Table {
  Vector vector[kExceptions + board::kSoc.interrupt_count];
};

// Every exception a fault.
consteval Table fault_table() {
  Table table;
  table.vector[0] = Vector(redoubt_msp_top);
  table.vector[1] = Vector(&redoubt_reset);
  return table;
}

}  // namespace redoubt::spm::arch
