// SPDX-License-Identifier: BSD-3-Clause
// Threads and signals: who runs when. SFN partitions have no thread, they run on their caller's.
#pragma once

#include <array>

#include "spm/call.hpp"

namespace redoubt::spm {

// The NSPE's, or that of an IPC partition. What of it is not in its stack while it does not run.
struct Thread {
  void* registers;                    // r4 to r11: `saved`, or the slots of the call that it waits for
  Frame* frame;                       // its stack pointer, at what an exception left there
  const PartitionDescriptor* active;  // as which it runs: itself or an SFN partition that it called
  std::uint32_t exc_return;
  std::uint32_t bit;    // in State::ready: 31 for the highest priority
  std::uint32_t above;  // the bits of all that are more urgent
  std::uint32_t saved[8];
  // CONFIG_SPM_FPU, of the NSPE's code: s16 to s31.
  [[no_unique_address]] OnlyIf<config::kSpmFpu, std::array<std::uint32_t, 16>> saved_fp;
};

namespace arch {
// What runs next has to be chosen as soon as the SPM is left.
void preempt();

void set_interrupt(std::uint32_t number, bool enabled);
void clear_interrupt(std::uint32_t number);
}  // namespace arch

// The threads as if none had ever run. Call open_calls() first.
void open_threads();

// Threads that may run again. The one that runs goes on until preempt_if_due() or until it waits.
[[gnu::always_inline]] inline void wake(std::uint32_t bits) { redoubt_spm.ready |= bits; }

// The current thread cannot go on until wake().
[[gnu::always_inline]] inline void block() { redoubt_spm.ready &= ~redoubt_spm.thread->bit; }

// Where the SPM goes back to a thread although more urgent ones may have been woken.
[[gnu::always_inline]] inline void preempt_if_due(const Thread& current) {
  if ((redoubt_spm.ready & current.above) != 0) arch::preempt();
}
// No current thread: all were waiting, or a first-level handler runs.
inline void preempt_if_due() {
  if (redoubt_spm.thread == nullptr) return arch::preempt();
  preempt_if_due(*redoubt_spm.thread);
}

// Signals that a partition gets.
[[gnu::always_inline]] inline void assert_signals(const PartitionDescriptor& partition,
                                                  psa_signal_t signals) {
  PartitionState& state = *partition.state;
  state.signals |= signals;
  Thread* const waiter = state.waiter;
  const psa_signal_t found = state.signals & state.wanted;
  if (waiter == nullptr || found == 0) return;
  state.waiter = nullptr;
  waiter->frame->r0 = found;
  wake(waiter->bit);
}

// Hands an accepted call to an IPC partition; its client's thread is blocked until psa_reply().
[[gnu::always_inline]] inline void post(Call& call, const ServiceDescriptor& service) {
  const PartitionDescriptor& partition = *service.partition;
  call.thread = redoubt_spm.thread;
  Call** end = &partition.state->queue;
  while (*end != nullptr) end = &(*end)->next;
  *end = &call;
  block();
  assert_signals(partition, service.signal);
}

// Has an IPC partition's thread begin at its entry point. An SFN partition's initialisation, which the caller
// has to enter as if `call` were one to it; nullptr: it has none.
InitFunction start_partition(const PartitionDescriptor& partition, Call& call);

// The partition starts anew (CONFIG_SPM_RESTART_PARTITIONS): clients that wait for it get an error, its
// connections are dropped and its interrupts disabled until open_interrupts().
void abandon(const PartitionDescriptor& partition);

#if defined(__arm__)
static_assert(offsetof(Thread, registers) == REDOUBT_THREAD_REGISTERS &&
              offsetof(Thread, frame) == REDOUBT_THREAD_FRAME &&
              offsetof(Thread, active) == REDOUBT_THREAD_ACTIVE &&
              offsetof(Thread, exc_return) == REDOUBT_THREAD_RETURN &&
              offsetof(Thread, bit) == REDOUBT_THREAD_BIT &&
              offsetof(Thread, saved) == REDOUBT_THREAD_SAVED &&
              (!config::kSpmFpu || offsetof(Thread, saved_fp) == REDOUBT_THREAD_SAVED_FP) &&
              offsetof(PartitionDescriptor, signals) == REDOUBT_PARTITION_SIGNALS &&
              offsetof(PartitionState, waiter) == REDOUBT_STATE_WAITER &&
              offsetof(PartitionState, signals) == REDOUBT_STATE_SIGNALS &&
              offsetof(PartitionState, wanted) == REDOUBT_STATE_WAITER + 4 &&
              offsetof(PartitionState, blocked) == REDOUBT_STATE_BLOCKED &&
              offsetof(PartitionState, latest) == REDOUBT_STATE_LATEST);
#endif

}  // namespace redoubt::spm
