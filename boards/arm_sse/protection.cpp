// SPDX-License-Identifier: BSD-3-Clause
// The protection controllers of the SSE-200/300 (Arm DDI 0571 for the MPC; the subsystems' technical
// reference manuals for SPCTRL): which blocks of memory and which peripherals the non-secure side may reach.
#include <array>

#include "board.hpp"
#include "boards/arm_sse/mmio.hpp"

namespace redoubt::board {
namespace {

// Secure access configuration registers.
constexpr std::uint32_t kSpctrl = 0x50080000;
constexpr std::uint32_t kResponseConfig = kSpctrl + 0x10;
constexpr std::uint32_t kNscConfig = kSpctrl + 0x14;
using PpcInterruptClear = Mmio<kSpctrl + 0x24>;
constexpr std::uint32_t kPpcInterruptEnable = kSpctrl + 0x28;
constexpr std::uint32_t kBusError = 1;          // for a denied access to a peripheral
constexpr std::uint32_t kNscCode = 1u << 0;     // the code region may hold SG instructions
constexpr std::uint32_t kAllPpcs = 0x00F000F3;  // AHB expansion 0-3, APB expansion 0-3, APB 0-1
// What each PPC gives to the non-secure side: AHB 0, AHB expansion 0-3, APB 0-1, APB expansion 0-3.
constexpr std::uint8_t kPpcRegisters[] = {0x50, 0x60, 0x64, 0x68, 0x6C, 0x70, 0x74, 0x80, 0x84, 0x88, 0x8C};
// The same for secure unprivileged accesses; which partition may make some, the MPU decides.
constexpr std::uint32_t kSecureUnprivileged = 0x40;

// Offsets in an MPC.
constexpr std::uint32_t kMpcControl = 0x00, kMpcBlockMax = 0x10, kMpcBlockConfig = 0x14,
                        kMpcBlockIndex = 0x18, kMpcBlockLut = 0x1C, kMpcInterruptClear = 0x24,
                        kMpcInterruptEnable = 0x28;
constexpr std::uint32_t kMpcBusError = 1u << 4;
constexpr std::uint32_t kMpcLock = 1u << 31;
constexpr auto kMpcs = std::to_array(kSoc.mpc);

bool is_nonsecure(std::uint32_t address) {
  return address - layout::kNspeCode.base < layout::kNspeCode.size ||
         address - layout::kNspeRam.base < layout::kNspeRam.size;
}

// One bit a block, 32 blocks from `first` on.
std::uint32_t lut_word(std::uint32_t first, std::uint32_t block_size) {
  std::uint32_t word = 0;
  for (std::uint32_t i = 0; i < 32; ++i) {
    if (is_nonsecure(first + i * block_size)) word |= 1u << i;
  }
  return word;
}

void mpc(hal::RegisterPort& port, const Mpc& mpc) {
  const std::uint32_t block_size = 1u << ((read_register(mpc.registers + kMpcBlockConfig) & 15) + 5);
  const std::uint32_t last = read_register(mpc.registers + kMpcBlockMax);
  for (std::uint32_t index = 0; index <= last; ++index) {
    write_register(mpc.registers + kMpcBlockIndex, index);
    port.set(mpc.registers + kMpcBlockLut, lut_word(mpc.memory + index * 32 * block_size, block_size));
  }
  port.set(mpc.registers + kMpcInterruptEnable, 1);
  port.set(mpc.registers + kMpcControl, kMpcBusError | kMpcLock);
}

}  // namespace

void protection(hal::RegisterPort& port) {
  port.set(kResponseConfig, kBusError);
  port.set(kNscConfig, kNscCode);
  for (const std::uint32_t offset : kPpcRegisters) {
    const std::uint32_t address = kSpctrl + offset;
    port.set(address, address == kSoc.uart_ppc_register ? 1u << kSoc.uart_ppc_bit : 0);
    port.set(address + kSecureUnprivileged, ~0u, 0);
  }
  port.set(kPpcInterruptEnable, kAllPpcs);
  for (const Mpc& one : kMpcs) mpc(port, one);
}

void open_protection() {
  for (const Mpc& one : kMpcs) {
    write_register(one.registers + kMpcControl, 0);  // no automatic increment of the index
    write_register(one.registers + kMpcInterruptClear, 1);
  }
}

// QEMU's PPCs keep it through the reset, tell it once they are enabled, and forget it by a 0 for a flag that
// is set, where hardware wants a 1.
void forget_violations() {
  PpcInterruptClear::write(0);
  PpcInterruptClear::write(~0u);
}

}  // namespace redoubt::board
