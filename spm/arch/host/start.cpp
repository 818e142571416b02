// SPDX-License-Identifier: BSD-3-Clause
// The library's device: opened and its partitions initialised at the first call of the program.
#include "board.hpp"
#include "lib/handoff/access.hpp"
#include "spm/call.hpp"
#include "spm/gate/host.hpp"
#include "spm/signal_logic.hpp"

namespace redoubt::spm {

// There is none that could come.
void arch::set_interrupt(std::uint32_t /*number*/, bool /*enabled*/) {}
void arch::clear_interrupt(std::uint32_t /*number*/) {}

std::uint32_t lifecycle() { return handoff::current().lifecycle; }

Status host::start() {
  static bool are_initialised = false;  // under the gate's mutex
  REDOUBT_TRY(board::start());
  if (!are_initialised) {
    REDOUBT_TRY(initialise_partitions());
    are_initialised = true;
  }
  return {};
}

}  // namespace redoubt::spm
