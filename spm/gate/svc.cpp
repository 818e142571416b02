// SPDX-License-Identifier: BSD-3-Clause
// The C++ half of gate/svc.S: what each SVC does, in handler mode, for the active partition or the NSPE.
#include <cstddef>

#include "redoubt_gate.h"
#include "spm/accept.hpp"
#include "spm/service_logic.hpp"
#include "spm/signal_logic.hpp"

using namespace redoubt::spm;
namespace config = redoubt::config;

extern "C" {
void redoubt_entry_return();
void redoubt_flih_return();
void redoubt_read_on();
extern std::uint32_t redoubt_zeros[8];
}

namespace {

constexpr std::uint32_t kSvcSize = 2;  // bytes of the instruction
constexpr std::uint32_t kThumbState = 1u << 24;
constexpr std::size_t kPiece = 256;  // copied in one go: longer is done by the same SVC again

template <class T>
T* pointer(std::uint32_t word) {
  return reinterpret_cast<T*>(static_cast<std::uintptr_t>(word));
}
template <class T>
std::uint32_t word(T value) {
  return reinterpret_cast<std::uint32_t>(value);
}
psa_handle_t handle_of(const Frame& frame) { return static_cast<psa_handle_t>(frame.r0); }

// The rest is for another SVC, so that interrupts can come in between.
void next_piece(Frame& frame, std::uint32_t pc) {
  frame.r2 += kPiece;
  frame.r3 -= kPiece;
  frame.pc = pc & ~1u;
}

[[gnu::noinline]] void read_piece(Frame& frame, Checked& input) {
  input.read(pointer<void>(frame.r2), kPiece);
  frame.r12 = kPiece;
  next_piece(frame, word(&redoubt_read_on));
}

// A function that could block, or change who is served: not for a first-level handler.
void require_thread() {
  if (config::kSpmInterrupts && redoubt_spm.thread == nullptr) stop_partition(Misuse::kFunction, nullptr, 0);
}

// The client's thread tries again once the partition is free.
[[gnu::noinline]] Service wait_until_free(Call& call) {
  const PartitionDescriptor& partition = *call.service->partition;
  for (const PartitionDescriptor* p = call.client; p->state->serving != nullptr;
       p = p->state->serving->client) {
    if (p == &partition) stop_partition(Misuse::kNesting, nullptr, 0);
  }
  partition.state->blocked |= redoubt_spm.thread->bit;
  call.frame->pc -= kSvcSize;
  block();
  return nullptr;
}

[[gnu::noinline]] Service refused(Frame& frame, Call& call) {
  for (Slot& slot : call.slot) slot.alleged = Alleged(0, 0);
  frame.r0 = static_cast<std::uint32_t>(redoubt_spm.refusal);
  return nullptr;
}

struct FpRegisters {
  std::uint32_t s0_to_s15[16] = {};
  std::uint32_t fpscr = REDOUBT_FPSCR_START;
  std::uint32_t vpr_s16_to_s31[17] = {};
};
static_assert(sizeof(FpRegisters) == REDOUBT_FP_SIZE && offsetof(FpRegisters, fpscr) == REDOUBT_FPSCR);

// Of a partition's thread or handler.
struct FirstFrame : Frame {
  [[no_unique_address]] OnlyIf<config::kSpmFpu, FpRegisters> fp;
};
constexpr std::uint32_t kFirstReturn = config::kSpmFpu ? arch::kExcReturn & ~0x10u : arch::kExcReturn;
static_assert(sizeof(FirstFrame) == sizeof(Frame) + (config::kSpmFpu ? REDOUBT_FP_SIZE : 0));

Frame* build_frame(std::uint32_t top, std::uint32_t pc, std::uint32_t lr) {
  constexpr std::uint32_t kFloatingPoint = 1u << 20;  // RETPSR.SFPA
  auto* const frame = pointer<FirstFrame>(top - sizeof(FirstFrame));
  *frame = {{0, 0, 0, 0, 0, lr, pc & ~1u, kThumbState | (config::kSpmFpu ? kFloatingPoint : 0)}, {}};
  return frame;
}

// 3 to 6
void interrupt_function(Frame& frame) {
  if constexpr (!config::kSpmInterrupts) stop_partition(Misuse::kNotInterrupt, nullptr, 0);
  switch (frame.r12) {
    case 3:
      return eoi(frame.r0);
    case 4:
      return irq_enable(frame.r0);
    case 5:
      frame.r0 = irq_disable(frame.r0);
      return;
    default:
      return reset_signal(frame.r0);
  }
}

// 10 to 13
void mapping_function(Frame& frame) {
  if constexpr (!config::kSpmMmIovec) stop_partition(Misuse::kMapping, nullptr, handle_of(frame));
  const std::uint32_t index = frame.r1;
  Call& call = require_mappable(handle_of(frame), index, nullptr);
  switch (frame.r12) {
    case 10:
      frame.r0 = word(map(call, index, 0, nullptr).mapped());
      return;
    case 11:
      (void)unmap(call, index, 0, nullptr);
      return;
    case 12:
      frame.r0 = word(map(call, index, kFirstOutput, nullptr).mapped());
      return;
    default:
      return unmap_output(call, index, frame.r2, nullptr);
  }
}

void interrupt_or_mapping(Frame& frame) {
  if (frame.r12 >= 3 && frame.r12 <= 6) return interrupt_function(frame);
  if (frame.r12 >= 10 && frame.r12 <= 13) return mapping_function(frame);
  stop_partition(Misuse::kFunction, nullptr, 0);
}

struct Interrupted {
  const PartitionDescriptor* active;
  Thread* thread;
  const InterruptDescriptor* interrupt;
};
constinit Interrupted interrupted = {};

// Where `partition` has got to on its stack; `psp`: of what was interrupted.
std::uint32_t stack_pointer_of(const PartitionDescriptor& partition, std::uint32_t psp) {
  if (&partition == redoubt_spm.active) return psp;
  for (Thread* const* thread = kThreads;; ++thread) {
    if (*thread != redoubt_spm.thread && (*thread)->active == &partition) return word((*thread)->frame);
    if (*thread == kNspe.thread) break;
  }
  const bool is_idle = partition.thread == nullptr && partition.state->serving == nullptr;
  return is_idle ? word(partition.message) : word(partition.call->frame);
}

}  // namespace

extern "C" {

Service redoubt_svc_call(Frame* frame, Call* call) {
  require_thread();
  Service service = accept(frame->r0, static_cast<std::int32_t>(frame->r1), frame->r2, *call);
  if (service == nullptr)
    return redoubt_spm.refusal == kBusy ? wait_until_free(*call) : refused(*frame, *call);
  if (!config::kSpmIpc || service->partition->thread == nullptr) return service;
  post(*call, *service);
  return nullptr;
}

void redoubt_svc_no_call(Frame* frame) {
  stop_partition(Misuse::kServiceHandle, nullptr, static_cast<std::int32_t>(frame->r0));
}
void redoubt_svc_unknown() { stop_partition(Misuse::kFunction, nullptr, 0); }

psa_status_t redoubt_svc_finish(psa_status_t status, Call* call) {
  PartitionState& state = *redoubt_spm.active->state;
  status = finish(*call, status);
  const std::uint32_t blocked = state.blocked;
  state.blocked = 0;
  wake(blocked & ~1u);  // bit 0 is redoubt_defer()'s
  preempt_if_due();
  return status;
}

// A more urgent thread became ready when only the NSPE could go on (redoubt_pendsv_entry): it is looked for
// when the next SFN partition has answered, if not before.
void redoubt_defer() {
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) kPartitions[i].state->blocked |= 1;
}

void redoubt_svc_read(Frame* frame) {
  Checked* const input = readable(handle_of(*frame), frame->r1, nullptr);
  std::size_t size = frame->r3;
  if (input == nullptr || size == 0) {
    frame->r0 = 0;
    return;
  }
  auto* const buffer = pointer<void>(frame->r2);
  require_buffer<kToWrite>(buffer, size, nullptr);
  if (size > input->left()) size = input->left();
  if (size > kPiece) return read_piece(*frame, *input);
  frame->r0 = size;
  input->read(buffer, size);
}

// The same after r12 bytes.
void redoubt_svc_read_on(Frame* frame) {
  const std::uint32_t done = frame->r12, pc = frame->pc;
  redoubt_svc_read(frame);
  (frame->pc == pc ? frame->r0 : frame->r12) += done;
}

void redoubt_svc_write(Frame* frame) {
  Checked* const output = writable(handle_of(*frame), frame->r1, frame->r3, nullptr);
  if (output == nullptr) return;
  const auto* const buffer = pointer<const void>(frame->r2);
  const std::size_t size = frame->r3;
  require_buffer<kToRead>(buffer, size, nullptr);
  if (size <= kPiece) return output->write(buffer, size);
  output->write(buffer, kPiece);
  next_piece(*frame, frame->pc - kSvcSize);
}

void redoubt_svc_skip(Frame* frame) { frame->r0 = skip(handle_of(*frame), frame->r1, frame->r2, nullptr); }

// What gate/svc.S does not: it blocks the thread.
void redoubt_svc_wait(Frame* frame) {
  require_thread();
  (void)wait(*frame);
}
void redoubt_svc_get(Frame* frame) {
  require_thread();
  get(frame->r0, pointer<psa_msg_t>(frame->r1));
  frame->r0 = PSA_SUCCESS;
}
void redoubt_svc_reply(Frame* frame) {
  require_thread();
  reply(handle_of(*frame), static_cast<psa_status_t>(frame->r1));
}

void redoubt_svc_other(Frame* frame) {
  const psa_handle_t handle = handle_of(*frame);
  switch (frame->r12) {
    case 0:
      return set_rhandle(handle, pointer<void>(frame->r1), nullptr);
    case 1:
      return notify(handle);
    case 2:
      return clear();
    case 7:
      stop_partition(Misuse::kPanic, nullptr, 0);
    case 8:
      frame->r0 = lifecycle();
      return;
    case 9:
      frame->r0 = version_for(*redoubt_spm.active, frame->r0);
      return;
    case 15:
      stop_partition(Misuse::kMalformed, pointer<const void>(frame->r0), PSA_ERROR_PROGRAMMER_ERROR);
    case 14:
      stop_partition(Misuse::kEntryReturned, nullptr, 0);
    default:
      return interrupt_or_mapping(*frame);
  }
}

// The start-up code, as the NSPE, starts one partition after the other. The function to enter: its
// initialisation, or nullptr.
InitFunction redoubt_svc_start(Frame* frame) {
  if (redoubt_spm.active != &kNspe) redoubt_svc_unknown();
  const PartitionDescriptor& partition = *pointer<const PartitionDescriptor>(frame->r0);
  kNspe.call->frame = frame;
  return start_partition(partition, *kNspe.call);
}

// ---- interrupts ----

const InterruptDescriptor* redoubt_take_interrupt(std::uint32_t number) { return take_interrupt(number); }

// In the SVC of an interrupt's handler: the frame that runs the partition's function. `psp` is that of what
// was interrupted.
Frame* redoubt_svc_flih(const InterruptDescriptor* interrupt, std::uint32_t psp) {
  const PartitionDescriptor& partition = *interrupt->partition;
  const std::uint32_t top = stack_pointer_of(partition, psp) & ~7u;
  interrupted = {redoubt_spm.active, redoubt_spm.thread, interrupt};
  redoubt_spm.thread = nullptr;
  redoubt_spm.active = &partition;
  // The hardware has not checked it: a partition may set SP to anything and leave to non-secure code.
  if (top < word(partition.stack_limit) + sizeof(FirstFrame) || top > word(partition.message))
    stop_partition(Misuse::kStack, nullptr, 0);
  return build_frame(top, word(interrupt->handler), word(&redoubt_flih_return));
}

// As whom the interrupted code ran.
const PartitionDescriptor* redoubt_svc_flih_return(Frame* frame) {
  const InterruptDescriptor* const interrupt = interrupted.interrupt;
  if (interrupt == nullptr) redoubt_svc_unknown();
  if (frame->r0 > PSA_FLIH_SIGNAL)
    stop_partition(Misuse::kHandlerResult, nullptr, static_cast<std::int32_t>(frame->r0));
  redoubt_spm.active = interrupted.active;
  redoubt_spm.thread = interrupted.thread;
  interrupted = {};
  if (frame->r0 == PSA_FLIH_SIGNAL) assert_signals(*interrupt->partition, interrupt->signal);
  preempt_if_due();
  return redoubt_spm.active;
}
}

namespace redoubt::spm {

InitFunction start_partition(const PartitionDescriptor& partition, Call& call) {
  open_interrupts(partition);
  if (partition.thread != nullptr) {
    Thread& thread = *partition.thread;
    thread.registers = redoubt_zeros;
    thread.frame = build_frame(word(partition.message), word(partition.entry), word(&redoubt_entry_return));
    thread.active = &partition;
    thread.exc_return = kFirstReturn;
    wake(thread.bit);
    preempt_if_due();
    return nullptr;
  }
  if (partition.init == nullptr) return nullptr;
  call.type = kTypeInit;
  call.connection = &initialisation;
  call.vectors = {};
  partition.state->serving = &call;
  return partition.init;
}

}  // namespace redoubt::spm
