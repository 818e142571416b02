// SPDX-License-Identifier: BSD-3-Clause
// The protection controllers of the SSE-200/300 (Arm DDI 0571 for the MPC; the subsystems' technical
// reference manuals for SPCTRL): which blocks of memory and which peripherals the non-secure side may reach.
#include "board.hpp"
#include "boards/arm_sse/mmio.hpp"

namespace redoubt::board {
namespace {

// Secure access configuration registers.
constexpr std::uint32_t kSpctrl = 0x50080000;
using ResponseConfig = Mmio<kSpctrl + 0x10>;
using NscConfig = Mmio<kSpctrl + 0x14>;
using PpcInterruptClear = Mmio<kSpctrl + 0x24>;
using PpcInterruptEnable = Mmio<kSpctrl + 0x28>;
constexpr std::uint32_t kBusError = 1;          // for a denied access to a peripheral
constexpr std::uint32_t kNscCode = 1u << 0;     // the code region may hold SG instructions
constexpr std::uint32_t kAllPpcs = 0x00F000F3;  // AHB expansion 0-3, APB expansion 0-3, APB 0-1
// What each PPC gives to the non-secure side: AHB 0, AHB expansion 0-3, APB 0-1, APB expansion 0-3.
constexpr std::uint32_t kPpcRegisters[] = {0x50, 0x60, 0x64, 0x68, 0x6C, 0x70, 0x74, 0x80, 0x84, 0x88, 0x8C};
// The same for secure unprivileged accesses; which partition may make some, the MPU decides.
constexpr std::uint32_t kSecureUnprivileged = 0x40;

// Offsets in an MPC.
constexpr std::uint32_t kMpcControl = 0x00, kMpcBlockMax = 0x10, kMpcBlockConfig = 0x14,
                        kMpcBlockIndex = 0x18, kMpcBlockLut = 0x1C, kMpcInterruptClear = 0x24,
                        kMpcInterruptEnable = 0x28;
constexpr std::uint32_t kMpcBusError = 1u << 4;
constexpr std::uint32_t kMpcLock = 1u << 31;

// Writes settings, or compares them with what the hardware reads and keeps the first difference.
class Port {
 public:
  enum class Mode : std::uint8_t { kWrite, kCheck };
  explicit Port(Mode mode) : mode_(mode) {}
  void set(std::uint32_t address, std::uint32_t value) {
    if (mode_ == Mode::kWrite) {
      write_register(address, value);
      return;
    }
    const std::uint32_t bits = read_register(address) ^ value;
    if (bits != 0 && first_.bits == 0) first_ = {address, bits};
  }
  ProtectionDifference first() const { return first_; }

 private:
  const Mode mode_;
  ProtectionDifference first_{0, 0};
};

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

void mpc(Port& port, const Mpc& mpc) {
  const std::uint32_t block_size = 1u << ((read_register(mpc.registers + kMpcBlockConfig) & 15) + 5);
  const std::uint32_t last = read_register(mpc.registers + kMpcBlockMax);
  for (std::uint32_t index = 0; index <= last; ++index) {
    write_register(mpc.registers + kMpcBlockIndex, index);
    port.set(mpc.registers + kMpcBlockLut, lut_word(mpc.memory + index * 32 * block_size, block_size));
  }
  port.set(mpc.registers + kMpcInterruptEnable, 1);
  port.set(mpc.registers + kMpcControl, kMpcBusError | kMpcLock);
}

void settings(Port& port) {
  port.set(ResponseConfig::kAddress, kBusError);
  port.set(NscConfig::kAddress, kNscCode);
  for (const std::uint32_t offset : kPpcRegisters) {
    const std::uint32_t address = kSpctrl + offset;
    port.set(address, address == kSoc.uart_ppc_register ? 1u << kSoc.uart_ppc_bit : 0);
  }
  port.set(PpcInterruptEnable::kAddress, kAllPpcs);
  for (const Mpc& one : kSoc.mpc) mpc(port, one);
}

}  // namespace

void protect() {
  for (const Mpc& one : kSoc.mpc) {
    write_register(one.registers + kMpcControl, 0);  // no automatic increment of the index
    write_register(one.registers + kMpcInterruptClear, 1);
  }
  for (const std::uint32_t offset : kPpcRegisters)
    write_register(kSpctrl + offset + kSecureUnprivileged, ~0u);
  Port port(Port::Mode::kWrite);
  settings(port);
  // What the NSPE did before a reset must not be held against it again. QEMU's PPCs keep it through the
  // reset, tell it once they are enabled, and forget it by a 0 for a flag that is set, where hardware wants
  // a 1.
  PpcInterruptClear::write(0);
  PpcInterruptClear::write(~0u);
}

ProtectionDifference protection_difference() {
  Port port(Port::Mode::kCheck);
  settings(port);
  return port.first();
}

}  // namespace redoubt::board
