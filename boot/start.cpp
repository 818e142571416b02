// SPDX-License-Identifier: BSD-3-Clause
// From reset to main, and from any fault to a reset.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "board.hpp"
#include "boot/arch.hpp"
#include "boot/main.hpp"

extern "C" {
extern std::uint32_t __bss_start[], __bss_end[];            // NOLINT: linker script
extern const std::uint32_t __stack_limit[], __stack_top[];  // NOLINT
[[noreturn]] void reset_handler();
[[noreturn]] void fault_handler();
[[noreturn]] void fault_report(std::uint32_t frame);
}

namespace {

using Handler = void (*)();
struct Vectors {
  const std::uint32_t* stack;
  Handler handlers[15];
};

}  // namespace

// Every exception is a fault here: the bootloader enables no interrupt. The default priorities make all
// faults one HardFault; the other entries serve NMI and the unexpected.
[[gnu::section(".vectors"), gnu::used]] constexpr Vectors kVectors = {
    __stack_top,
    {reset_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler,
     fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler,
     fault_handler}};

void reset_handler() {
  __asm__ volatile("msr msplim, %0" : : "r"(__stack_limit));
  redoubt::boot::arch::scb().vtor = reinterpret_cast<std::uintptr_t>(&kVectors);
  std::fill(__bss_start, __bss_end, 0u);
  redoubt::boot::arch::protect();
  redoubt::boot::main();
}

// The stack may be what faulted: the report begins a new one, and gets the old pointer to look for the frame.
[[gnu::naked]] void fault_handler() {
  __asm__ volatile(
      "mrs r0, msp\n"
      "ldr r1, =__stack_top\n"
      "msr msp, r1\n"
      "b fault_report\n");
}

void fault_report(std::uint32_t frame) {
  using redoubt::boot::Line;
  constexpr std::uint32_t kPcInFrame = 24;
  constexpr std::uint32_t kFrameSize = 32;
  constexpr std::uint32_t kNotStacked =
      1u << 20 | 1u << 12 | 1u << 4;  // STKOF, STKERR, MSTKERR: there is no frame
  {
    Line line(redoubt::boot::log());
    line << "fault ";
    const std::uint32_t status = redoubt::boot::arch::scb().cfsr;
    line.address(status) << " (CFSR)";
    const auto limit = reinterpret_cast<std::uintptr_t>(__stack_limit);
    const auto top = reinterpret_cast<std::uintptr_t>(__stack_top);
    if ((status & kNotStacked) == 0 && frame >= limit && frame <= top - kFrameSize)
      (line << " at ").address(*reinterpret_cast<const std::uint32_t*>(frame + kPcInFrame));
    line << ": reset";
  }
  if (redoubt::boot::log().is_enabled() && redoubt::board::debug_halt()) redoubt::boot::arch::halt();
  redoubt::board::reset();
}
