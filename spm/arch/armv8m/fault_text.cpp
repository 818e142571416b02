// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/fault_text.hpp"

#include "board.hpp"
#include "lib/fault/words.hpp"
#include "spm/call.hpp"
#include "spm/log.hpp"
#include "spm/misuse.hpp"

namespace redoubt::spm {
namespace {

constexpr fault::GuardExceptions kGuards = {16 + board::kSoc.secure_interrupts[0],
                                            16 + board::kSoc.secure_interrupts[1]};

void say_who(Line& line, const FaultRecord& record) {
  if (record.world == fault::World::kNonSecure) {
    line << "the non-secure side ";
  } else if (record.partition == 0) {
    line << "the SPM itself ";
  } else {
    line << "partition " << active_partition().name << " (";  // whole: the record has room for a part
    line.decimal(record.partition) << ") ";
  }
}

void say_what(Line& line, std::string_view text, Access access) {
  constexpr std::string_view kTouched = "touched";
  if (text.substr(0, kTouched.size()) == kTouched && access != Access::kUnknown) {
    line << (access == Access::kStore ? "wrote" : "read");
    text.remove_prefix(kTouched.size());
  }
  line << text;
}

void say_exception(Line& line, const FaultRecord& record, Access access) {
  say_what(line, fault::what_happened(record, kGuards), access);
  if (record.has_address != 0) line << " at " << record.address;
  line << ", instruction ";
  if (record.instruction == 0) {
    line << "unknown";
  } else {
    line << record.instruction;
  }
  line << " (CFSR " << record.cfsr << " SFSR " << record.sfsr << ")";
}

void say_misuse(Line& line, const FaultRecord& record) {
  line << text(static_cast<Misuse>(record.misuse));
  if (record.detail != 0) line << ", value " << static_cast<std::uint32_t>(record.detail);
  if (record.instruction != 0) line << ", before instruction " << record.instruction;
}

// Values of consecutive words, each after its name.
void print_words(const std::uint32_t* words, std::initializer_list<std::string_view> names) {
  Line line;
  line << " ";
  for (const std::string_view name : names) line << name << *words++;
}

}  // namespace

void print_fault(const FaultRecord& record, Access access) {
  {
    Line line;
    line << "FAULT: ";
    say_who(line, record);
    if (record.kind == fault::Kind::kMisuse) {
      say_misuse(line, record);
    } else {
      say_exception(line, record, access);
    }
  }
  if ((record.flags & fault::kHasRegisters) != 0) {
    print_words(&record.registers.r0, {" r0 ", " r1 ", " r2 ", " r3 ", " r12 ", " lr ", " pc ", " xpsr "});
  }
  print_words(&record.exc_return, {" EXC_RETURN ", " MSP ", " PSP ", " MSP_NS ", " PSP_NS ", " CONTROL_NS "});
  if ((record.flags & fault::kHasNonSecureStack) != 0) {
    print_words(record.stack_ns, {" non-secure stack ", " ", " ", " ", " ", " ", " ", " ", " "});
  }
}

}  // namespace redoubt::spm
