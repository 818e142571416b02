// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/registers.hpp"
#include "spm/schedule.hpp"

namespace redoubt::spm::arch {

void preempt() { Icsr::write(kIcsrSetPendSv); }

void set_interrupt(std::uint32_t number, bool enabled) {
  write_register((enabled ? kNvicEnable : kNvicDisable) + number / 32 * 4, 1u << number % 32);
  if (!enabled) barrier();  // it does not come any more once this returns
}

void clear_interrupt(std::uint32_t number) {
  write_register(kNvicClearPending + number / 32 * 4, 1u << number % 32);
}

}  // namespace redoubt::spm::arch
