// SPDX-License-Identifier: BSD-3-Clause
// The drivers of the SSE-200/300 boards, included by each board.hpp after its kSoc.
#pragma once

#include "hal/flash.hpp"
#include "hal/register_port.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::board {

// The secure log, UART1: polled, writes wait until the UART has taken every character.
struct Console {
  static void init();
  static void write(std::string_view text);
};

// A part of the device's non-volatile memory. QEMU has it as plain RAM mapped to a file; this driver is what
// makes it NOR flash: programming only clears bits, in whole units and upward, and only erasing a sector sets
// them.
class NvFlash {
 public:
  // offset and size: multiples of the sector size, counted from nv.base.
  constexpr NvFlash(std::uint32_t offset, std::uint32_t size) : offset_(offset), size_(size) {}
  hal::FlashGeometry geometry() const { return {size_, layout::nv::kSectorSize, layout::nv::kProgramUnit}; }
  Status read(std::uint32_t offset, MutableBytes to) const;
  Status program(std::uint32_t offset, Bytes data);
  Status erase(std::uint32_t offset);

 private:
  bool holds(std::uint32_t offset, std::size_t size) const {
    return offset <= size_ && size <= size_ - offset;
  }
  std::uint32_t address(std::uint32_t offset) const { return layout::nv::kBase + offset_ + offset; }

  std::uint32_t offset_;
  std::uint32_t size_;
};
static_assert(hal::Flash<NvFlash>);

// Non-volatile memory for reading in place; `offset` counts from nv.base.
const std::uint8_t* nv_address(std::uint32_t offset);

// Gives the NSPE its memory (MPC) and UART0 (PPC), keeps all else secure, locks the MPCs until reset and lets
// every violation raise an interrupt: written, or read back and compared. Secure code only. To be written, it
// asks for open_protection() before, and for forget_violations() after: what the NSPE did before a reset must
// not be held against it again.
void protection(hal::RegisterPort& port);
void open_protection();
void forget_violations();

// Whether a debugger waits (./run --gdb plants a word; or a debug probe is attached): stop instead of
// resetting. Not to be asked on a SECURED device.
bool debug_halt();

[[noreturn]] void reset();

}  // namespace redoubt::board
