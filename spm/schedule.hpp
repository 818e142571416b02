// SPDX-License-Identifier: BSD-3-Clause
// Threads and signals: who runs when. SFN partitions have no thread, they run on their caller's.
#pragma once

#include "spm/call.hpp"

namespace redoubt::spm {

// The NSPE's, or that of an IPC partition. What of it is not in its stack while it does not run.
struct Thread {
  void* registers;  // r4 to r11: `saved`, or the slots of the call that it waits for
  Frame* frame;     // its stack pointer, at what an exception left there
  const PartitionDescriptor* active;  // as which it runs: itself or an SFN partition that it called
  std::uint32_t exc_return;
  std::uint32_t bit;  // in State::ready: 31 for the highest priority
  std::uint32_t saved[8];
};

// The threads as if none had ever run. Call open_calls() first.
void open_threads();

// A thread that may run again. If it is more urgent than the one that runs, arch::preempt() is called.
void wake(std::uint32_t bits);

// The current thread cannot go on until wake().
void block();

// Signals that a partition gets.
void assert_signals(const PartitionDescriptor& partition, psa_signal_t signals);

// Hands an accepted call to an IPC partition; its client's thread is blocked until psa_reply().
void post(Call& call);

// Has an IPC partition's thread begin at its entry point. An SFN partition's initialisation, which the caller has to
// enter as if `call` were one to it; nullptr: it has none.
InitFunction start_partition(const PartitionDescriptor& partition, Call& call);

// The partition starts anew (CONFIG_SPM_RESTART_PARTITIONS): clients that wait for it get an error, and what
// it waited for is forgotten.
void abandon(const PartitionDescriptor& partition);

namespace arch {
// What runs next has to be chosen as soon as the SPM is left.
void preempt();
}  // namespace arch

#if defined(__arm__)
static_assert(offsetof(Thread, registers) == REDOUBT_THREAD_REGISTERS &&
              offsetof(Thread, frame) == REDOUBT_THREAD_FRAME &&
              offsetof(Thread, active) == REDOUBT_THREAD_ACTIVE &&
              offsetof(Thread, exc_return) == REDOUBT_THREAD_RETURN &&
              offsetof(Thread, saved) == REDOUBT_THREAD_SAVED &&
              offsetof(PartitionState, blocked) == REDOUBT_STATE_BLOCKED);
#endif

}  // namespace redoubt::spm
