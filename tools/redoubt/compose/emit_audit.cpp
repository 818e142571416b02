// SPDX-License-Identifier: BSD-3-Clause
// audit.json: what a reviewer asks of the system, from the same model that the tables are made of. `redoubt
// audit` adds what only the linked image knows.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "spm/tables.hpp"
#include "tools/redoubt/compose/domains.hpp"
#include "tools/redoubt/compose/emit.hpp"

namespace redoubt::tool {

namespace {

using Out = nlohmann::ordered_json;

std::string hex(std::uint32_t value) { return fmt::format("{:#x}", value); }

Out region_json(const Region& region, const char* start = "base") {
  return {{"name", region.name}, {start, hex(region.base)}, {"size", hex(region.size)}};
}

std::vector<std::string> callers(const System& system, const Service& service) {
  std::vector<std::string> out;
  if (service.non_secure_clients) out.emplace_back(kNspe);
  for (const Partition& partition : system.partitions)
    if (System::calls(partition, service)) out.push_back(partition.name);
  return out;
}

// Those of all its services, each once.
std::vector<std::string> called_by(const System& system, const Partition& partition) {
  std::vector<std::string> out;
  for (const Service& service : partition.services)
    for (const std::string& caller : callers(system, service))
      if (std::find(out.begin(), out.end(), caller) == out.end()) out.push_back(caller);
  return out;
}

Out service_json(const System& system, const Service& service) {
  Out out = {{"name", service.name},
             {"sid", hex(service.sid)},
             {"version", service.version},
             {"version_policy", service.strict ? "STRICT" : "RELAXED"},
             {"connection_based", service.connection_based}};
  if (!service.connection_based)
    out["handle"] = hex(spm::stateless_handle(service.handle - 1, service.version));
  if (service.mm_iovec) out["mapped_vectors"] = true;
  out["callers"] = callers(system, service);
  return out;
}

Out mmio_json(const MmioRegion& mmio) {
  Out out = region_json(mmio.region);
  out["permission"] = mmio.writable ? "READ-WRITE" : "READ-ONLY";
  return out;
}

Out irq_json(const Irq& irq) {
  return {{"signal", irq.signal_name},
          {"source", irq.number},
          {"handling", irq.handling == IrqHandling::kFirstLevel ? "FLIH" : "SLIH"}};
}

// The same on every machine: its/manifest.json.
std::string short_path(const std::filesystem::path& path) {
  return (path.parent_path().filename() / path.filename()).string();
}

std::vector<std::string> warnings(const System& system) {
  std::vector<std::string> out = system.warnings;
  for (std::string& text : out)
    for (const Partition& partition : system.partitions)
      if (text.starts_with(partition.path + ":"))
        text = short_path(partition.path) + text.substr(partition.path.size());
  return out;
}

const char* priority_name(Priority priority) {
  if (priority == Priority::kHigh) return "HIGH";
  return priority == Priority::kLow ? "LOW" : "NORMAL";
}

const Domain& domain_of(const std::vector<Domain>& all, const Partition& partition) {
  return *std::find_if(all.begin(), all.end(), [&](const Domain& domain) {
    return std::find(domain.members.begin(), domain.members.end(), partition.name) != domain.members.end();
  });
}

Out partition_json(const System& system, const Partition& partition, const Domain& domain) {
  Out out = {{"name", partition.name},
             {"id", partition.id},
             {"manifest", short_path(partition.path)},
             {"type", partition.type == RotType::kPsa ? "PSA-ROT" : "APPLICATION-ROT"},
             {"model", partition.model == Model::kSfn ? "SFN" : "IPC"},
             {"priority", priority_name(partition.priority)},
             {"privileged", domain.privileged},
             {"domain", domain.name},
             {"stack_size", partition.stack_size},
             {"heap_size", partition.heap_size},
             {"services", Out::array()},
             {"calls", Out::array()},
             {"called_by", called_by(system, partition)},
             {"mmio_regions", Out::array()},
             {"interrupts", Out::array()}};
  for (const Service& service : partition.services) out["services"].push_back(service_json(system, service));
  for (const Dependency& dependency : partition.dependencies)
    if (system.find_service(dependency.service) != nullptr) out["calls"].push_back(dependency.service);
  for (const MmioRegion& mmio : partition.mmio) out["mmio_regions"].push_back(mmio_json(mmio));
  for (const Irq& irq : partition.irqs) out["interrupts"].push_back(irq_json(irq));
  return out;
}

Out domain_json(const Domain& domain) {
  return {{"name", domain.name}, {"privileged", domain.privileged}, {"members", domain.members}};
}

}  // namespace

std::string emit_audit(const System& system) {
  Out out = {{"system", system.name},
             {"board", system.board.name},
             {"isolation_level", isolation_level(system.config)},
             {"domains", Out::array()},
             {"partitions", Out::array()}};
  const std::vector<Domain> all = domains(system);
  for (const Domain& domain : all) out["domains"].push_back(domain_json(domain));
  for (const Partition& partition : system.partitions)
    out["partitions"].push_back(partition_json(system, partition, domain_of(all, partition)));
  out["initialisation"] = Out::array();
  for (const std::size_t index : system.init_order)
    out["initialisation"].push_back(system.partitions[index].name);
  out["memory"] = Out::array();
  for (const Region& region : system.board.memory) out["memory"].push_back(region_json(region));
  out["non_volatile"] = Out::array();
  for (const Region& area : system.board.nv.areas) out["non_volatile"].push_back(region_json(area, "offset"));
  out["peripherals"] = Out::array();
  for (const auto& [name, region] : system.board.peripherals)
    out["peripherals"].push_back(region_json(region));
  out["interrupt_sources"] = Out::object();
  for (const auto& [name, number] : system.board.interrupts) out["interrupt_sources"][name] = number;
  out["warnings"] = warnings(system);
  return out.dump(2) + "\n";
}

}  // namespace redoubt::tool
