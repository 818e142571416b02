// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/domains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

// spm/arch/armv8m/isolation.cpp: four windows, code, constants, the SPM's RAM, hand-off, fault record, NV
// memory, the NSPE's code and RAM.
constexpr std::uint32_t kFixedMpuRegions = 12;

std::uint32_t number(const Config& config, const std::string& name, std::uint32_t otherwise) {
  for (const Setting& setting : config.settings)
    if (const auto* value = std::get_if<std::uint32_t>(&setting.value); value != nullptr && setting.name == name)
      return *value;
  return otherwise;
}

bool is_application(const Partition& partition) { return partition.type == RotType::kApplication; }

// From low to high: the application RoT's, then the PSA RoT's.
std::vector<const Partition*> isolated(const System& system) {
  std::vector<const Partition*> out;
  for (const bool application : {true, false})
    for (const Partition& partition : system.partitions)
      if (is_isolated(system, partition) && is_application(partition) == application) out.push_back(&partition);
  return out;
}

std::string own(const Partition& partition, const char* what) {
  return fmt::format("redoubt_partition_{}_{}", lower(partition.name), what);
}

// What starts and ends the memory that a partition can reach: its own, or that of all of its kind.
std::pair<std::string, std::string> domain(const System& system, const Partition& partition) {
  const auto all = isolated(system);
  if (isolation_level(system.config) == 3 && is_application(partition)) return {own(partition, "start"), own(partition, "end")};
  const auto same = [&](const Partition* p) { return is_application(*p) == is_application(partition); };
  const auto first = std::find_if(all.begin(), all.end(), same);
  const auto last = std::find_if(all.rbegin(), all.rend(), same);
  return {own(**first, "start"), own(**last, "end")};
}

std::string window(const std::string& start, const char* rights, const std::string& end, const char* kind) {
  return fmt::format("{{{} + {}, {} + {}}}", start, rights, end, kind);
}

// What an isolated partition has besides its memory.
struct Device {
  std::string start, end;
  const char* rights;
  const char* kind;
};

std::vector<Device> devices(const System& system, const Partition& partition) {
  std::vector<Device> out;
  if (!is_isolated(system, partition)) return out;
  if (!is_application(partition)) {
    out.push_back({"redoubt_nv_start", "redoubt_nv_end", "kPartitionWindow", "kWindowEnd"});
    out.push_back({"redoubt_records_start", "redoubt_records_end", "kReadOnlyWindow", "kWindowEnd"});
  }
  std::size_t index = 0;
  for (const MmioRegion& mmio : partition.mmio) {
    const std::string name = own(partition, fmt::format("mmio{}", index++).c_str());
    out.push_back({name + "_start", name + "_end", mmio.writable ? "kPartitionWindow" : "kReadOnlyWindow",
                   "kDeviceWindowEnd"});
  }
  return out;
}

std::string device_window(const Device& device) {
  return window(device.start, device.rights, device.end, device.kind);
}

std::size_t extra_count(const System& system) {
  std::size_t count = 0;
  for (const Partition& partition : system.partitions) {
    const std::size_t all = devices(system, partition).size();
    if (all > 1) count = std::max(count, all - 1);
  }
  return count;
}

std::string region_symbols(const std::string& name, std::uint64_t base, std::uint64_t end) {
  return fmt::format("{0}_start = {1:#x};\n{0}_end = {2:#x};\n", name, base, end);
}

// Its archive: that of services/NAME, or of a partition from outside the repository.
std::string input(const Partition& partition, const char* sections) {
  const std::string folder = std::filesystem::path(partition.path).parent_path().filename().string();
  return fmt::format("*libredoubt_{0}_server.a:*({2}) *libpartition_{1}.a:*({2})", folder, lower(partition.name),
                     sections);
}

std::string memory_sections(const Partition& partition) {
  return fmt::format(
      "  .{name}_stack (NOLOAD) : ALIGN(32) {{\n    {own}_start = .;\n    KEEP(*(.bss.partition_stack.{name}))\n  }} > "
      "RAM\n"
      "  .{name}_data : ALIGN(4) {{\n    {own}_data = .;\n    {data}\n    . = ALIGN(4);\n  }} > RAM AT > CODE\n"
      "  {own}_load = LOADADDR(.{name}_data);\n"
      "  .{name}_bss (NOLOAD) : ALIGN(4) {{\n    {own}_bss = .;\n    {bss}\n    . = ALIGN(8);\n    {own}_heap = .;\n"
      "    . += {heap:#x};\n    {own}_heap_end = .;\n    . = ALIGN(32);\n    {own}_end = .;\n  }} > RAM\n",
      fmt::arg("name", lower(partition.name)), fmt::arg("own", "redoubt_partition_" + lower(partition.name)),
      fmt::arg("data", input(partition, ".data .data.*")), fmt::arg("bss", input(partition, ".bss .bss.* COMMON")),
      fmt::arg("heap", (partition.heap_size + 7) / 8 * 8));
}

}  // namespace

std::uint32_t isolation_level(const Config& config) { return number(config, "SPM_ISOLATION_LEVEL", 1); }

bool is_isolated(const System& system, const Partition& partition) {
  if (system.board.hosted || isolation_level(system.config) == 1) return false;
  return is_application(partition) || system.config.enabled("SPM_UNPRIVILEGED_PSA_ROT");
}

std::string linker_symbols(const System& system) {
  if (system.board.hosted) return {};
  std::string names = "extern std::uint8_t redoubt_gate_limit[] __asm__(\"gate_limit\");\n";
  const auto add = [&](const std::string& name) { names += fmt::format("extern char {}[];\n", name); };
  const auto all = isolated(system);
  if (!all.empty())
    for (const char* name : {"redoubt_partitions_start", "redoubt_partitions_end", "redoubt_peripherals_start",
                             "redoubt_peripherals_end", "redoubt_nv_start", "redoubt_nv_end", "redoubt_records_start", "redoubt_records_end"})
      add(name);
  for (const Partition* partition : all) {
    for (const char* what : {"start", "end"}) add(own(*partition, what));
    for (const char* what : {"data", "load", "bss"})
      names += fmt::format("extern std::uint32_t {}[];\n", own(*partition, what));
    for (const char* what : {"heap", "heap_end"})
      names += fmt::format("extern std::uint8_t {}[];\n", own(*partition, what));
    for (const Device& device : devices(system, *partition))
      if (device.kind == std::string("kDeviceWindowEnd")) {
        add(device.start);
        add(device.end);
      }
  }
  return "extern \"C\" {\n" + names + "}\n\n";
}

std::string windows(const System& system, const Partition* partition) {
  const auto all = isolated(system);
  if (all.empty()) return "{}";
  const std::string first = "redoubt_partitions_start", last = "redoubt_partitions_end";
  std::string below = "kNoWindow", above = "kNoWindow";
  std::string inside = window(first, "kPrivilegedWindow", last, "kWindowEnd");
  std::string device = window("redoubt_peripherals_start", "kPrivilegedWindow", "redoubt_peripherals_end", "kDeviceWindowEnd");
  if (partition != nullptr && is_isolated(system, *partition)) {
    const auto [start, end] = domain(system, *partition);
    if (start != own(*all.front(), "start")) below = window(first, "kPrivilegedWindow", start, "kWindowEnd");
    inside = window(start, "kPartitionWindow", end, "kWindowEnd");
    if (end != own(*all.back(), "end")) above = window(end, "kPrivilegedWindow", last, "kWindowEnd");
    const auto list = devices(system, *partition);
    device = list.empty() ? "kNoWindow" : device_window(list.front());
  }
  return fmt::format("{{{},\n      {},\n      {},\n      {}}}", below, inside, above, device);
}

std::string extra_windows_name(const System& system, const Partition& partition) {
  return devices(system, partition).size() > 1 ? lower(partition.name) + "_windows" : "nullptr";
}

std::string extra_windows(const System& system) {
  std::string out;
  for (const Partition& partition : system.partitions) {
    const auto list = devices(system, partition);
    if (list.size() < 2) continue;
    out += fmt::format("constinit const Window {}_windows[kExtraWindows] = {{\n", lower(partition.name));
    for (std::size_t i = 1; i < list.size(); ++i) out += "    " + device_window(list[i]) + ",\n";
    out += "};\n";
  }
  return fmt::format("constexpr std::uint32_t kExtraWindows = {};\n", extra_count(system)) + out;
}

std::string memory(const System& system, const Partition& partition) {
  if (!is_isolated(system, partition)) return "{}";
  return fmt::format("{{{}, {}, {}, reinterpret_cast<std::uint32_t*>({})}}", own(partition, "data"), own(partition, "load"),
                     own(partition, "bss"), own(partition, "end"));
}

std::string heap_memory(const System& system) {
  std::string out;
  for (const Partition& partition : system.partitions)
    if (partition.heap_size != 0 && !is_isolated(system, partition))
      out += fmt::format("alignas(8) std::uint8_t {}_heap[{:#x}];\n", lower(partition.name),
                         (partition.heap_size + 7) / 8 * 8);
  return out;
}

std::string heap_row(const System& system, const Partition& partition) {
  const std::string name = lower(partition.name);
  const std::string heap = is_isolated(system, partition)
                               ? own(partition, "heap") + ", " + own(partition, "heap_end")
                               : fmt::format("{0}_heap, {0}_heap + sizeof {0}_heap", name);
  return fmt::format("    {{{0}_stack.room, {0}_stack.room + sizeof {0}_stack, {1}}},\n", name, heap);
}

std::string emit_partitions_linker(const System& system) {
  std::string out =
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose` from the partitions' manifests. */\n";
  const auto all = isolated(system);
  if (all.empty()) return out + "redoubt_partitions_end = ORIGIN(RAM);\n";
  const Board& board = system.board;
  if (!board.nonsecure_peripherals.empty()) {
    const Region& region = board.nonsecure_peripherals.front();
    out += region_symbols("redoubt_peripherals", region.base | board.secure_alias, region.end() | board.secure_alias);
  }
  out += region_symbols("redoubt_nv", board.nv.whole.base, board.nv.whole.end());
  const Region& handoff = *find(board.memory, "handoff");
  const Region& record = *find(board.memory, "fault_record");
  out += region_symbols("redoubt_records", std::min(handoff.base, record.base), std::max(handoff.end(), record.end()));
  for (const Partition* partition : all) {
    std::size_t index = 0;
    for (const MmioRegion& mmio : partition->mmio)
      out += region_symbols(own(*partition, fmt::format("mmio{}", index++).c_str()), mmio.region.base, mmio.region.end());
  }
  for (const Partition* partition : all) out += memory_sections(*partition);
  return out + fmt::format("  redoubt_partitions_start = {};\n  redoubt_partitions_end = {};\n",
                           own(*all.front(), "start"), own(*all.back(), "end"));
}

void check_domains(const System& system) {
  for (const Partition& partition : system.partitions) {
    const std::size_t count = devices(system, partition).size();
    if (count > 1 && kFixedMpuRegions + count - 1 > system.board.mpu_regions)
      fail(partition.place, fmt::format("partition {} needs {} MPU regions, board {} has {}", partition.name,
                                        kFixedMpuRegions + count - 1, system.board.name, system.board.mpu_regions));
  }
}

}  // namespace redoubt::tool
