// SPDX-License-Identifier: BSD-3-Clause
// audit.json: what a reviewer asks of the system, from the same model that the tables are made of.
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "spm/tables.hpp"
#include "tools/redoubt/compose/emit.hpp"

namespace redoubt::tool {

namespace {

using Out = nlohmann::ordered_json;

std::string hex(std::uint32_t value) { return fmt::format("{:#x}", value); }

Out region_json(const Region& region, const char* start = "base") {
  return {{"name", region.name}, {start, hex(region.base)}, {"size", hex(region.size)}};
}

Out service_json(const System& system, const Service& service) {
  Out callers = Out::array();
  if (service.non_secure_clients) callers.push_back("NSPE");
  for (const Partition& partition : system.partitions)
    if (System::calls(partition, service)) callers.push_back(partition.name);
  Out out = {{"name", service.name},
             {"sid", hex(service.sid)},
             {"version", service.version},
             {"version_policy", service.strict ? "STRICT" : "RELAXED"},
             {"connection_based", service.connection_based}};
  if (!service.connection_based)
    out["handle"] = hex(spm::stateless_handle(service.handle - 1, service.version));
  out["callers"] = callers;
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

const char* priority_name(Priority priority) {
  if (priority == Priority::kHigh) return "HIGH";
  return priority == Priority::kLow ? "LOW" : "NORMAL";
}

Out partition_json(const System& system, const Partition& partition) {
  Out out = {{"name", partition.name},
             {"id", partition.id},
             {"manifest", short_path(partition.path)},
             {"type", partition.type == RotType::kPsa ? "PSA-ROT" : "APPLICATION-ROT"},
             {"model", partition.model == Model::kSfn ? "SFN" : "IPC"},
             {"priority", priority_name(partition.priority)},
             {"stack_size", partition.stack_size},
             {"heap_size", partition.heap_size},
             {"services", Out::array()},
             {"calls", Out::array()},
             {"mmio_regions", Out::array()},
             {"interrupts", Out::array()}};
  for (const Service& service : partition.services) out["services"].push_back(service_json(system, service));
  for (const Dependency& dependency : partition.dependencies)
    if (system.find_service(dependency.service) != nullptr) out["calls"].push_back(dependency.service);
  for (const MmioRegion& mmio : partition.mmio) out["mmio_regions"].push_back(mmio_json(mmio));
  for (const Irq& irq : partition.irqs) out["interrupts"].push_back(irq_json(irq));
  return out;
}

}  // namespace

std::string emit_audit(const System& system) {
  Out out = {{"system", system.name}, {"board", system.board.name}};
  out["partitions"] = Out::array();
  for (const Partition& partition : system.partitions)
    out["partitions"].push_back(partition_json(system, partition));
  out["initialisation"] = Out::array();
  for (const std::size_t index : system.init_order)
    out["initialisation"].push_back(system.partitions[index].name);
  out["memory"] = Out::array();
  for (const Region& region : system.board.memory) out["memory"].push_back(region_json(region));
  out["non_volatile"] = Out::array();
  for (const Region& area : system.board.nv.areas) out["non_volatile"].push_back(region_json(area, "offset"));
  out["warnings"] = system.warnings;
  return out.dump(2) + "\n";
}

}  // namespace redoubt::tool
