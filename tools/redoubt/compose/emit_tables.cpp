// SPDX-License-Identifier: BSD-3-Clause
// partitions.cpp: the tables of spm/tables.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::uint32_t kProtectionUnit = 32;

std::uint32_t round_up(std::uint32_t size) {
  return (size + kProtectionUnit - 1) / kProtectionUnit * kProtectionUnit;
}

std::string stack_name(const Partition& partition) { return lower(partition.name) + "_stack"; }

std::uint32_t callees(const System& system, const Partition& partition) {
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < system.table.size(); ++i)
    if (system.table[i] != nullptr && System::calls(partition, *system.table[i])) mask |= 1u << i;
  return mask;
}

// Where the partition is in kPartitions.
std::size_t position(const System& system, const Partition& partition) {
  const auto index = static_cast<std::size_t>(&partition - system.partitions.data());
  const auto& order = system.init_order;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), index) - order.begin());
}

std::string service_row(const System& system, const Service* service) {
  if (service == nullptr) return "    hole(),\n";
  std::string flags;
  if (service->non_secure_clients) flags = "kNonSecureClients";
  if (service->connection_based) flags += flags.empty() ? "kConnectionBased" : " | kConnectionBased";
  return fmt::format("    {{{}_sfn, &kPartitions[{}], {}, {}, {:#x}, {}, {}}},  // {}\n",
                     lower(service->name), position(system, system.owner(*service)),
                     service->strict ? service->version : 1, service->strict ? 0 : service->version - 1,
                     service->sid, service->version, flags.empty() ? "0" : flags, service->name);
}

// An array with external linkage and its count; C++ has no empty arrays, so an empty one gets a row that is
// not counted.
std::string array(const char* type, const char* name, const std::string& count_name, std::size_t count,
                  const std::string& rows, const char* filler) {
  return fmt::format("constinit const {} {}[] = {{\n{}}};\nconst std::uint32_t {} = {};\n\n", type, name,
                     count == 0 ? fmt::format("    {},\n", filler) : rows, count_name, count);
}

std::string partitions(const System& system) {
  std::string rows;
  for (const std::size_t index : system.init_order) {
    const Partition& partition = system.partitions[index];
    const std::string stack = stack_name(partition);
    rows += fmt::format("    {{&{0}.message, {0}.room, {1}, {2}, {3:#x}, \"{4}\"}},\n", stack,
                        partition.entry.empty() ? "nullptr" : partition.entry, partition.id,
                        callees(system, partition), partition.name);
  }
  return array("PartitionDescriptor", "kPartitions", "kPartitionCount", system.partitions.size(), rows,
               "{nullptr, nullptr, nullptr, 0, 0, nullptr}");
}

std::string services(const System& system) {
  std::string rows;
  for (const Service* service : system.table) rows += service_row(system, service);
  return array("ServiceDescriptor", "kServices", "kServiceCount", system.table.size(), rows, "hole()");
}

std::string region_row(std::uint32_t base, std::uint32_t size, const std::string& what) {
  return fmt::format("    {{{:#x}, {:#x}}},  // {}\n", base, size, what);
}

std::string board_regions(const Board& board) {
  std::string nonsecure, secure;
  std::size_t nonsecure_count = 0;
  for (const char* name : {"nspe_code", "nspe_ram"})
    if (const Region* region = find(board.memory, name)) {
      nonsecure += region_row(region->base, region->size, name);
      ++nonsecure_count;
    }
  for (const Region& region : board.nonsecure_peripherals) {
    nonsecure += region_row(region.base, region.size, "peripherals");
    secure += region_row(region.base | board.secure_alias, region.size, "peripherals");
    ++nonsecure_count;
  }
  return array("Region", "kNonsecureRegions", "kNonsecureRegionCount", nonsecure_count, nonsecure, "{0, 0}") +
         fmt::format("const Region kNvRegion = {{{:#x}, {:#x}}};\n\n", board.nv.whole.base,
                     board.nv.whole.size) +
         array("Region", "kSecurePeripherals", "kSecurePeripheralCount", board.nonsecure_peripherals.size(),
               secure, "{0, 0}");
}

}  // namespace

std::string emit_tables(const System& system) {
  std::string out =
      "// SPDX-License-Identifier: BSD-3-Clause\n"
      "// Made by `redoubt compose` from the partitions' manifests and board.json.\n#include "
      "\"spm/tables.hpp\"\n\n";
  for (const Partition& partition : system.partitions)
    out += fmt::format("#include \"psa_manifest/{}.h\"\n", lower(partition.name));
  out += "\nnamespace redoubt::spm {\n\nnamespace {\n\n";
  for (const Partition& partition : system.partitions)
    out += fmt::format("REDOUBT_PARTITION_STACK PartitionStack<{:#x}> {};\n", round_up(partition.stack_size),
                       stack_name(partition));
  out += "\n}  // namespace\n\n// In the order of initialisation: a partition after those that it calls.\n";
  return out + partitions(system) + services(system) + board_regions(system.board) +
         "}  // namespace redoubt::spm\n";
}

}  // namespace redoubt::tool
