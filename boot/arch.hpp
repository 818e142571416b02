// SPDX-License-Identifier: BSD-3-Clause
// What the bootloader needs of an Armv8-M core (Armv8-M Architecture Reference Manual, chapter D1).
#pragma once

#include <cstdint>

namespace redoubt::boot::arch {

// The System Control Block from VTOR on.
struct Scb {
  volatile std::uint32_t vtor;   // 0xE000ED08
  volatile std::uint32_t aircr;  // 0xE000ED0C
  std::uint32_t reserved[6];
  volatile std::uint32_t cfsr;  // 0xE000ED28
};
inline Scb& scb() { return *reinterpret_cast<Scb*>(0xE000ED08); }

// Turns the MPU on: nothing but the bootloader's own code is executable, and that code and the external
// non-volatile memory cannot be written.
void protect();

// Leaves the bootloader for the image whose vector table this is: MPU off, all registers cleared, MSP and the
// program counter from the table, and MSPLIM at the lowest address of that image's stack.
[[noreturn]] void start(std::uint32_t vector_table, std::uint32_t stack_limit);

// Waits for a reset, with no way out.
[[noreturn]] void halt();

}  // namespace redoubt::boot::arch
