// SPDX-License-Identifier: BSD-3-Clause
#include "board.hpp"
#include "boards/arm_sse/mmio.hpp"

namespace redoubt::board {
namespace {

// CMSDK APB UART (Arm DDI 0479, section 4.3).
using Data = Mmio<kSoc.secure_log + 0x00>;
using State = Mmio<kSoc.secure_log + 0x04>;
using Control = Mmio<kSoc.secure_log + 0x08>;
using BaudDivider = Mmio<kSoc.secure_log + 0x10>;
constexpr std::uint32_t kTransmitFull = 1u << 0;
constexpr std::uint32_t kTransmitEnable = 1u << 0;

}  // namespace

void Console::init() {
  BaudDivider::write(16);  // the fastest it can; QEMU does not mind
  Control::write(kTransmitEnable);
}

void Console::write(std::string_view text) {
  for (const char c : text) {
    while ((State::read() & kTransmitFull) != 0) {
    }
    Data::write(static_cast<std::uint8_t>(c));
  }
}

}  // namespace redoubt::board
