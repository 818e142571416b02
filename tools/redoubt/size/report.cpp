// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/size/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

using nlohmann::json;

Cost cost(const Section& section, std::uint64_t bytes) {
  return {section.loaded ? bytes : 0, section.writable ? bytes : 0};
}

// What the linker script itself puts into a section: stacks and heaps by their names, else alignment.
const char* remainder_name(const Section& section) {
  if (section.name.find("stack") != std::string::npos) return "stacks";
  return section.name.find("heap") != std::string::npos ? "heap" : "padding";
}

const Output& matching(const Section& section, const std::vector<Output>& map) {
  for (const Output& output : map)
    if (output.name == section.name && output.address == section.address && output.size == section.size)
      return output;
  throw Error(fmt::format("section {} of the ELF file is not in the map: they are of different builds",
                          section.name));
}

// Of strings that ld merged the map still gives the old sizes, but their places are where the next object
// starts: each byte of the section belongs to the last one that starts at or before it, as far as that one
// reaches.
void add_section(const Section& section, const Output& output, ImageCost& image) {
  const std::uint64_t end = std::uint64_t{section.address} + section.size;
  std::uint64_t rest = section.size;
  for (std::size_t i = 0; i < output.inputs.size(); ++i) {
    const Input& input = output.inputs[i];
    const std::uint64_t next = i + 1 < output.inputs.size() ? output.inputs[i + 1].address : end;
    if (input.address < section.address || next < input.address || next > end)
      throw Error(fmt::format("the map's section {} is out of order at {}", section.name, input.object));
    const std::uint64_t bytes = std::min<std::uint64_t>(input.size, next - input.address);
    rest -= bytes;
    if (bytes != 0) image.components[component(input)] += cost(section, bytes);
  }
  if (rest != 0) image.components[remainder_name(section)] += cost(section, rest);
  image.total += cost(section, section.size);
}

json cost_json(const Cost& cost) { return {{"flash", cost.flash}, {"ram", cost.ram}}; }

std::string row(const std::string& name, const json& cost) {
  return fmt::format("  {:<22} {:>9} {:>9}\n", name, cost.at("flash").get<std::uint64_t>(),
                     cost.at("ram").get<std::uint64_t>());
}

// Largest flash first, then largest RAM.
std::string component_rows(const json& components) {
  std::vector<std::pair<std::string, json>> sorted;
  for (const auto& [name, cost] : components.items()) sorted.emplace_back(name, cost);
  const auto key = [](const json& c) {
    return std::pair{c.at("flash").get<std::uint64_t>(), c.at("ram").get<std::uint64_t>()};
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const auto& a, const auto& b) { return key(a.second) > key(b.second); });
  std::string out;
  for (const auto& [name, cost] : sorted) out += row("  " + name, cost);
  return out;
}

}  // namespace

ImageCost measure(const std::vector<Section>& sections, const std::vector<Output>& map) {
  ImageCost image;
  for (const Section& section : sections) add_section(section, matching(section, map), image);
  return image;
}

ImageCost measure_image(const std::string& map_path) {
  constexpr std::string_view kSuffix = ".map";
  if (!map_path.ends_with(kSuffix))
    throw UsageError(fmt::format("{}: a map file's name ends in .map", map_path));
  const std::string elf = map_path.substr(0, map_path.size() - kSuffix.size()) + ".elf";
  const std::vector<Section> sections = read_sections(elf);
  const std::vector<Output> map = read_map(map_path);
  try {
    return measure(sections, map);
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", map_path, error.what()));
  }
}

json size_entry(const ImageCost& bl2, const ImageCost& spe) {
  json entry = {{"bl2", cost_json(bl2.total)}, {"spe", cost_json(spe.total)}};
  json& components = entry["spe"]["components"] = json::object();
  for (const auto& [name, cost] : spe.components) components[name] = cost_json(cost);
  return entry;
}

std::string size_table(const json& report) {
  try {
    std::string out;
    for (const auto& [name, entry] : report.items()) {
      out += fmt::format("{}{:<24} {:>9} {:>9}\n", out.empty() ? "" : "\n", name, "flash", "RAM");
      out += row("bl2", entry.at("bl2")) + row("spe", entry.at("spe")) +
             component_rows(entry.at("spe").at("components"));
    }
    return out;
  } catch (const json::exception&) {
    throw Error("the size report does not have the form {\"NAME@BOARD\": {\"bl2\": ..., \"spe\": ...}}");
  }
}

}  // namespace redoubt::tool
