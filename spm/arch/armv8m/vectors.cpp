// SPDX-License-Identifier: BSD-3-Clause
// The secure vector table. The SPM has no handler but one: at level 1 every secure exception is a fault.
#include <cstdint>

#include "board.hpp"

extern "C" {
void redoubt_reset();
void redoubt_fault_entry();
extern std::uint32_t redoubt_msp_top[];
}

namespace redoubt::spm::arch {
namespace {

union Vector {
  std::uint32_t* stack;
  void (*handler)();
  constexpr Vector() : handler(&redoubt_fault_entry) {}
  constexpr explicit Vector(std::uint32_t* top) : stack(top) {}
  constexpr explicit Vector(void (*function)()) : handler(function) {}
};

struct Table {
  Vector vector[16 + board::kSoc.interrupt_count];
};

consteval Table table() {
  Table table;
  table.vector[0] = Vector(redoubt_msp_top);
  table.vector[1] = Vector(&redoubt_reset);
  return table;
}

}  // namespace

extern "C" {
extern const Table redoubt_vectors;
[[gnu::section(".vectors"), gnu::used]] constinit const Table redoubt_vectors = table();
}

}  // namespace redoubt::spm::arch
