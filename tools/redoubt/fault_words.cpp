// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/fault_words.hpp"

#include <fmt/format.h>
#include <psa/lifecycle.h>

#include <cstring>

#include "services/platform/platform.hpp"
#include "spm/misuse.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

bool has(const redoubt_fault& fault, std::uint32_t flag) { return (fault.flags & flag) != 0; }

std::string name_of(const redoubt_fault& fault) {
  const char* const end = std::find(fault.name, fault.name + sizeof fault.name, '\0');
  return {fault.name, end};
}

std::string who(const redoubt_fault& fault) {
  if (fault.nonsecure != 0) return "the non-secure side";
  if (fault.partition == 0) return "the SPM itself";
  return fmt::format("partition {} ({})", name_of(fault), fault.partition);
}

std::string misuse_words(const redoubt_fault& fault) {
  const std::string value =
      fault.detail != 0 ? fmt::format(", value {:#010x}", static_cast<std::uint32_t>(fault.detail)) : "";
  if (fault.misuse < static_cast<std::uint8_t>(spm::Misuse::kCount))
    return fmt::format("{}{}", spm::text(spm::Misuse{fault.misuse}), value);
  return fmt::format("broke rule {} of its API{}", fault.misuse, value);
}

std::string exception_words(const redoubt_fault& fault, const std::optional<fault::GuardExceptions>& guards) {
  constexpr std::uint8_t kFirstInterrupt = 16;
  if (fault.exception >= kFirstInterrupt && !guards) {
    return fmt::format("raised interrupt {} of the secure side (--board says what that is)",
                       fault.exception - kFirstInterrupt);
  }
  fault::Record record{};
  record.exception = fault.exception;
  record.cfsr = fault.cfsr;
  record.hfsr = fault.hfsr;
  record.sfsr = fault.sfsr;
  const std::string address =
      has(fault, REDOUBT_FAULT_HAS_ADDRESS) ? fmt::format(" at {:#010x}", fault.address) : "";
  return fmt::format("{}{}", fault::what_happened(record, guards.value_or(fault::GuardExceptions{})),
                     address);
}

std::string what(const redoubt_fault& fault, const std::optional<fault::GuardExceptions>& guards) {
  switch (fault.kind) {
    case REDOUBT_FAULT_MISUSE:
      return misuse_words(fault);
    case REDOUBT_FAULT_START:
      return "refused to start";
    default:
      return exception_words(fault, guards);
  }
}

std::string row(std::string_view name, std::string_view text) {
  return fmt::format("  {:14}{}\n", name, text);
}

std::string with_place(std::uint32_t address, const std::string& place) {
  return fmt::format("{:#010x}{}{}", address, place.empty() ? "" : "  ", place);
}

std::string instruction_row(const redoubt_fault& fault, const Places& places) {
  if (fault.instruction == 0) return {};
  if (fault.kind == REDOUBT_FAULT_MISUSE)
    return row("called before", with_place(fault.instruction, places.of_call(fault.instruction)));
  return row("instruction", with_place(fault.instruction, places.of(fault.instruction)));
}

std::string register_rows(const redoubt_fault& fault, const Places& places) {
  if (!has(fault, REDOUBT_FAULT_HAS_REGISTERS)) return {};
  const redoubt_registers& r = fault.registers;
  // The caller of a misused function is the instruction's row.
  const std::string caller =
      fault.kind == REDOUBT_FAULT_MISUSE ? "" : row("called from", with_place(r.lr, places.of_link(r.lr)));
  return caller +
         row("registers",
             fmt::format(
                 "r0 {:#010x} r1 {:#010x} r2 {:#010x} r3 {:#010x} r12 {:#010x} lr {:#010x} pc {:#010x} "
                 "xpsr {:#010x}",
                 r.r0, r.r1, r.r2, r.r3, r.r12, r.lr, r.pc, r.xpsr));
}

// The client library's return address is the last word; where the non-secure side itself faulted it is
// anything.
std::string nonsecure_rows(const redoubt_fault& fault, const Places& places) {
  std::string out = row("non-secure", fmt::format("MSP_NS {:#010x} PSP_NS {:#010x} CONTROL_NS {:#010x}",
                                                  fault.msp_ns, fault.psp_ns, fault.control_ns));
  if (!has(fault, REDOUBT_FAULT_HAS_STACK_NS)) return out;
  std::string words;
  for (const std::uint32_t word : fault.stack_ns) words += fmt::format("{:#010x} ", word);
  words.pop_back();
  out += row("its stack", words);
  const std::uint32_t caller = fault.stack_ns[std::size(fault.stack_ns) - 1];
  const std::string place = fault.nonsecure == 0 ? places.of_call(caller) : "";
  return place.empty() ? out : out + row("its call", with_place(caller, place));
}

// The number behind `word` in a line of the console: "instruction 0x10012D5C".
std::optional<std::uint32_t> number_after(std::string_view line, std::string_view word) {
  const std::size_t at = line.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = line.substr(at + word.size());
  rest = rest.substr(0, rest.find_first_not_of("0123456789abcdefABCDEFx"));
  const auto number = parse_number(rest);
  return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

std::string below(std::string_view what, const std::string& place) {
  return place.empty() ? "" : fmt::format("        {}{}\n", what, place);
}

}  // namespace

redoubt_fault parse_fault(Bytes bytes) {
  fault::Record record;
  if (bytes.size() >= sizeof record && load<std::uint32_t>(bytes.data()) == fault::kMagic) {
    record = load<fault::Record>(bytes.data());
    if (!fault::open(record)) throw Error("the fault record's checksum is wrong: it is not whole");
    return platform::last_fault(record, PSA_LIFECYCLE_PSA_ROT_PROVISIONING);
  }
  redoubt_fault fault{};
  if (bytes.size() < sizeof fault.size || load<std::uint32_t>(bytes.data()) != bytes.size())
    throw Error(fmt::format("{} bytes that are no fault record", bytes.size()));
  std::memcpy(&fault, bytes.data(), std::min(bytes.size(), sizeof fault));
  return fault;
}

std::string describe_fault(const redoubt_fault& fault, const std::optional<fault::GuardExceptions>& guards,
                           const Places& places) {
  std::string out = fmt::format("{} {}\n", who(fault), what(fault, guards));
  out += instruction_row(fault, places);
  out += register_rows(fault, places);
  if (!has(fault, REDOUBT_FAULT_REDACTED)) {
    out += row("secure", fmt::format("MSP {:#010x} PSP {:#010x} EXC_RETURN {:#010x}", fault.msp, fault.psp,
                                     fault.exc_return));
    out += nonsecure_rows(fault, places);
  }
  if (fault.kind == REDOUBT_FAULT_EXCEPTION)
    out += row("status", fmt::format("exception {} CFSR {:#010x} HFSR {:#010x} SFSR {:#010x}",
                                     fault.exception, fault.cfsr, fault.hfsr, fault.sfsr));
  if (has(fault, REDOUBT_FAULT_REDACTED))
    out += row("withheld", "registers and addresses: the device is not in development");
  out += row("then",
             has(fault, REDOUBT_FAULT_RESTARTED) ? "the partition was started anew" : "the device was reset");
  return out + row("count", fmt::format("{} since power-on", fault.count));
}

std::string explain_line(std::string_view line, const Places& places) {
  if (!line.starts_with("[SPM] ")) return {};
  if (line.starts_with("[SPM] FAULT: ")) {
    if (const auto next = number_after(line, ", before instruction "))
      return below("in ", places.of_call(*next));
    const auto at = number_after(line, ", instruction ");
    return at ? below("in ", places.of(*at)) : "";
  }
  if (line.starts_with("[SPM]   r0 ")) {
    const auto lr = number_after(line, " lr ");
    return lr ? below("called from ", places.of_link(*lr)) : "";
  }
  if (line.starts_with("[SPM]   non-secure stack ")) {
    const auto caller = number_after(line, line.substr(0, line.rfind(' ') + 1));
    return caller ? below("in a call from ", places.of_call(*caller)) : "";
  }
  return {};
}

}  // namespace redoubt::tool
