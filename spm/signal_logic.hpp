// SPDX-License-Identifier: BSD-3-Clause
// The functions of psa/service.h that have to do with signals, for the active partition. Its PROGRAMMER
// ERRORs do not return. Each function is used once in an image, by the gate that it has.
#pragma once

#include "spm/accept.hpp"
#include "spm/schedule.hpp"
#include "spm/service_logic.hpp"

namespace redoubt::spm {

[[noreturn, gnu::noinline]] inline void refuse_signal(Misuse what, std::uint32_t detail) {
  stop_partition(what, nullptr, static_cast<std::int32_t>(detail));
}

inline PartitionState& state() { return *redoubt_spm.active->state; }

inline const InterruptDescriptor& require_interrupt(psa_signal_t signal) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.partition == redoubt_spm.active && interrupt.signal == signal) return interrupt;
  }
  refuse_signal(Misuse::kNotInterrupt, signal);
}

// The end of an interrupt's signal, which must be of that level and asserted.
inline const InterruptDescriptor& end_signal(psa_signal_t signal, bool first_level) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  if ((interrupt.handler != nullptr) != first_level) refuse_signal(Misuse::kNotInterrupt, signal);
  if ((state().signals & signal) == 0) refuse_signal(Misuse::kNotAsserted, signal);
  state().signals &= ~signal;
  return interrupt;
}

// A function of the IPC model.
inline void require_ipc() {
  if (redoubt_spm.active->thread == nullptr) refuse_signal(Misuse::kModel, 0);
}

// The result is in the frame; false: the thread is blocked, what asserts a signal sets it.
[[gnu::always_inline]] inline bool wait(Frame& frame) {
  const psa_signal_t mask = frame.r0;
  if ((mask & redoubt_spm.active->signals) == 0) refuse_signal(Misuse::kSignal, mask);
  PartitionState& state = *redoubt_spm.active->state;
  const psa_signal_t found = state.signals & mask;
  if (found != 0 || (frame.r1 & PSA_BLOCK) == 0) {
    frame.r0 = found;
    preempt_if_due();  // a more urgent thread that had to wait while the NSPE was ahead of it
    return true;
  }
  state.waiter = redoubt_spm.thread;
  state.wanted = mask;
  block();
  return false;
}

// The signal stays while another message of it waits, behind `taken`, which leaves the queue.
[[gnu::noinline]] inline bool is_next(Call& taken, psa_signal_t signal) {
  const Call* call = taken.next;
  taken.next = nullptr;
  while (call != nullptr && call->service->signal != signal) call = call->next;
  return call != nullptr;
}

// Takes the oldest message of a signal out of the queue. (An SFN partition has no service's signal.)
[[gnu::always_inline]] inline Call& take_message(PartitionState& state, psa_signal_t signal) {
  Call** at = &state.queue;
  Call* call = *at;
  while (call != nullptr && call->service->signal != signal) {
    at = &call->next;
    call = *at;
  }
  if (call == nullptr) {
    require_ipc();
    refuse_signal((state.signals & signal) != 0 ? Misuse::kSignal : Misuse::kNotAsserted, signal);
  }
  *at = call->next;
  if (call->next == nullptr || !is_next(*call, signal)) state.signals &= ~signal;
  return *call;
}

[[gnu::always_inline]] inline void get(psa_signal_t signal, psa_msg_t* message) {
  PartitionState& state = *redoubt_spm.active->state;
  const auto place = reinterpret_cast<std::uintptr_t>(message);
  if (place % alignof(psa_msg_t) != 0) refuse_signal(Misuse::kBuffer, 0);
  require_buffer<kToWrite>(message, sizeof *message, nullptr);
  Call& call = take_message(state, signal);
  call.partition = redoubt_spm.active;
  state.latest = &call;
  write_message(call, *message);
}

[[gnu::always_inline]] inline void reply(psa_handle_t handle, psa_status_t status) {
  PartitionState& state = *redoubt_spm.active->state;
  Call* call = state.latest;
  if (call != nullptr && call->handle == handle) {
    if (call->partition == nullptr) refuse_signal(Misuse::kModel, 0);  // served by an SFN partition
    state.latest = nullptr;
  } else {
    call = &require_delivered(handle, nullptr);
  }
  if (call->connection != nullptr) status = redoubt_finish_connection(status, call);
  call->partition = nullptr;
  call->frame->r0 = static_cast<std::uint32_t>(status);
  wake(call->thread->bit);
  preempt_if_due(*redoubt_spm.thread);
}

inline void notify(std::int32_t partition_id) {
  require_ipc();
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    const PartitionDescriptor& partition = kPartitions[i];
    if (partition.id == partition_id && partition.thread != nullptr) {
      assert_signals(partition, PSA_DOORBELL);
      return preempt_if_due();
    }
  }
  refuse_signal(Misuse::kNotPartition, static_cast<std::uint32_t>(partition_id));
}

inline void clear() {
  require_ipc();
  if ((state().signals & PSA_DOORBELL) == 0) refuse_signal(Misuse::kNotAsserted, PSA_DOORBELL);
  state().signals &= ~PSA_DOORBELL;
}

inline void eoi(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = end_signal(signal, false);
  arch::clear_interrupt(interrupt.number);
  if ((state().enabled_irqs & signal) != 0) arch::set_interrupt(interrupt.number, true);
}

inline void irq_enable(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  state().enabled_irqs |= signal;
  // Between a second-level interrupt and its psa_eoi() the interrupt stays masked.
  const bool is_open = interrupt.handler == nullptr && (state().signals & signal) != 0;
  if (!is_open) arch::set_interrupt(interrupt.number, true);
}

inline psa_irq_status_t irq_disable(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  const bool was_enabled = (state().enabled_irqs & signal) != 0;
  state().enabled_irqs &= ~signal;
  arch::set_interrupt(interrupt.number, false);
  return was_enabled;
}

inline void reset_signal(psa_signal_t signal) { (void)end_signal(signal, true); }

// An interrupt of a partition came. What is handled at second level is masked until psa_eoi() and its signal
// asserted; else the answer is whose function has to run first.
inline const InterruptDescriptor* take_interrupt(std::uint32_t number) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.number != number) continue;
    if (interrupt.handler != nullptr) return &interrupt;
    arch::set_interrupt(number, false);
    assert_signals(*interrupt.partition, interrupt.signal);
    preempt_if_due();
    break;
  }
  return nullptr;
}

// Before a partition runs: those of FF-M 1.0 have their interrupts enabled.
inline void open_interrupts(const PartitionDescriptor& partition) {
  if constexpr (!config::kSpmInterrupts) return;
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.partition != &partition || !interrupt.enabled_at_start) continue;
    partition.state->enabled_irqs |= interrupt.signal;
    arch::set_interrupt(interrupt.number, true);
  }
}

}  // namespace redoubt::spm
