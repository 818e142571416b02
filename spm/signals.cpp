// SPDX-License-Identifier: BSD-3-Clause
#include "spm/signals.hpp"

#include "spm/service_logic.hpp"

namespace redoubt::spm {
namespace {

[[noreturn, gnu::noinline]] void refuse(Misuse what, std::uint32_t detail) {
  stop_partition(what, nullptr, static_cast<std::int32_t>(detail));
}

PartitionState& state() { return *redoubt_spm.active->state; }

// A function of the IPC model.
void require_ipc() {
  if (redoubt_spm.active->thread == nullptr) refuse(Misuse::kModel, 0);
}

// Takes the oldest message of a signal out of the queue; `more`: another one has the same signal.
Call* take_message(psa_signal_t signal, bool& more) {
  Call* found = nullptr;
  more = false;
  for (Call** at = &state().queue; *at != nullptr;) {
    Call* const call = *at;
    if (call->service->signal == signal && found == nullptr) {
      found = call;
      *at = call->next;
      continue;
    }
    more = more || call->service->signal == signal;
    at = &call->next;
  }
  return found;
}

const InterruptDescriptor& require_interrupt(psa_signal_t signal) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.partition == redoubt_spm.active && interrupt.signal == signal) return interrupt;
  }
  refuse(Misuse::kNotInterrupt, signal);
}

// The end of an interrupt's signal, which must be of that level and asserted.
const InterruptDescriptor& end_signal(psa_signal_t signal, bool first_level) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  if ((interrupt.handler != nullptr) != first_level) refuse(Misuse::kNotInterrupt, signal);
  if ((state().signals & signal) == 0) refuse(Misuse::kNotAsserted, signal);
  state().signals &= ~signal;
  return interrupt;
}

}  // namespace

psa_signal_t wait(psa_signal_t mask, std::uint32_t timeout) {
  if ((mask & redoubt_spm.active->signals) == 0) refuse(Misuse::kSignal, mask);
  const psa_signal_t found = state().signals & mask;
  if (found != 0 || (timeout & PSA_BLOCK) == 0) {
    wake(0);  // a more urgent thread that had to wait while the NSPE was ahead of it
    return found;
  }
  state().waiter = redoubt_spm.thread;
  state().wanted = mask;
  block();
  return 0;
}

psa_status_t get(psa_signal_t signal, psa_msg_t* message) {
  require_ipc();
  bool more;
  const bool is_asserted = (state().signals & signal) != 0;
  Call* call = nullptr;
  const auto place = reinterpret_cast<std::uintptr_t>(message);
  if (place % alignof(psa_msg_t) != 0) refuse(Misuse::kBuffer, 0);
  require_buffer<Checked::Use::kWrite>(message, sizeof *message, nullptr);
  if (is_asserted) call = take_message(signal, more);
  if (call == nullptr) refuse(is_asserted ? Misuse::kSignal : Misuse::kNotAsserted, signal);
  if (!more) state().signals &= ~signal;
  call->partition = redoubt_spm.active;
  write_message(*call, *message);
  return PSA_SUCCESS;
}

void reply(psa_handle_t handle, psa_status_t status) {
  require_ipc();
  Call& call = require_message(handle, nullptr);
  call.frame->r0 = static_cast<std::uint32_t>(finish(call, status));
  call.partition = nullptr;
  wake(call.thread->bit);
}

void notify(std::int32_t partition_id) {
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    const PartitionDescriptor& partition = kPartitions[i];
    if (partition.id == partition_id && partition.thread != nullptr) {
      return assert_signals(partition, PSA_DOORBELL);
    }
  }
  refuse(Misuse::kNotPartition, static_cast<std::uint32_t>(partition_id));
}

void clear() {
  if ((state().signals & PSA_DOORBELL) == 0) refuse(Misuse::kNotAsserted, PSA_DOORBELL);
  state().signals &= ~PSA_DOORBELL;
}

void eoi(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = end_signal(signal, false);
  arch::clear_interrupt(interrupt.number);
  if ((state().enabled_irqs & signal) != 0) arch::set_interrupt(interrupt.number, true);
}

void irq_enable(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  state().enabled_irqs |= signal;
  // Between a second-level interrupt and its psa_eoi() the interrupt stays masked.
  const bool is_open = interrupt.handler == nullptr && (state().signals & signal) != 0;
  if (!is_open) arch::set_interrupt(interrupt.number, true);
}

psa_irq_status_t irq_disable(psa_signal_t signal) {
  const InterruptDescriptor& interrupt = require_interrupt(signal);
  const bool was_enabled = (state().enabled_irqs & signal) != 0;
  state().enabled_irqs &= ~signal;
  arch::set_interrupt(interrupt.number, false);
  return was_enabled;
}

void reset_signal(psa_signal_t signal) { (void)end_signal(signal, true); }

extern "C" const InterruptDescriptor* redoubt_take_interrupt(std::uint32_t number) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.number != number) continue;
    if (interrupt.handler != nullptr) return &interrupt;
    arch::set_interrupt(number, false);
    assert_signals(*interrupt.partition, interrupt.signal);
    break;
  }
  return nullptr;
}

void open_interrupts(const PartitionDescriptor& partition) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    const InterruptDescriptor& interrupt = kInterrupts[i];
    if (interrupt.partition != &partition || !interrupt.enabled_at_start) continue;
    partition.state->enabled_irqs |= interrupt.signal;
    arch::set_interrupt(interrupt.number, true);
  }
}

}  // namespace redoubt::spm
