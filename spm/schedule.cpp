// SPDX-License-Identifier: BSD-3-Clause
#include "spm/schedule.hpp"

#include "spm/connections.hpp"

namespace redoubt::spm {
namespace {

// The first bit from the top.
std::uint32_t urgency(std::uint32_t bits) { return static_cast<std::uint32_t>(__builtin_clz(bits)); }

bool is_served_by(const Call& call, const PartitionDescriptor& partition) {
  if (call.partition == &partition || partition.state->serving == &call) return true;
  for (const Call* queued = partition.state->queue; queued != nullptr; queued = queued->next) {
    if (queued == &call) return true;
  }
  return false;
}

}  // namespace

void open_threads() {
  std::uint32_t bit = 1u << 31;
  for (Thread* const* thread = kThreads;; ++thread, bit >>= 1) {
    (*thread)->bit = bit;
    if (*thread == kNspe.thread) break;
  }
  redoubt_spm.thread = kNspe.thread;
  redoubt_spm.ready = bit;
}

void wake(std::uint32_t bits) {
  redoubt_spm.ready |= bits;
  const Thread* const current = redoubt_spm.thread;
  if (redoubt_spm.ready != 0 && (current == nullptr || urgency(redoubt_spm.ready) < urgency(current->bit))) {
    arch::preempt();
  }
}

void block() { redoubt_spm.ready &= ~redoubt_spm.thread->bit; }

void assert_signals(const PartitionDescriptor& partition, psa_signal_t signals) {
  PartitionState& state = *partition.state;
  state.signals |= signals;
  Thread* const waiter = state.waiter;
  const psa_signal_t found = state.signals & state.wanted;
  if (waiter == nullptr || found == 0) return;
  state.waiter = nullptr;
  waiter->frame->r0 = found;
  wake(waiter->bit);
}

void post(Call& call) {
  const PartitionDescriptor& partition = *call.service->partition;
  call.partition = nullptr;
  call.next = nullptr;
  call.thread = redoubt_spm.thread;
  Call** end = &partition.state->queue;
  while (*end != nullptr) end = &(*end)->next;
  *end = &call;
  block();
  assert_signals(partition, call.service->signal);
}

void abandon(const PartitionDescriptor& partition) {
  for (std::uint32_t i = 0; i < kCallCount; ++i) {
    Call& call = redoubt_calls[i];
    if (!is_served_by(call, partition)) continue;
    if (call.type == kTypeConnect) free_connection(*call.connection);
    if (call.type == kTypeDisconnect) free_connection(*call.connection);
    call.partition = nullptr;
    call.frame->r0 = static_cast<std::uint32_t>(
        call.type == kTypeConnect ? PSA_ERROR_CONNECTION_REFUSED : kPartitionLost);
    if (partition.thread != nullptr) wake(call.thread->bit);
  }
  const std::uint32_t blocked = partition.state->blocked;
  *partition.state = {};
  partition.state->blocked = blocked;
  drop_connections(partition);
}

}  // namespace redoubt::spm
