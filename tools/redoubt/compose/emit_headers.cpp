// SPDX-License-Identifier: BSD-3-Clause
// C++ headers: redoubt_config/*.hpp and redoubt_layout.hpp.
#include <fmt/format.h>

#include <map>
#include <type_traits>

#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/compose/partition_memory.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string constant(const std::string& name, const Setting& setting) {
  return std::visit(
      [&](const auto& value) -> std::string {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, bool>)
          return fmt::format("inline constexpr bool {} = {};\n", name, value);
        else if constexpr (std::is_same_v<T, std::uint32_t>)
          return fmt::format("inline constexpr std::uint32_t {} = {};\n", name, value);
        else
          return fmt::format("inline constexpr std::string_view {} = {};\n", name, quoted(value));
      },
      setting.value);
}

std::string regions(const std::vector<Region>& list, const char* type) {
  std::string out;
  for (const Region& region : list)
    out += fmt::format("inline constexpr {} k{}{{{:#x}, {:#x}}};\n", type, pascal(region.name), region.base,
                       region.size);
  return out;
}

std::string array(const char* name, const std::vector<Region>& list) {
  std::string rows;
  for (const Region& region : list) rows += fmt::format("    {{{:#x}, {:#x}}},\n", region.base, region.size);
  return fmt::format("inline constexpr std::array<Region, {}> {} = {{{{\n{}}}}};\n", list.size(), name, rows);
}

// What the SPM sets SAU and MPU to.
std::string emit_protection(const System& system) {
  const Board& board = system.board;
  std::vector<Region> nonsecure;
  for (const char* name : {"nspe_code", "nspe_ram"})
    if (const Region* region = find(board.memory, name)) nonsecure.push_back(*region);
  nonsecure.insert(nonsecure.end(), board.nonsecure_peripherals.begin(), board.nonsecure_peripherals.end());
  return "// The NSPE's code, its RAM, then what it may have of peripherals.\n" +
         array("kNonsecureRegions", nonsecure) +
         "// Peripherals that privileged code of the secure side reaches.\n" +
         array("kSecurePeripherals", secure_peripherals(system));
}

std::string emit_hardware(const System& system) {
  const Board& board = system.board;
  std::string out = fmt::format(
      "// A secure address is its non-secure one with this bit.\n"
      "inline constexpr std::uint32_t kSecureAlias = {:#x};\n"
      "inline constexpr std::uint32_t kImageHeaderSize = {:#x};\n"
      "inline constexpr std::uint32_t kMpuRegions = {};\n"
      "inline constexpr std::uint32_t kSauRegions = {};\n"
      "inline constexpr std::uint32_t kInterruptCount = {};\n\n",
      board.secure_alias, board.image_header_size, board.mpu_regions, board.sau_regions,
      board.interrupt_count);
  out += regions(board.memory, "Region");
  out += "\n" + emit_protection(system) + "\nnamespace interrupt {\n";
  for (const auto& [name, number] : board.interrupts)
    out += fmt::format("inline constexpr std::uint32_t k{} = {};\n", pascal(name), number);
  return out + "}  // namespace interrupt\n";
}

}  // namespace

Files emit_config(const Config& config) {
  const std::string made =
      "// SPDX-License-Identifier: BSD-3-Clause\n// Made by `redoubt compose` from .config.\n"
      "#pragma once\n\n";
  std::map<std::string, std::string> names, parts;
  for (const Setting& setting : config.settings) {
    const std::string name = "k" + pascal(setting.name);
    const auto [other, fresh] = names.emplace(name, setting.name);
    if (!fresh)
      throw Error(fmt::format("{}: CONFIG_{} and CONFIG_{} both become {}", config.path, other->second,
                              setting.name, name));
    parts[lower(setting.name.substr(0, setting.name.find('_')))] += constant(name, setting);
  }
  Files files;
  for (const auto& [part, constants] : parts) {
    std::string& file = files[fmt::format("include/redoubt_config/{}.hpp", part)];
    file = made;
    file += "#include <cstdint>\n#include <string_view>\n\nnamespace redoubt::config {\n\n";
    file += constants;
    file += "\n}  // namespace redoubt::config\n";
  }
  return files;
}

std::string emit_layout(const System& system) {
  const Board& board = system.board;
  std::string out =
      "// SPDX-License-Identifier: BSD-3-Clause\n// Made by `redoubt compose` from board.json and the "
      "partitions' manifests.\n#pragma once\n\n"
      "#include <array>\n#include <cstdint>\n\nnamespace redoubt::layout {\n\n"
      "struct Region {\n  std::uint32_t base, size;\n};\n\n";
  out += fmt::format("inline constexpr bool kHasFpu = {};\n\n", board.fpu != Fpu::kNone);
  if (!board.hosted) out += emit_hardware(system) + "\n";
  out += fmt::format(
      "// An offset from nv::kBase.\nstruct NvArea {{\n  std::uint32_t offset, size;\n}};\n\nnamespace nv "
      "{{\n"
      "inline constexpr std::uint32_t kBase = {:#x};\n"
      "inline constexpr std::uint32_t kSize = {:#x};\n"
      "inline constexpr std::uint32_t kSectorSize = {:#x};\n"
      "inline constexpr std::uint32_t kProgramUnit = {};\n",
      board.nv.whole.base, board.nv.whole.size, board.nv.sector_size, board.nv.program_unit);
  return out + regions(board.nv.areas, "NvArea") + "}  // namespace nv\n\n}  // namespace redoubt::layout\n";
}

}  // namespace redoubt::tool
