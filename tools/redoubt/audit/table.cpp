// SPDX-License-Identifier: BSD-3-Clause
// The audit as a table for a terminal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "tools/redoubt/audit/audit.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kColumns = 14;
using Row = std::array<std::string, kColumns>;

// Numbers are set to the right.
constexpr std::array<bool, kColumns> kNumber{false, false, false, false, false, true,  true,
                                             true,  true,  true,  false, false, false, false};
const Row kHead{"partition", "model", "type", "privilege", "priority",   "code",  "data",
                "stack",     "used",  "heap", "MMIO",      "interrupts", "calls", "called by"};

std::string joined(const std::vector<std::string>& names) {
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, " "));
}

std::string mmio(const AuditPartition& partition) {
  std::vector<std::string> names;
  for (const AuditMmio& one : partition.mmio) names.push_back(one.label() + (one.writable ? "" : "(r)"));
  return joined(names);
}

std::string interrupts(const AuditPartition& partition) {
  std::vector<std::string> names;
  for (const AuditIrq& irq : partition.irqs) names.push_back(fmt::format("{}:{}", irq.source, irq.handling));
  return joined(names);
}

std::string size(bool known, std::uint64_t value) { return known ? fmt::format("{}", value) : "-"; }

Row row(const AuditPartition& partition) {
  const bool linked = !partition.memory.empty();
  return {partition.name,
          partition.model,
          partition.is_application() ? "application" : "PSA",
          partition.privileged ? "privileged" : "unprivileged",
          partition.priority,
          size(linked, bytes(partition.memory, {"code", "constants"})),
          size(linked, bytes(partition.memory, {"data", "bss"})),
          size(true, partition.stack_size),
          size(partition.stack_used.has_value(), partition.stack_used.value_or(0)),
          size(true, partition.heap_size),
          mmio(partition),
          interrupts(partition),
          joined(partition.calls),
          joined(partition.called_by)};
}

// What is no partition has no more than memory.
Row row(const char* name, const char* privilege, const std::vector<Range>& memory) {
  Row out;
  out.fill("");
  out[0] = name;
  out[3] = privilege;
  out[5] = size(true, bytes(memory, {"code", "constants", "entry points", "initial values"}));
  out[6] = size(true, bytes(memory, {"data", "bss"}));
  const std::uint64_t stacks = bytes(memory, {"stack", "gate stack", "handler stack"});
  if (stacks != 0) out[7] = size(true, stacks);
  return out;
}

std::string text(const std::vector<Row>& rows) {
  std::array<std::size_t, kColumns> width{};
  for (const Row& one : rows)
    for (std::size_t i = 0; i < kColumns; ++i) width[i] = std::max(width[i], one[i].size());
  std::string out;
  for (const Row& one : rows) {
    std::string line;
    for (std::size_t i = 0; i < kColumns; ++i)
      line +=
          kNumber[i] ? fmt::format("{:>{}}  ", one[i], width[i]) : fmt::format("{:<{}}  ", one[i], width[i]);
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

std::string domain_lines(const Audit& audit) {
  std::string out;
  for (const Domain& domain : audit.domains)
    out += fmt::format("  {}{}: {}\n", domain.name, domain.privileged ? " (privileged, reaches all)" : "",
                       fmt::join(domain.members, " "));
  return out;
}

}  // namespace

std::string audit_table(const Audit& audit) {
  std::vector<Row> rows{kHead};
  for (const AuditPartition& partition : audit.partitions) rows.push_back(row(partition));
  if (audit.linked) {
    rows.push_back(row("the SPM", "privileged", audit.spm));
    rows.push_back(row("libraries", "its caller's", audit.shared));
  }
  std::string out =
      fmt::format("{}, isolation level {}\n{}", audit.title(), audit.isolation_level, text(rows));
  out += "protected from each other:\n" + domain_lines(audit);
  if (audit.linked) out += fmt::format("entry points: {}\n", joined(audit.entry_points));
  for (const std::string& warning : audit.warnings) out += fmt::format("warning: {}\n", warning);
  return out;
}

}  // namespace redoubt::tool
