// SPDX-License-Identifier: BSD-3-Clause
// Every fault of either world ends here: one report in words, a record that survives, then reset. Nothing of
// the other side is ever given back, because nothing returns.
#include "board.hpp"
#include "spm/arch/armv8m/fault_text.hpp"
#include "spm/arch/armv8m/isolation.hpp"
#include "spm/arch/armv8m/memory_rights.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/arch/armv8m/restart.hpp"
#include "spm/call.hpp"
#include "spm/faults.hpp"
#include "spm/log.hpp"

extern "C" {
extern const std::uint8_t redoubt_text_start[], redoubt_text_end[];
void redoubt_transport_call();
}

namespace redoubt::spm {
namespace arch {
namespace {

constexpr std::uint32_t kMemManageAddressValid = 1u << 7;  // CFSR
constexpr std::uint32_t kBusAddressValid = 1u << 15;       // CFSR
constexpr std::uint32_t kStackOverflow = 1u << 20;         // CFSR
constexpr std::uint32_t kStackingFault = 1u << 12 | 1u << 4;
constexpr std::uint32_t kLazyFault = 1u << 5;                         // CFSR: MLSPERR
constexpr std::uint32_t kForgedReturn = 3u << 1 | 1u << 5 | 1u << 7;  // SFSR: INVIS, INVER, LSPERR, LSERR
constexpr std::uint32_t kSecureAddressValid = 1u << 6;                // SFSR
constexpr std::uint32_t kProcessStack = 1u << 1;                      // CONTROL

#define REDOUBT_READ(name)                                         \
  [[gnu::always_inline]] inline std::uint32_t read_##name() {      \
    std::uint32_t value;                                           \
    __asm__ volatile("mrs %0, " #name : "=r"(value) : : "memory"); \
    return value;                                                  \
  }
REDOUBT_READ(psp)
REDOUBT_READ(msplim)
REDOUBT_READ(psplim)
REDOUBT_READ(msp_ns)
REDOUBT_READ(psp_ns)
REDOUBT_READ(control_ns)
#undef REDOUBT_READ

// A non-secure address is whatever the NSPE made it, so it is asked whether the NSPE itself may read there:
// the report must neither fault nor print secure memory.
bool may_read(std::uint32_t address, std::uint32_t size, bool secure) {
  return OtherSide::privileged(secure).may<OtherSide::kMayRead>(address, size);
}

// A secure stack that ran over has no frame, and its pointer is at its limit; nor has one where the hardware
// could not write: there is somebody else's memory.
bool frame_was_pushed(std::uint32_t sp) {
  if ((Cfsr::read() & kStackingFault) != 0) return false;
  return (Cfsr::read() & kStackOverflow) == 0 || (sp != read_msplim() && sp != read_psplim());
}

// What the code that faulted had in its registers; nullptr: it is not there.
const fault::Registers* registers_at(std::uint32_t sp, bool secure) {
  if (sp % 4 != 0 || (secure && !frame_was_pushed(sp)) || !may_read(sp, sizeof(fault::Registers), secure))
    return nullptr;
  return reinterpret_cast<const fault::Registers*>(sp);
}

void keep_registers(FaultRecord& record, const fault::Registers* registers) {
  if (registers == nullptr) return;
  record.registers = *registers;
  record.instruction = registers->pc;
  record.flags = fault::kHasRegisters;
}

bool is_code(std::uint32_t address) {
  const auto start = reinterpret_cast<std::uint32_t>(redoubt_text_start);
  const auto end = reinterpret_cast<std::uint32_t>(redoubt_text_end);
  return address - start < end - start;
}

// Where a partition called psa_*(), from the registers of its SVC at `sp`: the function does nothing but that
// and return; psa_call(), psa_connect() and psa_close() have pushed r4 to r11 and LR before.
std::uint32_t caller_of(const fault::Registers& registers, std::uint32_t sp) {
  constexpr std::uint32_t kPadding = 1u << 9;  // xPSR: one word, so that SP is a multiple of 8
  const std::uint32_t transport = reinterpret_cast<std::uint32_t>(&redoubt_transport_call) & ~1u;
  if (registers.pc != transport + 2) return registers.lr;
  const bool has_fp = layout::kHasFpu && Fpcar::read() == sp + sizeof registers;
  const std::uint32_t pushed = sp + sizeof registers + (has_fp ? REDOUBT_FP_SIZE : 0) +
                               ((registers.xpsr & kPadding) != 0 ? 4 : 0) + 8 * sizeof(std::uint32_t);
  if (!may_read(pushed, 4, true)) return registers.lr;
  const std::uint32_t caller = *reinterpret_cast<const std::uint32_t*>(pushed);
  return is_code(caller) ? caller : registers.lr;
}

// Where the non-secure side's stack is, whether it faulted or waits for a call. A handler's is always the
// main one.
[[gnu::noinline]] std::uint32_t nonsecure_stack(bool is_thread) {
  return is_thread && (read_control_ns() & kProcessStack) != 0 ? read_psp_ns() : read_msp_ns();
}

void keep_nonsecure_side(FaultRecord& record, std::uint32_t sp) {
  record.msp_ns = read_msp_ns();
  record.psp_ns = read_psp_ns();
  record.control_ns = read_control_ns();
  if (sp % 4 != 0 || !may_read(sp, sizeof record.stack_ns, false)) return;
  std::memcpy(record.stack_ns, reinterpret_cast<const void*>(sp), sizeof record.stack_ns);
  record.flags |= fault::kHasNonSecureStack;
}

void keep_status(FaultRecord& record, bool secure) {
  const std::uint32_t bank = secure ? 0 : CfsrNs::kAddress - Cfsr::kAddress;
  record.cfsr = Cfsr::read() | read_register(Cfsr::kAddress + bank);
  record.hfsr = Hfsr::read();
  record.sfsr = Sfsr::read();
  std::uint32_t holder = 0;
  if ((record.sfsr & kSecureAddressValid) != 0) holder = SFar::kAddress;
  if ((record.cfsr & kBusAddressValid) != 0) holder = BFar::kAddress;
  if ((record.cfsr & kMemManageAddressValid) != 0) holder = MmFar::kAddress + bank;
  if (holder == 0) return;
  record.address = read_register(holder);
  record.has_address = 1;
}

// A secure thread is a partition, or the SPM while it serves none. The NSPE can make the secure side fault
// while that is idle, by a forged EXC_RETURN or floating-point context in its handlers or a forged LR at an
// entry point: then it is not the SPM's code that was left or is executed.
void find_culprit(FaultRecord& record, bool secure) {
  const PartitionDescriptor& active = active_partition();
  const bool is_thread = (record.exc_return & fault::kExcReturnThread) != 0;
  if (!secure || (record.sfsr & kForgedReturn) != 0) {
    record.world = fault::World::kNonSecure;
  } else if ((is_thread || (record.cfsr & kLazyFault) != 0) && &active != &kNspe) {
    name_culprit(record, active);
  } else if ((record.flags & fault::kHasRegisters) != 0 && !is_code(record.registers.pc)) {
    record.world = fault::World::kNonSecure;
  }
}

// Whether the instruction stores, loads or is neither, so that the report says "write" only when it knows.
Access access_of(std::uint32_t pc, bool secure) {
  return pc % 2 == 0 && may_read(pc, 2, secure) ? decode_access(*reinterpret_cast<const std::uint16_t*>(pc))
                                                : Access::kUnknown;
}

void print_fault(const FaultRecord& record, bool secure) {
  spm::print_fault(record, access_of(record.instruction, secure));
}

[[noreturn]] void end() {
  if (is_in_development() && board::debug_halt()) {
    Log() << "halted for the debugger";
    for (;;) __asm__ volatile("wfi");
  }
  Log() << "the device resets";
  board::reset();
}

}  // namespace

// From the vectors.
extern "C" [[noreturn, gnu::used]] void redoubt_fault(std::uint32_t msp, std::uint32_t exc_return,
                                                      std::uint32_t exception) {
  const bool secure = (exc_return & fault::kExcReturnSecureStack) != 0;
  const std::uint32_t sp_ns = nonsecure_stack((exc_return & fault::kExcReturnThread) != 0);
  const std::uint32_t sp_s = (exc_return & fault::kExcReturnProcessStack) != 0 ? read_psp() : msp;
  // By the rights that were in force.
  const fault::Registers* const registers = registers_at(secure ? sp_s : sp_ns, secure);
  close_partitions();
  FaultRecord& record = begin_fault_record(fault::Kind::kException);
  record.exception = static_cast<std::uint8_t>(exception);
  record.exc_return = exc_return;
  record.msp = msp;
  record.psp = read_psp();
  keep_registers(record, registers);
  keep_nonsecure_side(record, sp_ns);
  keep_status(record, secure);
  find_culprit(record, secure);
  keep_fault_record(record);
  if constexpr (config::kSpmLog) print_fault(record, secure);
  if (config::kSpmRestartPartitions && secure && (exc_return & fault::kExcReturnThread) != 0) restart(record);
  end();
}

}  // namespace arch

// From stop_partition() in reset.S, with the stack pointer that it found.
extern "C" [[noreturn, gnu::used]] void redoubt_misuse(Misuse what, const void* where, std::int32_t detail,
                                                       std::uint32_t sp) {
  const std::uint32_t psp = config::kSpmDirect ? sp : arch::read_psp();
  const fault::Registers* const registers = config::kSpmDirect ? nullptr : arch::registers_at(psp, true);
  arch::close_partitions();
  FaultRecord& record = begin_fault_record(fault::Kind::kMisuse);
  record.misuse = static_cast<std::uint8_t>(what);
  record.detail = detail;
  record.msp = config::kSpmDirect ? 0 : sp;
  record.psp = psp;
  name_culprit(record, active_partition());
  arch::keep_registers(record, registers);
  auto place = reinterpret_cast<std::uint32_t>(where);
  if (!config::kSpmDirect && where == nullptr) place = arch::caller_of(record.registers, psp);
  record.instruction = place & ~1u;
  arch::keep_nonsecure_side(record, arch::nonsecure_stack(true));
  keep_fault_record(record);
  if constexpr (config::kSpmLog) print_fault(record, Access::kUnknown);
  if constexpr (config::kSpmRestartPartitions) arch::restart(record);
  arch::end();
}

void refuse_to_start(std::string_view why) {
  keep_fault_record(begin_fault_record(fault::Kind::kStart));
  Log() << "REFUSES TO START: " << why;
  arch::end();
}

}  // namespace redoubt::spm
