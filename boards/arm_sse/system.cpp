// SPDX-License-Identifier: BSD-3-Clause
#include "board.hpp"
#include "boards/arm_sse/mmio.hpp"

namespace redoubt::board {
namespace {

using Aircr = Mmio<0xE000ED0C>;
constexpr std::uint32_t kAircrKey = 0x05FAu << 16;
constexpr std::uint32_t kSystemResetRequest = 1u << 2;

using Dhcsr = Mmio<0xE000EDF0>;
constexpr std::uint32_t kDebugEnabled = 1u << 0;

// The word that ./run --gdb plants at the end of the fault record.
using Planted = Mmio<layout::kFaultRecord.base + layout::kFaultRecord.size - 4>;
constexpr std::uint32_t kDebuggerWaits = 0x4744424D;  // "MBDG"

}  // namespace

bool debug_halt() { return Planted::read() == kDebuggerWaits || (Dhcsr::read() & kDebugEnabled) != 0; }

void reset() {
  __asm__ volatile("dsb sy" ::: "memory");  // what was written before is in memory
  // PRIS, BFHFNMINS and SYSRESETREQS are kept, not cleared by the write.
  Aircr::write((Aircr::read() & 0xFFFFu) | kAircrKey | kSystemResetRequest);
  for (;;) __asm__ volatile("dsb sy");
}

}  // namespace redoubt::board
