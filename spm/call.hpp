// SPDX-License-Identifier: BSD-3-Clause
// What the SPM keeps of the calls in progress, and the four steps of a call that the gates make.
#pragma once

#include <psa/service.h>

#include "redoubt_config.hpp"
#include "spm/caller_memory.hpp"
#include "spm/layout.h"
#include "spm/tables.hpp"

namespace redoubt::spm {

inline constexpr std::int32_t kNonSecureClient = -1;  // the whole NSPE is one client
inline constexpr std::int32_t kMaxVectors = PSA_MAX_IOVEC;

// ---- connections ----

struct Connection {
  psa_handle_t
      handle;  // 0: free. Bits 7-0 the place in the pool, bits 29-8 a generation: an old handle never fits
  bool dead;   // ended by a PROGRAMMER ERROR: the client can only close it
  std::int32_t client_id;
  const ServiceDescriptor* service;
  void* rhandle;
};

// ---- calls ----

// One call in progress. The partition that serves it has its own copy of the message and may scribble on
// that; what counts (sizes, cursors, whose turn) is here.
struct Call {
  // First, because the gate stores and loads them with one instruction: in[i] is slot i, out[j] is slot 3 -
  // j. What `left` says of an output afterwards goes back to the client, which subtracts.
  Slot slot[PSA_MAX_IOVEC];
  std::uint32_t in_count;
  std::uint32_t out_count;
  psa_handle_t
      handle;  // of the message: a count of calls, so that a handle kept from an earlier one never fits
  std::int32_t type;
  const PartitionDescriptor* partition;  // which serves it
  Connection* connection;                // nullptr: a stateless service
};

struct State {
  Call* current;         // calls[0] while nothing runs
  Call* last;            // the deepest that may be used
  psa_status_t refusal;  // why enter() returned nullptr
  psa_handle_t next_handle;
  const void*
      client_return;  // where a partition called psa_call() & co., for the report of a PROGRAMMER ERROR
  // [0] is the NSPE's, each further one is made by the partition of the one before it. The one beyond `last`
  // takes the vectors of a call that is then found too deep.
  Call calls[config::kSpmCallDepth + 1];
};

extern "C" State redoubt_spm;

// Before the first call: no call is in progress.
void open_calls();

// The extern "C" names below are the gate's: nobody else calls them.
extern "C" {

// A call of the NSPE whose vectors are in redoubt_spm.calls[0]. `type` says what it is: a request (>= 0:
// handle and vector counts, inputs in bits 7-0 and outputs above), kTypeConnect (SID and version) or
// kTypeDisconnect (handle). The service to enter, its message ready; or nullptr: the answer is
// redoubt_spm.refusal.
const ServiceDescriptor* redoubt_enter(std::uint32_t handle, std::int32_t type, std::uint32_t counts);

// The same for the partition that serves redoubt_spm.current, its vectors being in the next call, which
// becomes `current` with the answer. A PROGRAMMER ERROR does not return.
const ServiceDescriptor* redoubt_enter_nested(std::uint32_t handle, std::int32_t type, std::uint32_t counts);

// After the service returned `status`: the client's answer. Not needed for a stateless service at the
// outermost.
psa_status_t redoubt_leave(psa_status_t status);
psa_status_t redoubt_leave_nested(psa_status_t status);

std::uint32_t redoubt_version(std::uint32_t sid);         // psa_version() for the NSPE
std::uint32_t redoubt_version_nested(std::uint32_t sid);  // and for a partition
}

inline constexpr std::int32_t kTypeConnect = PSA_IPC_CONNECT;
inline constexpr std::int32_t kTypeDisconnect = PSA_IPC_DISCONNECT;

// ---- misuse by a partition ----

enum class Misuse : std::uint8_t {
  kPanic,
  kMessageHandle,
  kNoRequest,
  kVectorIndex,
  kBuffer,
  kWriteTooMuch,
  kRhandle,
  kConnectReply,
  kInitFailed,
  kServiceHandle,
  kRequestType,
  kVectorCount,
  kVectorMemory,
  kNesting,
  kUnknownService,
  kCount,
};

// Ends everything: reports the current partition and resets (spm/arch/armv8m), aborts (host). `where` is the
// address in the partition's code, `detail` a status or handle that the report shows.
[[noreturn]] void stop_partition(Misuse what, const void* where,
                                 std::int32_t detail) __asm__("redoubt_stop_partition");

// The lifecycle of the device, from the bootloader.
std::uint32_t lifecycle();
// Before the device leaves the factory, as the bootloader has it too. In every other state, the unknown ones
// with them, nothing is printed and no debugger is waited for: in NON_PSA_ROT_DEBUG, say, the secure side is
// still to be kept.
inline bool is_in_development() {
  const std::uint32_t state = lifecycle() & PSA_LIFECYCLE_PSA_STATE_MASK;
  return state == PSA_LIFECYCLE_ASSEMBLY_AND_TEST || state == PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
}

#if defined(__arm__)
static_assert(offsetof(State, current) == REDOUBT_STATE_CURRENT &&
              offsetof(State, last) == REDOUBT_STATE_LAST &&
              offsetof(State, refusal) == REDOUBT_STATE_REFUSAL &&
              offsetof(State, client_return) == REDOUBT_STATE_RETURN &&
              offsetof(State, calls) == REDOUBT_STATE_CALLS && sizeof(Call) == REDOUBT_CALL_SIZE &&
              offsetof(Call, connection) == REDOUBT_CALL_CONNECTION &&
              offsetof(ServiceDescriptor, partition) == 4 && offsetof(PartitionDescriptor, stack_limit) == 4);
#endif

}  // namespace redoubt::spm
