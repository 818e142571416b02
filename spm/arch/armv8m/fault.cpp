// SPDX-License-Identifier: BSD-3-Clause
// Every fault of either world ends here: one report in words, a record that survives, then reset. Nothing of
// the other side is ever given back, because nothing returns.
#include "board.hpp"
#include "redoubt_layout.hpp"
#include "spm/arch/armv8m/fault_text.hpp"
#include "spm/arch/armv8m/memory_rights.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/call.hpp"
#include "spm/faults.hpp"
#include "spm/log.hpp"

extern "C" const std::uint8_t redoubt_text_start[], redoubt_text_end[];

namespace redoubt::spm {
namespace arch {
namespace {

struct ExceptionFrame {
  std::uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

constexpr std::uint32_t kExcReturnSecureStack = 1u << 6;

// Whose stack an address lies in: the partition that was running. nullptr: the SPM itself.
const PartitionDescriptor* owner_of_stack(std::uint32_t sp) {
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    const PartitionDescriptor& partition = kPartitions[i];
    // Below the limit too: that is where a stack that ran over has its pointer.
    if (sp + 64 >= reinterpret_cast<std::uint32_t>(partition.stack_limit) &&
        sp <= reinterpret_cast<std::uint32_t>(partition.message + 1)) {
      return &partition;
    }
  }
  return nullptr;
}

bool nonsecure_may_read(std::uint32_t address, std::uint32_t size) {
  return NonSecureSide().may_read(address, size);
}

// A secure stack that ran over has no frame, and its pointer is at its limit.
bool frame_was_pushed(std::uint32_t sp) {
  std::uint32_t msplim, psplim;
  __asm__ volatile("mrs %0, msplim\n mrs %1, psplim" : "=r"(msplim), "=r"(psplim));
  return (Cfsr::read() & kStackOverflow) == 0 || (sp != msplim && sp != psplim);
}

// The frame of the code that faulted. A non-secure stack pointer is whatever the NSPE made it, so it is asked
// first whether the NSPE itself may read there: the report must neither fault nor print secure memory.
const ExceptionFrame* frame_at(std::uint32_t sp, bool secure) {
  const bool readable = secure ? frame_was_pushed(sp) && SecureSide().may_read(sp, sizeof(ExceptionFrame))
                               : nonsecure_may_read(sp, sizeof(ExceptionFrame));
  return sp % 4 == 0 && readable ? reinterpret_cast<const ExceptionFrame*>(sp) : nullptr;
}

void find_address(FaultRecord& record, bool secure) {
  const bool bus = (record.cfsr & kBusAddressValid) != 0;
  if ((record.cfsr & kMemManageAddressValid) != 0) {
    record.address = secure ? MmFar::read() : MmFarNs::read();
  } else if (bus) {
    record.address = BFar::read();
  } else if ((record.sfsr & kSecureAddressValid) != 0) {
    record.address = SFar::read();
  } else {
    return;
  }
  record.has_address = 1;
}

// Whether the instruction at `pc` stores, loads or is neither, so that the report says "write" only when it
// knows.
Access access_of(std::uint32_t pc, bool secure) {
  const bool readable = secure ? SecureSide().may_read(pc, 2) : nonsecure_may_read(pc, 2);
  return pc % 2 == 0 && readable ? decode_access(*reinterpret_cast<const std::uint16_t*>(pc))
                                 : Access::kUnknown;
}

[[noreturn]] void end() {
  if (is_in_development() && board::debug_halt()) {
    Log() << "halted for the debugger";
    for (;;) __asm__ volatile("wfi");
  }
  Log() << "the device resets";
  board::reset();
}

// The NSPE can make the secure side fault while that is idle, by a forged EXC_RETURN in its handlers or a
// forged LR at an entry point: then no partition runs, and it is not the SPM's code that was left or is
// executed.
bool is_forged_by_nspe(std::uint32_t sfsr, const PartitionDescriptor* partition,
                       const ExceptionFrame* frame) {
  if ((sfsr & kForgedReturn) != 0) return true;
  const auto start = reinterpret_cast<std::uint32_t>(redoubt_text_start);
  const auto end = reinterpret_cast<std::uint32_t>(redoubt_text_end);
  return partition == nullptr && frame != nullptr && frame->pc - start >= end - start;
}

void report(std::uint32_t exception, bool secure, const PartitionDescriptor* partition,
            const ExceptionFrame* frame) {
  FaultRecord record{};
  record.world = secure ? World::kSecure : World::kNonSecure;
  record.exception = static_cast<std::uint8_t>(exception);
  record.partition = partition != nullptr ? partition->id : 0;
  record.cfsr = Cfsr::read();
  if (!secure) record.cfsr |= CfsrNs::read();
  record.hfsr = Hfsr::read();
  record.sfsr = Sfsr::read();
  find_address(record, secure);
  Access access = Access::kUnknown;
  if (frame != nullptr) {
    record.instruction = frame->pc;
    access = access_of(frame->pc, secure);
  }
  if (secure && is_forged_by_nspe(record.sfsr, partition, frame)) {
    record.world = World::kNonSecure;
    record.partition = 0;
  }
  keep_fault_record(record);
  if constexpr (config::kSpmLog) print_exception(record, partition, access);
}

}  // namespace

// From the vectors, with the stack pointer of the code that was interrupted.
extern "C" [[noreturn, gnu::used]] void redoubt_fault(std::uint32_t sp, std::uint32_t exc_return,
                                                      std::uint32_t exception) {
  const bool secure = (exc_return & kExcReturnSecureStack) != 0;
  report(exception, secure, secure ? owner_of_stack(sp) : nullptr, frame_at(sp, secure));
  end();
}

}  // namespace arch

// From stop_partition() in reset.S.
extern "C" [[noreturn, gnu::used]] void redoubt_misuse(Misuse what, const void* where, std::int32_t detail) {
  const PartitionDescriptor& partition = active_partition();
  FaultRecord record{};
  record.kind = FaultKind::kMisuse;
  record.misuse = static_cast<std::uint8_t>(what);
  record.partition = partition.id;
  record.instruction = reinterpret_cast<std::uint32_t>(where) & ~1u;
  record.detail = detail;
  keep_fault_record(record);
  if constexpr (config::kSpmLog) print_misuse(record, partition);
  arch::end();
}

void stop_at_start(std::string_view why) {
  FaultRecord record{};
  record.kind = FaultKind::kStart;
  keep_fault_record(record);
  Log() << "REFUSES TO START: " << why;
  arch::end();
}

}  // namespace redoubt::spm
