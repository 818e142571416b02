// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/partition_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "lib/runtime/heap.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

// spm/arch/armv8m/isolation.cpp: four windows, code, constants, the SPM's RAM, hand-off, fault record, NV
// memory, the NSPE's code and RAM.
constexpr std::uint32_t kFixedMpuRegions = 12;
constexpr std::size_t kMaxExtraWindows = 4;  // MPU regions 11, 10, 7 and 6

bool is_application(const Partition& partition) { return partition.type == RotType::kApplication; }

// From low to high: the application RoT's, then the PSA RoT's.
std::vector<const Partition*> isolated(const System& system) {
  std::vector<const Partition*> out;
  for (const bool application : {true, false})
    for (const Partition& partition : system.partitions)
      if (is_isolated(system, partition) && is_application(partition) == application)
        out.push_back(&partition);
  return out;
}

std::string own(const Partition& partition, const char* what) {
  return fmt::format("redoubt_partition_{}_{}", lower(partition.name), what);
}

// What starts and ends the memory that a partition can reach: its own, or that of all of its kind.
std::pair<std::string, std::string> domain(const System& system, const Partition& partition) {
  if (isolation_level(system.config) == 3 && is_application(partition))
    return {own(partition, "start"), own(partition, "end")};
  const std::string name = is_application(partition) ? "redoubt_application_rot" : "redoubt_psa_rot";
  return {name + "_start", name + "_end"};
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
  std::size_t index = 0;
  for (const MmioRegion& mmio : partition.mmio) {
    const std::string name = own(partition, fmt::format("mmio{}", index++).c_str());
    out.push_back({name + "_start", name + "_end", mmio.writable ? "kPartitionWindow" : "kReadOnlyWindow",
                   mmio.memory ? "kWindowEnd" : "kDeviceWindowEnd"});
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

// Its archives: those of services/NAME, or that of a partition from outside the repository.
std::string input(const Partition& partition, const char* sections) {
  const std::filesystem::path folder = std::filesystem::path(partition.path).parent_path();
  const bool is_service = folder.parent_path().filename() == "services";
  return is_service ? fmt::format("*services/{}/*.a:*({})", folder.filename().string(), sections)
                    : fmt::format("*libpartition_{}.a:*({})", lower(partition.name), sections);
}

// The prefix keeps a partition's name from being one that the linker knows: to it .rel* and .note* are
// special.
std::string stack_section(const Partition& partition) {
  return fmt::format(
      "  .partition_{0}_stack (NOLOAD) : ALIGN(32) {{\n    {1}_start = .;\n    "
      "KEEP(*(.bss.partition_stack.{0}))\n  }} > RAM\n",
      lower(partition.name), "redoubt_partition_" + lower(partition.name));
}

// One malloc() can have all of heap_size: the header of its block lies beside it.
std::uint32_t heap_memory_size(const Partition& partition) {
  constexpr std::uint32_t kUnit = redoubt::heap::kAlignment;
  if (partition.heap_size == 0) return 0;
  return (partition.heap_size + kUnit - 1) / kUnit * kUnit + std::uint32_t{redoubt::heap::kHeader};
}

std::string heap(const Partition& partition) {
  return fmt::format("    . = ALIGN(8);\n    {0}_heap = .;\n    . += {1:#x};\n    {0}_heap_end = .;\n",
                     "redoubt_partition_" + lower(partition.name), heap_memory_size(partition));
}

// .data, .bss and heaps behind the stacks. `name`: of the partition or its domain.
std::string data_sections(const std::string& name, const std::string& prefix, const std::string& data,
                          const std::string& bss, const std::string& heaps) {
  return fmt::format(
      "  .{0}_data : ALIGN(4) {{\n    {1}_data = .;\n    {2}\n    . = ALIGN(4);\n  }} > RAM AT > CODE\n"
      "  {1}_load = LOADADDR(.{0}_data);\n"
      "  .{0}_bss (NOLOAD) : ALIGN(4) {{\n    {1}_bss = .;\n    {3}\n{4}    . = ALIGN(32);\n    {1}_end = "
      ".;\n  }} > RAM\n",
      name, prefix, data, bss, heaps);
}

// An application RoT partition's own.
std::string application_sections(const Partition& partition) {
  const std::string name = lower(partition.name);
  return stack_section(partition) + data_sections("partition_" + name, "redoubt_partition_" + name,
                                                  input(partition, ".data .data.*"),
                                                  input(partition, ".bss .bss.* COMMON"), heap(partition));
}

// What the PSA RoT shares: everything that is neither the SPM's, nor the board's, nor an application's.
std::string psa_rot_sections(const std::vector<const Partition*>& partitions) {
  std::string stacks, heaps;
  for (const Partition* partition : partitions) {
    stacks += stack_section(*partition);
    heaps += heap(*partition);
  }
  const std::string spm =
      "EXCLUDE_FILE(*redoubt_spm.dir* *partitions.cpp* *libredoubt_board.a: *libredoubt_hardened.a:)";
  return stacks + data_sections("psa_rot", "redoubt_psa_rot", fmt::format("*({0} .data {0} .data.*)", spm),
                                fmt::format("*({0} .bss {0} .bss.* {0} COMMON)", spm), heaps);
}

}  // namespace

bool is_isolated(const System& system, const Partition& partition) {
  if (system.board.hosted || isolation_level(system.config) == 1) return false;
  return is_application(partition) || system.config.enabled("SPM_UNPRIVILEGED_PSA_ROT");
}

std::string linker_symbols(const System& system) {
  if (system.board.hosted) return {};
  const auto all = isolated(system);
  std::string names = "extern std::uint8_t redoubt_gate_limit[] __asm__(\"gate_limit\");\n";
  const auto add = [&](const char* type, const std::string& name) {
    names += fmt::format("extern {} {}[];\n", type, name);
  };
  for (const char* name : {"partitions", "peripherals", "application_rot", "psa_rot"})
    for (const char* end : {"start", "end"})
      if (!all.empty()) add("char", fmt::format("redoubt_{}_{}", name, end));
  for (const char* what : {"data", "load", "bss"})
    if (!all.empty()) add("std::uint32_t", fmt::format("redoubt_psa_rot_{}", what));
  for (const Partition* partition : all) {
    for (const char* what : {"heap", "heap_end"}) add("std::uint8_t", own(*partition, what));
    for (const Device& device : devices(system, *partition)) {
      add("char", device.start);
      add("char", device.end);
    }
    if (!is_application(*partition)) continue;
    for (const char* what : {"start", "end"}) add("char", own(*partition, what));
    for (const char* what : {"data", "load", "bss"}) add("std::uint32_t", own(*partition, what));
  }
  return "extern \"C\" {\n" + names + "}\n\n";
}

std::string windows(const System& system, const Partition* partition) {
  const auto all = isolated(system);
  if (all.empty()) return "{}";
  const std::string first = "redoubt_partitions_start", last = "redoubt_partitions_end";
  std::string below = "kNoWindow", above = "kNoWindow";
  std::string inside = window(first, "kPrivilegedWindow", last, "kWindowEnd");
  std::string device =
      window("redoubt_peripherals_start", "kPrivilegedWindow", "redoubt_peripherals_end", "kDeviceWindowEnd");
  if (partition != nullptr && is_isolated(system, *partition)) {
    const auto [start, end] = domain(system, *partition);
    const Partition& lowest = *all.front();
    const Partition& highest = *all.back();
    if (start != domain(system, lowest).first)
      below = window(first, "kPrivilegedWindow", start, "kWindowEnd");
    inside = window(start, "kPartitionWindow", end, "kWindowEnd");
    if (end != domain(system, highest).second) above = window(end, "kPrivilegedWindow", last, "kWindowEnd");
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
  return fmt::format("[[maybe_unused]] constexpr std::uint32_t kExtraWindows = {};\n",
                     std::max<std::size_t>(extra_count(system), 1)) +
         out;
}

std::string memory(const System& system, const Partition& partition) {
  if (!is_isolated(system, partition)) return "{}";
  std::string prefix = "redoubt_partition_" + lower(partition.name);
  if (!is_application(partition)) {  // the first one stands for all
    const auto all = isolated(system);
    if (*std::find_if(all.begin(), all.end(), [](const Partition* p) { return !is_application(*p); }) !=
        &partition)
      return "{}";
    prefix = "redoubt_psa_rot";
  }
  return fmt::format("{{{0}_data, {0}_load, {0}_bss, reinterpret_cast<std::uint32_t*>({0}_end)}}", prefix);
}

std::string heap_memory(const System& system) {
  std::string out;
  for (const Partition& partition : system.partitions)
    if (partition.heap_size != 0 && !is_isolated(system, partition))
      out += fmt::format("alignas(8) std::uint8_t {}_heap[{:#x}];\n", lower(partition.name),
                         heap_memory_size(partition));
  return out;
}

std::string heap_row(const System& system, const Partition& partition) {
  const std::string name = lower(partition.name);
  const std::string heap = is_isolated(system, partition)
                               ? own(partition, "heap") + ", " + own(partition, "heap_end")
                               : fmt::format("{0}_heap, {0}_heap + sizeof {0}_heap", name);
  return fmt::format("    {{{0}_stack.room, {0}_stack.room + sizeof {0}_stack.room, {1}}},\n", name, heap);
}

std::string emit_partitions_linker(const System& system) {
  std::string out =
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose` from the partitions' "
      "manifests. */\n";
  const auto all = isolated(system);
  if (all.empty()) return out + "redoubt_partitions_end = ORIGIN(RAM);\n";
  const Board& board = system.board;
  if (!board.nonsecure_peripherals.empty()) {
    const Region& region = board.nonsecure_peripherals.front();
    const std::uint64_t base = region.base | board.secure_alias;
    out += region_symbols("redoubt_peripherals", base, base + region.size);
  }
  for (const Partition* partition : all) {
    std::size_t index = 0;
    for (const MmioRegion& mmio : partition->mmio)
      out += region_symbols(own(*partition, fmt::format("mmio{}", index++).c_str()), mmio.region.base,
                            mmio.region.end());
  }
  std::vector<const Partition*> psa_rot;
  out += "  redoubt_partitions_start = ORIGIN(RAM);\n  redoubt_application_rot_start = ORIGIN(RAM);\n";
  std::string end = "ORIGIN(RAM)";
  for (const Partition* partition : all) {
    if (is_application(*partition)) {
      out += application_sections(*partition);
      end = own(*partition, "end");
    } else {
      psa_rot.push_back(partition);
    }
  }
  out += fmt::format("  redoubt_application_rot_end = {0};\n  redoubt_psa_rot_start = {0};\n", end);
  if (!psa_rot.empty()) {
    out += psa_rot_sections(psa_rot);
    end = "redoubt_psa_rot_end";
  }
  return out + fmt::format("  redoubt_partitions_end = {};\n", end);
}

namespace {
std::uint32_t last_interrupt(const System& system) {
  std::uint32_t last = 0;
  for (const Partition& partition : system.partitions)
    for (const Irq& irq : partition.irqs) last = std::max(last, irq.number);
  return last;
}
}  // namespace

std::string emit_gate(const System& system) {
  return fmt::format(
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose`. */\n#pragma once\n\n"
      "/* How many windows a partition has besides those of its descriptor. */\n#define "
      "REDOUBT_EXTRA_WINDOWS {}\n"
      "/* What the core has: 1 an FPU, 2 MVE as well; whether partitions may use it. */\n#define REDOUBT_FPU "
      "{}\n#define REDOUBT_SPM_FPU {}\n"
      "/* Whether there are threads besides the NSPE's, and interrupts of partitions. */\n"
      "#define REDOUBT_IPC {}\n#define REDOUBT_INTERRUPTS {}\n"
      "/* The highest number of such an interrupt, 0 where there is none. */\n#define "
      "REDOUBT_LAST_INTERRUPT {}\n",
      extra_count(system), static_cast<int>(system.board.fpu), system.config.enabled("SPM_FPU") ? 1 : 0,
      system.config.enabled("SPM_IPC") ? 1 : 0, system.config.enabled("SPM_INTERRUPTS") ? 1 : 0,
      last_interrupt(system));
}

std::vector<Region> secure_peripherals(const System& system) {
  std::vector<Region> out;
  for (Region region : system.board.nonsecure_peripherals) {
    region.base |= system.board.secure_alias;
    region.name.clear();
    out.push_back(region);
  }
  for (const Partition& partition : system.partitions) {
    if (system.board.hosted || is_isolated(system, partition)) continue;
    for (const MmioRegion& mmio : partition.mmio) {
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const Region& r) { return contains(r, mmio.region); });
      if (!mmio.memory && !known) out.push_back(mmio.region);
    }
  }
  return out;
}

void check_domains(const System& system) {
  if (system.board.hosted) return;
  const std::size_t statics = secure_peripherals(system).size();
  const std::size_t windowed = isolation_level(system.config) > 1 && statics != 0 ? 1 : 0;
  for (const Partition& partition : system.partitions) {
    const std::size_t count = devices(system, partition).size();
    const std::size_t extra = count > 1 ? count - 1 : 0;
    const std::size_t needed = kFixedMpuRegions + statics - windowed + extra;
    const std::size_t there =
        std::min<std::size_t>(system.board.mpu_regions, kFixedMpuRegions + kMaxExtraWindows);
    if (needed > there)
      fail(partition.place, fmt::format("with partition {} {} MPU regions are needed, board {} has {}",
                                        partition.name, needed, system.board.name, there));
  }
}

}  // namespace redoubt::tool
