// SPDX-License-Identifier: BSD-3-Clause
// C++ headers: redoubt_config.hpp and redoubt_layout.hpp.
#include <fmt/format.h>

#include <map>
#include <type_traits>

#include "tools/redoubt/compose/emit.hpp"
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

std::string emit_hardware(const Board& board) {
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
  out += "\nnamespace interrupt {\n";
  for (const auto& [name, number] : board.interrupts)
    out += fmt::format("inline constexpr std::uint32_t k{} = {};\n", pascal(name), number);
  return out + "}  // namespace interrupt\n";
}

}  // namespace

std::string emit_config(const Config& config) {
  std::string out =
      "// SPDX-License-Identifier: BSD-3-Clause\n// Made by `redoubt compose` from .config.\n#pragma once\n\n"
      "#include <cstdint>\n#include <string_view>\n\nnamespace redoubt::config {\n\n";
  std::map<std::string, std::string> names;
  for (const Setting& setting : config.settings) {
    const std::string name = "k" + pascal(setting.name);
    const auto [other, fresh] = names.emplace(name, setting.name);
    if (!fresh)
      throw Error(fmt::format("{}: CONFIG_{} and CONFIG_{} both become {}", config.path, other->second,
                              setting.name, name));
    out += constant(name, setting);
  }
  return out + "\n}  // namespace redoubt::config\n";
}

std::string emit_layout(const Board& board) {
  std::string out =
      "// SPDX-License-Identifier: BSD-3-Clause\n// Made by `redoubt compose` from board.json.\n#pragma "
      "once\n\n"
      "#include <cstdint>\n\nnamespace redoubt::layout {\n\n"
      "struct Region {\n  std::uint32_t base, size;\n};\n\n";
  out += fmt::format("inline constexpr bool kHasFpu = {};\n\n", board.fpu != Fpu::kNone);
  if (!board.hosted) out += emit_hardware(board) + "\n";
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
