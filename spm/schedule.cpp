// SPDX-License-Identifier: BSD-3-Clause
#include "spm/schedule.hpp"

#include "spm/connections.hpp"

namespace redoubt::spm {
namespace {

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
    (*thread)->above = ~(bit | (bit - 1));
    if (*thread == kNspe.thread) break;
  }
  redoubt_spm.thread = kNspe.thread;
  redoubt_spm.ready = bit;
}

void abandon(const PartitionDescriptor& partition) {
  for (std::uint32_t i = 0; i < kCallCount; ++i) {
    Call& call = redoubt_calls[i];
    if (!is_served_by(call, partition)) continue;
    if (call.type == kTypeConnect) free_connection(*call.connection);
    if (call.type == kTypeDisconnect) free_connection(*call.connection);
    call.partition = nullptr;
    call.frame->r0 =
        static_cast<std::uint32_t>(call.type == kTypeConnect ? PSA_ERROR_CONNECTION_REFUSED : kPartitionLost);
    if (partition.thread != nullptr) wake(call.thread->bit);
  }
  for (Call* call = partition.state->queue; call != nullptr;) {
    Call* const next = call->next;
    call->next = nullptr;
    call = next;
  }
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    if (kInterrupts[i].partition == &partition) arch::set_interrupt(kInterrupts[i].number, false);
  }
  const std::uint32_t blocked = partition.state->blocked;
  *partition.state = {};
  partition.state->blocked = blocked;
  drop_connections(partition);
}

}  // namespace redoubt::spm
