// SPDX-License-Identifier: BSD-3-Clause
// psa/service.h for SFN partitions at isolation level 1: plain functions of the secure image. The SPM's own
// record of the call decides; the message that the partition holds is never read.
#include <psa/service.h>

#include "spm/call.hpp"

namespace redoubt::spm {
namespace {

// The partition's own buffer. Size 0: nothing is touched.
template <Checked::Use Wanted>
void require_buffer(const void* buffer, std::size_t size, const void* where) {
  Slot slot;
  slot.alleged = Alleged(reinterpret_cast<std::uintptr_t>(buffer), size);
  if (!Checked::check<Wanted>(slot, arch::SecureSide())) stop_partition(Misuse::kBuffer, where, 0);
}

Call& require_message(psa_handle_t handle, const void* where) {
  Call& call = *redoubt_spm.current;
  if (handle != call.handle) stop_partition(Misuse::kMessageHandle, where, handle);
  return call;
}

// A vector index that the message does not have: an error, or an input vector that is just not there.
[[gnu::noinline]] void require_absent_input(const Call& call, std::uint32_t index, const void* where) {
  if (call.type < 0) stop_partition(Misuse::kNoRequest, where, call.type);
  if (index >= PSA_MAX_IOVEC) stop_partition(Misuse::kVectorIndex, where, static_cast<std::int32_t>(index));
}

}  // namespace
}  // namespace redoubt::spm

using namespace redoubt::spm;

extern "C" {

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes) {
  const void* const where = __builtin_return_address(0);
  Call& call = require_message(msg_handle, where);
  if (invec_idx >= call.in_count) {
    require_absent_input(call, invec_idx, where);
    return 0;
  }
  require_buffer<Checked::Use::kWrite>(buffer, num_bytes, where);
  return call.slot[invec_idx].checked.read(buffer, num_bytes);
}

size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes) {
  const void* const where = __builtin_return_address(0);
  Call& call = require_message(msg_handle, where);
  if (invec_idx >= call.in_count) {
    require_absent_input(call, invec_idx, where);
    return 0;
  }
  return call.slot[invec_idx].checked.skip(num_bytes);
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes) {
  const void* const where = __builtin_return_address(0);
  Call& call = require_message(msg_handle, where);
  if (outvec_idx >= call.out_count) {
    require_absent_input(call, outvec_idx, where);
    if (num_bytes != 0) stop_partition(Misuse::kWriteTooMuch, where, static_cast<std::int32_t>(outvec_idx));
    return;
  }
  Checked& output = call.slot[PSA_MAX_IOVEC - 1 - outvec_idx].checked;
  if (num_bytes > output.left()) {
    stop_partition(Misuse::kWriteTooMuch, where, static_cast<std::int32_t>(outvec_idx));
  }
  if (num_bytes == 0) return;
  require_buffer<Checked::Use::kRead>(buffer, num_bytes, where);
  output.write(buffer, num_bytes);
}

void psa_set_rhandle(psa_handle_t msg_handle, void* rhandle) {
  const void* const where = __builtin_return_address(0);
  const Call& call = require_message(msg_handle, where);
  if (call.connection == nullptr) stop_partition(Misuse::kRhandle, where, call.type);
  call.connection->rhandle = rhandle;
}

void psa_panic() { stop_partition(Misuse::kPanic, __builtin_return_address(0), 0); }

uint32_t psa_rot_lifecycle_state() { return lifecycle(); }
}
