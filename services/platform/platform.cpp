// SPDX-License-Identifier: BSD-3-Clause
#include "services/platform/platform.hpp"

#include <psa/lifecycle.h>

namespace redoubt::platform {
namespace {

// As the SPM has it: every other state, the unknown ones with them, is one of the field.
bool is_in_development(std::uint32_t lifecycle) {
  const std::uint32_t state = lifecycle & PSA_LIFECYCLE_PSA_STATE_MASK;
  return state == PSA_LIFECYCLE_ASSEMBLY_AND_TEST || state == PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
}

// The non-secure side's own instruction, not one of the secure side that it led astray.
bool is_nonsecure_code(const fault::Record& record) {
  return record.kind == fault::Kind::kException && (record.exc_return & fault::kExcReturnSecureStack) == 0;
}

void tell_where(redoubt_fault& fault, const fault::Record& record) {
  fault.instruction = record.instruction;
  if (record.has_address == 0) return;
  fault.address = record.address;
  fault.flags |= REDOUBT_FAULT_HAS_ADDRESS;
}

void tell_registers(redoubt_fault& fault, const fault::Record& record) {
  fault.detail = record.detail;
  std::memcpy(&fault.registers, &record.registers, sizeof fault.registers);
  fault.exc_return = record.exc_return;
  fault.msp = record.msp;
  fault.psp = record.psp;
  fault.msp_ns = record.msp_ns;
  fault.psp_ns = record.psp_ns;
  fault.control_ns = record.control_ns;
  std::memcpy(fault.stack_ns, record.stack_ns, sizeof fault.stack_ns);
  if ((record.flags & fault::kHasRegisters) != 0) fault.flags |= REDOUBT_FAULT_HAS_REGISTERS;
  if ((record.flags & fault::kHasNonSecureStack) != 0) fault.flags |= REDOUBT_FAULT_HAS_STACK_NS;
}

}  // namespace

redoubt_boot_info boot_info(const handoff::Handoff& boot) {
  redoubt_boot_info info;
  info.size = sizeof info;
  info.lifecycle = boot.lifecycle;
  std::memcpy(info.image, boot.image, sizeof info.image);
  return info;
}

redoubt_fault last_fault(const fault::Record& record, std::uint32_t lifecycle) {
  redoubt_fault fault{};
  fault.size = sizeof fault;
  fault.count = record.count;
  fault.kind = static_cast<std::uint8_t>(record.kind);
  fault.nonsecure = record.world == fault::World::kNonSecure ? 1 : 0;
  fault.exception = record.exception;
  fault.misuse = record.misuse;
  fault.partition = record.partition;
  std::memcpy(fault.name, record.name, sizeof fault.name);
  fault.cfsr = record.cfsr;
  fault.hfsr = record.hfsr;
  fault.sfsr = record.sfsr;
  if ((record.flags & fault::kRestarted) != 0) fault.flags |= REDOUBT_FAULT_RESTARTED;
  const bool is_open = is_in_development(lifecycle);
  if (is_open || is_nonsecure_code(record)) tell_where(fault, record);
  if (is_open) {
    tell_registers(fault, record);
  } else {
    fault.flags |= REDOUBT_FAULT_REDACTED;
  }
  return fault;
}

}  // namespace redoubt::platform
