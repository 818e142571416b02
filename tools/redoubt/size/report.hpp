// SPDX-License-Identifier: BSD-3-Clause
// What an image costs, and build/report/size.json, which keeps it for each system and board.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tools/redoubt/size/elf.hpp"
#include "tools/redoubt/size/map.hpp"

namespace redoubt::tool {

struct Cost {
  std::uint64_t flash = 0;  // bytes: everything loaded, the initial values of data included
  std::uint64_t ram = 0;    // bytes: data, bss, stacks, heap

  Cost& operator+=(const Cost& other) {
    flash += other.flash;
    ram += other.ram;
    return *this;
  }
};

struct ImageCost {
  Cost total;
  std::map<std::string, Cost>
      components;  // their sum is `total`: what no object brought is "stacks", "heap" or "padding"
};

// Throws tool::Error if map and ELF file differ in a section: then they are of two builds.
ImageCost measure(const std::vector<Section>& sections, const std::vector<Output>& map);

// The image whose map is at `map_path`; its ELF file is beside it, with .elf for .map.
ImageCost measure_image(const std::string& map_path);

// {"NAME@BOARD": {"bl2": {"flash", "ram"}, "spe": {"flash", "ram", "components": {NAME: {"flash", "ram"}}}}}
nlohmann::json size_entry(const ImageCost& bl2, const ImageCost& spe);

// The report as text for people. Throws tool::Error if it does not have the form above.
std::string size_table(const nlohmann::json& report);

}  // namespace redoubt::tool
