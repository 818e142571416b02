// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "tools/redoubt/compose/json.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

using Names = std::vector<std::string>;

// What a rule found: what violates it, or why it cannot be judged.
struct Findings {
  Names violations;
  std::string missing;
};

bool is_in(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ---- names, which must be the system's ----

const AuditPartition& partition_named(const Json& json, const Audit& audit) {
  if (const AuditPartition* partition = audit.find(json.string())) return *partition;
  fail(json.place, fmt::format("the system has no partition \"{}\"", json.string()));
}

const AuditService& service_named(const Json& json, const Audit& audit) {
  if (const AuditService* service = audit.find_service(json.string())) return *service;
  fail(json.place, fmt::format("the system has no service \"{}\"", json.string()));
}

Names allowed_partitions(Fields& fields, const Audit& audit) {
  Names out;
  for (const Json& one : fields.get("allow").array()) out.push_back(partition_named(one, audit).name);
  return out;
}

Names allowed_callers(Fields& fields, const Audit& audit) {
  Names out;
  for (const Json& one : fields.get("allow").array())
    out.push_back(one.string() == kNspe ? kNspe : partition_named(one, audit).name);
  return out;
}

Names allowed_services(Fields& fields, const Audit& audit) {
  Names out;
  for (const Json& one : fields.get("allow").array()) out.push_back(service_named(one, audit).name);
  return out;
}

// All there are, for a rule that names none.
Region everywhere() { return {"", 0, UINT32_MAX, {}}; }

// Addresses of a peripheral: by the board's name or a manifest's for it, or the one address that is given.
Region region_named(const Json& json, const Audit& audit) {
  if (const auto address = parse_number(json.string()); address && *address <= UINT32_MAX)
    return {json.string(), static_cast<std::uint32_t>(*address), 1, json.place};
  for (const Region& region : audit.peripherals)
    if (region.name == json.string()) return region;
  for (const AuditPartition& partition : audit.partitions)
    for (const AuditMmio& mmio : partition.mmio)
      if (mmio.region.name == json.string()) return mmio.region;
  fail(json.place, fmt::format("neither the board nor a manifest has a region \"{}\"", json.string()));
}

std::uint32_t interrupt_named(const Json& json, const Audit& audit) {
  if (!std::holds_alternative<std::string>(json.value)) return json.number();
  for (const auto& [name, number] : audit.interrupts)
    if (name == json.string()) return number;
  for (const AuditPartition& partition : audit.partitions)
    for (const AuditIrq& irq : partition.irqs)
      if (irq.signal == json.string()) return irq.source;
  fail(json.place, fmt::format("neither the board nor a manifest has an interrupt \"{}\"", json.string()));
}

// ---- checks ----

Findings callers(Fields& fields, const Audit& audit) {
  const AuditService& service = service_named(fields.get("service"), audit);
  const Names allowed = allowed_callers(fields, audit);
  Findings out;
  for (const std::string& caller : service.callers)
    if (!is_in(allowed, caller))
      out.violations.push_back(fmt::format("{} may call {}", caller, service.name));
  return out;
}

Findings calls(Fields& fields, const Audit& audit) {
  const AuditPartition& partition = partition_named(fields.get("partition"), audit);
  const Names allowed = allowed_services(fields, audit);
  Findings out;
  for (const std::string& service : partition.calls)
    if (!is_in(allowed, service))
      out.violations.push_back(fmt::format("{} may call {}", partition.name, service));
  return out;
}

Findings open_to_nspe(Fields& fields, const Audit& audit) {
  const Names allowed = allowed_services(fields, audit);
  Findings out;
  for (const AuditPartition& partition : audit.partitions)
    for (const AuditService& service : partition.services)
      if (is_in(service.callers, kNspe) && !is_in(allowed, service.name))
        out.violations.push_back(fmt::format("the NSPE may call {}", service.name));
  return out;
}

Findings mmio(Fields& fields, const Audit& audit) {
  const Json* region = fields.find("region");
  const Region wanted = region == nullptr ? everywhere() : region_named(*region, audit);
  const Names allowed = allowed_partitions(fields, audit);
  Findings out;
  for (const AuditPartition& partition : audit.partitions)
    for (const AuditMmio& one : partition.mmio)
      if (overlap(one.region, wanted) && !is_in(allowed, partition.name))
        out.violations.push_back(fmt::format("{} has {}", partition.name, one.label()));
  return out;
}

Findings interrupts(Fields& fields, const Audit& audit) {
  const Json* interrupt = fields.find("interrupt");
  const auto wanted = interrupt == nullptr ? std::nullopt : std::optional(interrupt_named(*interrupt, audit));
  const Names allowed = allowed_partitions(fields, audit);
  Findings out;
  for (const AuditPartition& partition : audit.partitions)
    for (const AuditIrq& irq : partition.irqs)
      if (wanted.value_or(irq.source) == irq.source && !is_in(allowed, partition.name))
        out.violations.push_back(fmt::format("{} has interrupt {}", partition.name, irq.source));
  return out;
}

Findings privileged(Fields& fields, const Audit& audit) {
  const Names allowed = allowed_partitions(fields, audit);
  Findings out;
  for (const AuditPartition& partition : audit.partitions)
    if (partition.privileged && !is_in(allowed, partition.name))
      out.violations.push_back(fmt::format("{} is privileged", partition.name));
  return out;
}

Findings partitions(Fields& fields, const Audit& audit) {
  const Names allowed = allowed_partitions(fields, audit);
  Findings out;
  for (const AuditPartition& partition : audit.partitions)
    if (!is_in(allowed, partition.name))
      out.violations.push_back(fmt::format("{} is in the system", partition.name));
  return out;
}

// A member of a privileged domain can write all that is secure. The SPM can in any case.
Findings writers(Fields& fields, const Audit& audit) {
  const AuditPartition& partition = partition_named(fields.get("partition"), audit);
  const Names allowed = allowed_partitions(fields, audit);
  Findings out;
  for (const AuditPartition& other : audit.partitions)
    if (&other != &partition && (other.privileged || other.domain == partition.domain) &&
        !is_in(allowed, other.name))
      out.violations.push_back(fmt::format("{} can write the memory of {}", other.name, partition.name));
  return out;
}

Findings isolation(Fields& fields, const Audit& audit) {
  const std::uint32_t least = fields.get("at_least").number();
  if (audit.isolation_level >= least) return {};
  return {{fmt::format("the level is {}", audit.isolation_level)}, ""};
}

Findings no_writable_code(Fields&, const Audit& audit) {
  if (!audit.linked) return {{}, "there is no linked image"};
  Findings out;
  const auto look = [&](const std::string& owner, const std::vector<Range>& memory) {
    for (const Range& range : memory)
      if (range.writable && range.executable)
        out.violations.push_back(
            fmt::format("{:#x} to {:#x}, {} of {}", range.base, range.end() - 1, range.what, owner));
  };
  for (const AuditPartition& partition : audit.partitions) look(partition.name, partition.memory);
  look(kSpm, audit.spm);
  look("libraries", audit.shared);
  return out;
}

Findings stack_use(Fields& fields, const Audit& audit) {
  constexpr std::uint32_t kWhole = 100;
  const std::uint32_t most = fields.get("at_most_percent").number(kWhole);
  if (!audit.measured) return {{}, "no stack was measured"};
  Findings out;
  for (const AuditPartition& partition : audit.partitions) {
    const std::uint64_t used = partition.stack_used.value_or(partition.stack_size);
    if (used * kWhole > std::uint64_t{partition.stack_size} * most)
      out.violations.push_back(
          fmt::format("{} used {} of {} bytes", partition.name, used, partition.stack_size));
  }
  return out;
}

constexpr std::array<std::pair<const char*, Findings (*)(Fields&, const Audit&)>, 11> kChecks{{
    {"callers", callers},
    {"calls", calls},
    {"open_to_nspe", open_to_nspe},
    {"mmio", mmio},
    {"interrupt", interrupts},
    {"privileged", privileged},
    {"partitions", partitions},
    {"writers", writers},
    {"isolation", isolation},
    {"no_writable_code", no_writable_code},
    {"stack_use", stack_use},
}};

Findings check(const Json& kind, Fields& fields, const Audit& audit) {
  Names known;
  for (const auto& [name, function] : kChecks) {
    if (kind.string() == name) return function(fields, audit);
    known.emplace_back(name);
  }
  fail(kind.place, fmt::format("\"check\" must be one of: {}", fmt::join(known, ", ")));
}

void check_rule(const Json& rule, const Audit& audit, PolicyResult& out) {
  Fields fields(rule);
  const std::string& sentence = fields.get("rule").string();
  if (sentence.empty()) fail(rule.place, "\"rule\" must be a sentence that says what the rule is for");
  const Findings found = check(fields.get("check"), fields, audit);
  fields.finish();
  const std::string start = fmt::format("{}:{}: {}: ", rule.place.file, rule.place.line, sentence);
  if (!found.missing.empty()) out.not_checked.push_back(start + found.missing);
  if (!found.violations.empty())
    out.violations.push_back(start + fmt::format("{}", fmt::join(found.violations, "; ")));
}

}  // namespace

PolicyResult check_policy(const std::string& path, const Audit& audit) {
  const Json json = read_json(path);
  Fields fields(json);
  if (const Json* description = fields.find("description")) (void)description->string();
  PolicyResult out;
  for (const Json& rule : fields.get("rules").array()) {
    check_rule(rule, audit, out);
    ++out.rules;
  }
  fields.finish();
  return out;
}

}  // namespace redoubt::tool
