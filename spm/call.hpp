// SPDX-License-Identifier: BSD-3-Clause
// What the SPM keeps of the calls in progress, and the steps of a call that all gates make.
#pragma once

#include <psa/service.h>

#include <type_traits>

#include "redoubt_config/spm.hpp"
#include "redoubt_layout.hpp"
#include "spm/caller_memory.hpp"
#include "spm/layout.h"
#include "spm/misuse.hpp"
#include "spm/tables.hpp"

namespace redoubt::spm {

inline constexpr std::int32_t kTypeConnect = PSA_IPC_CONNECT;
inline constexpr std::int32_t kTypeDisconnect = PSA_IPC_DISCONNECT;
inline constexpr std::int32_t kTypeInit = -3;  // no call: an SFN partition's entry_init runs

// ---- connections ----

struct Connection {
  psa_handle_t
      handle;  // 0: free. Bits 7-0 the place in the pool, bits 29-8 a generation: an old handle never fits
  bool dead;   // ended by a PROGRAMMER ERROR: the client can only close it
  const PartitionDescriptor* client;
  const ServiceDescriptor* service;  // nullptr: lost, its partition was started anew
  void* rhandle;
};

// ---- calls ----

// What an exception leaves on a stack; the first word is also where a blocked function's result goes.
struct Frame {
  std::uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

union VectorStates {
  struct {
    std::uint8_t in_count;
    std::uint8_t out_count;
    std::uint16_t
        use;  // CONFIG_SPM_MM_IOVEC: a VectorUse for each, input i in bits 2i, output j in bits 8 + 2j
  } each;
  std::uint32_t counts;  // as the client gave them: the first two, and 0
};
enum VectorUse : std::uint32_t { kUnused = 0, kCopied = 1, kMapped = 2, kUnmapped = 3 };

namespace arch {
inline constexpr std::uint32_t kExcReturn = ~2u;  // to secure thread mode, its stack pointer PSP
}  // namespace arch
// A member that some systems do not have: [[no_unique_address]] OnlyIf<...>.
struct Nothing {};
template <bool Condition, class T>
using OnlyIf = std::conditional_t<Condition, T, Nothing>;

inline constexpr bool kKeepsReturn = layout::kHasFpu && !config::kSpmDirect;
struct ReturnWithoutFpu {
  constexpr operator std::uint32_t() const { return arch::kExcReturn; }
};

// The one call that a client can have in progress. The partition that serves it has its own copy of the
// message and may scribble on that; what counts (sizes, cursors, whose it is) is here.
struct Call {
  // First, because the gate stores and loads them with one instruction: in[i] is slot i, out[j] is slot 3 -
  // j. What `left` says of an output afterwards goes back to the client, which subtracts.
  Slot slot[PSA_MAX_IOVEC];
  Frame* frame;                       // of the client's function: its result goes there
  const PartitionDescriptor* client;  // constant
  const PartitionDescriptor*
      partition;        // IPC: which serves it; nullptr: none has got it. Direct gate: always
  psa_handle_t handle;  // of the message: bit 0, the call's place, then a count: never twice
  std::int32_t type;
  const ServiceDescriptor* service;
  Connection* connection;  // nullptr: a stateless service
  VectorStates vectors;
  Thread* thread;  // IPC: which waits for the answer
  Call* next;  // IPC: in the partition's queue, else nullptr. Direct gate: the call that its client serves
  // SVC gate: whether there is a floating-point context in the client's frame.
  [[no_unique_address]] std::conditional_t<kKeepsReturn, std::uint32_t, ReturnWithoutFpu> exc_return;
};

struct State {
  const PartitionDescriptor*
      active;                 // whose rights are in force; kNspe: the NSPE's. Not with the direct gate
  Thread* thread;             // which runs; nullptr: none, all wait
  std::uint32_t ready;        // Thread::bit of those that can run
  psa_status_t refusal;       // why accept() returned nullptr
  const void* client_return;  // direct gate: where a partition called, for a PROGRAMMER ERROR's report
  Call* call;                 // direct gate: the innermost in progress; nullptr: the NSPE runs
  const Window* extra;        // PartitionDescriptor::extra in force
};

extern "C" State redoubt_spm;
extern Connection initialisation;  // of a "call" of kTypeInit

inline const PartitionDescriptor& active_partition() {
  if constexpr (config::kSpmDirect) return redoubt_spm.call != nullptr ? *redoubt_spm.call->partition : kNspe;
  return *redoubt_spm.active;
}

// Before the first call: no call is in progress.
void open_calls();

// The call is answered with `status`: what the client gets.
psa_status_t finish(Call& call, psa_status_t status);
// The same for a connection-based service: what the answer means for the connection.
extern "C" psa_status_t redoubt_finish_connection(psa_status_t status, Call* call);

// What a client gets whose partition was started anew meanwhile.
inline constexpr psa_status_t kPartitionLost = PSA_ERROR_COMMUNICATION_FAILURE;

// psa_version() for `caller`.
std::uint32_t version_for(const PartitionDescriptor& caller, std::uint32_t sid);

// ---- misuse by a partition ----

// Ends everything: reports the active partition and resets (spm/arch/armv8m), aborts (host). `where` is the
// address in the partition's code, nullptr: where it entered the SPM; `detail` a status or handle for the
// report.
[[noreturn]] void stop_partition(Misuse what, const void* where,
                                 std::int32_t detail) __asm__("redoubt_stop_partition");

// The lifecycle of the device, from the bootloader.
std::uint32_t lifecycle();
// Before the device leaves the factory, as the bootloader has it too. In every other state, the unknown ones
// with them, nothing is printed and no debugger is waited for: in NON_PSA_ROT_DEBUG, say, the secure side is
// still to be kept.
bool is_in_development();

#if defined(__arm__)
static_assert(offsetof(State, active) == REDOUBT_STATE_ACTIVE &&
              offsetof(State, thread) == REDOUBT_STATE_THREAD &&
              offsetof(State, ready) == REDOUBT_STATE_READY &&
              offsetof(State, refusal) == REDOUBT_STATE_REFUSAL &&
              offsetof(State, client_return) == REDOUBT_STATE_RETURN &&
              offsetof(State, call) == REDOUBT_STATE_CALL && offsetof(State, extra) == REDOUBT_STATE_EXTRA &&
              offsetof(Call, frame) == REDOUBT_CALL_FRAME &&
              offsetof(Call, client) == REDOUBT_CALL_FRAME + 4 &&
              offsetof(Call, connection) == REDOUBT_CALL_CONNECTION &&
              (!kKeepsReturn || offsetof(Call, exc_return) == REDOUBT_CALL_RETURN));
static_assert(offsetof(ServiceDescriptor, partition) == 4 &&
              offsetof(PartitionDescriptor, message) == REDOUBT_PARTITION_MESSAGE &&
              offsetof(PartitionDescriptor, stack_limit) == REDOUBT_PARTITION_MESSAGE + 4 &&
              offsetof(PartitionDescriptor, control) == REDOUBT_PARTITION_MESSAGE + 8 &&
              offsetof(PartitionDescriptor, extra) == REDOUBT_PARTITION_EXTRA &&
              offsetof(PartitionDescriptor, state) == REDOUBT_PARTITION_STATE &&
              offsetof(PartitionDescriptor, call) == REDOUBT_PARTITION_CALL &&
              offsetof(PartitionState, serving) == 0);
#endif

}  // namespace redoubt::spm
