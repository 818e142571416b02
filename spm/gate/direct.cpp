// SPDX-License-Identifier: BSD-3-Clause
// The SPM's functions for SFN partitions at isolation level 1: plain functions of the secure image.
#include "spm/accept.hpp"
#include "spm/service_logic.hpp"

using namespace redoubt::spm;

namespace {

[[noreturn, gnu::noinline]] void refuse(Misuse what, const void* where) { stop_partition(what, where, 0); }

}  // namespace

#define WHERE __builtin_return_address(0)

extern "C" {

Service redoubt_accept(std::uint32_t handle, std::int32_t type, std::uint32_t counts, Call* call) {
  return accept(handle, type, counts, *call);
}
std::uint32_t redoubt_version(std::uint32_t sid) { return version_for(active_partition(), sid); }

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes) {
  return read(msg_handle, invec_idx, buffer, num_bytes, WHERE);
}
size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes) {
  return skip(msg_handle, invec_idx, num_bytes, WHERE);
}
void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes) {
  write(msg_handle, outvec_idx, buffer, num_bytes, WHERE);
}
void psa_set_rhandle(psa_handle_t msg_handle, void* rhandle) { set_rhandle(msg_handle, rhandle, WHERE); }

const void* psa_map_invec(psa_handle_t msg_handle, uint32_t invec_idx) {
  return map(require_mappable(msg_handle, invec_idx, WHERE), invec_idx, 0, WHERE).mapped();
}
void psa_unmap_invec(psa_handle_t msg_handle, uint32_t invec_idx) {
  unmap(require_mappable(msg_handle, invec_idx, WHERE), invec_idx, 0, WHERE);
}
void* psa_map_outvec(psa_handle_t msg_handle, uint32_t outvec_idx) {
  return map(require_mappable(msg_handle, outvec_idx, WHERE), outvec_idx, kFirstOutput, WHERE).mapped();
}
void psa_unmap_outvec(psa_handle_t msg_handle, uint32_t outvec_idx, size_t len) {
  unmap_output(require_mappable(msg_handle, outvec_idx, WHERE), outvec_idx, len, WHERE);
}

void psa_panic() { refuse(Misuse::kPanic, WHERE); }
uint32_t psa_rot_lifecycle_state() { return lifecycle(); }

// Without interrupts and other models there is no signal, no doorbell and no message to get.
psa_signal_t psa_wait(psa_signal_t, uint32_t) { refuse(Misuse::kSignal, WHERE); }
psa_status_t psa_get(psa_signal_t, psa_msg_t*) { refuse(Misuse::kModel, WHERE); }
void psa_reply(psa_handle_t, psa_status_t) { refuse(Misuse::kModel, WHERE); }
void psa_notify(int32_t) { refuse(Misuse::kModel, WHERE); }
void psa_clear() { refuse(Misuse::kModel, WHERE); }
void psa_eoi(psa_signal_t) { refuse(Misuse::kNotInterrupt, WHERE); }
void psa_irq_enable(psa_signal_t) { refuse(Misuse::kNotInterrupt, WHERE); }
psa_irq_status_t psa_irq_disable(psa_signal_t) { refuse(Misuse::kNotInterrupt, WHERE); }
void psa_reset_signal(psa_signal_t) { refuse(Misuse::kNotInterrupt, WHERE); }
}

// The answer to a partition: it made a PROGRAMMER ERROR if the service found the request malformed.
extern "C" psa_status_t redoubt_finish(psa_status_t status, Call* call) {
  status = finish(*call, status);
  redoubt_spm.call = call->next;
  if (status == PSA_ERROR_PROGRAMMER_ERROR)
    stop_partition(Misuse::kMalformed, redoubt_spm.client_return, call->type);
  return status;
}

// Where the active partition's own call is kept, behind that which it serves.
extern "C" Call* redoubt_own_call() {
  const PartitionDescriptor& caller = active_partition();
  if (caller.call == nullptr) refuse(Misuse::kServiceHandle, redoubt_spm.client_return);
  caller.call->next = redoubt_spm.call;
  return caller.call;
}
