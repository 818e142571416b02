// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/fault_text.hpp"

#include "board.hpp"
#include "spm/call.hpp"
#include "spm/log.hpp"
#include "spm/misuse.hpp"

namespace redoubt::spm {
namespace {

constexpr std::uint32_t kFirstInterrupt = 16;

// What a status bit means. "touched" is replaced by read or wrote where the instruction tells.
struct Meaning {
  std::uint32_t bit;
  std::string_view text;
};

constexpr Meaning kSecureFaults[] = {
    // SFSR
    {1u << 0, "branched into secure memory where there is no entry point"},
    {1u << 1, "returned to the secure side through a forged stack frame"},
    {1u << 2, "returned from an exception with a forged return value"},
    {1u << 3, "touched secure memory"},
    {1u << 4, "left the secure side by a branch that is no exit"},
    {1u << 5, "failed to preserve floating-point state"},
    {1u << 7, "failed to preserve floating-point state"},
};
constexpr Meaning kOtherFaults[] = {
    // CFSR
    {1u << 20, "overflowed its stack"},
    {1u << 0, "executed memory that is not for code"},
    {1u << 1, "touched memory that it has no right to"},
    {1u << 3, "unstacked from memory that it has no right to"},
    {1u << 4, "stacked into memory that it has no right to"},
    {1u << 8, "executed memory that it has no right to"},
    {1u << 9, "touched memory that is secure or does not exist"},
    {1u << 10, "touched memory that is secure or does not exist, some instructions before"},
    {1u << 11, "unstacked from memory that is secure or does not exist"},
    {1u << 12, "stacked into memory that is secure or does not exist"},
    {1u << 16, "executed an undefined instruction"},
    {1u << 17, "branched to an address that is no Thumb code"},
    {1u << 18, "returned from an exception in an invalid way"},
    {1u << 19, "used a coprocessor or the FPU, which is off"},
    {1u << 24, "touched memory at an address that is not aligned"},
    {1u << 25, "divided by zero"},
};

template <std::size_t N>
std::string_view meaning(const Meaning (&table)[N], std::uint32_t bits) {
  for (const Meaning& entry : table) {
    if ((bits & entry.bit) != 0) return entry.text;
  }
  return {};
}

std::string_view what_happened(const FaultRecord& record) {
  if (record.exception == kFirstInterrupt + board::kSoc.secure_interrupts[0])
    return "touched memory that is secure";
  if (record.exception == kFirstInterrupt + board::kSoc.secure_interrupts[1]) {
    return "touched a peripheral of the secure side";
  }
  if (record.exception >= kFirstInterrupt) return "raised a secure interrupt that nobody owns";
  std::string_view text = meaning(kSecureFaults, record.sfsr);
  if (text.empty()) text = meaning(kOtherFaults, record.cfsr);
  if (text.empty() && (record.hfsr & 1u << 1) != 0) return "has a vector table that cannot be read";
  return text.empty() ? "raised an exception that it has no handler for" : text;
}

void say_what(Line& line, std::string_view text, Access access) {
  constexpr std::string_view kTouched = "touched";
  if (text.substr(0, kTouched.size()) == kTouched && access != Access::kUnknown) {
    line << (access == Access::kStore ? "wrote" : "read");
    text.remove_prefix(kTouched.size());
  }
  line << text;
}

void say_who(Line& line, const PartitionDescriptor* partition, World world) {
  if (world == World::kNonSecure) {
    line << "the non-secure side ";
  } else if (partition == nullptr) {
    line << "the SPM itself ";
  } else {
    line << "partition " << partition->name << " (";
    line.decimal(partition->id) << ") ";
  }
}

void say_where(Line& line, const FaultRecord& record) {
  if (record.has_address != 0) line << " at " << record.address;
  if (record.instruction == 0) {
    line << ", instruction unknown";
  } else {
    line << ", instruction " << record.instruction;
  }
}

}  // namespace

void print_exception(const FaultRecord& record, const PartitionDescriptor* partition, Access access) {
  Line line;
  line << "FAULT: ";
  say_who(line, partition, record.world);
  say_what(line, what_happened(record), access);
  say_where(line, record);
  line << " (CFSR " << record.cfsr << " SFSR " << record.sfsr << ")";
}

void print_misuse(const FaultRecord& record, const PartitionDescriptor& partition) {
  Line line;
  line << "FAULT: ";
  say_who(line, &partition, World::kSecure);
  line << text(static_cast<Misuse>(record.misuse));
  if (record.detail != 0) line << ", value " << static_cast<std::uint32_t>(record.detail);
  if (record.instruction != 0) line << ", before instruction " << record.instruction;
}

}  // namespace redoubt::spm
