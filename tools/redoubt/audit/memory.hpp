// SPDX-License-Identifier: BSD-3-Clause
// Whose every byte of the linked image is, and what may be done with it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/redoubt/size/elf.hpp"
#include "tools/redoubt/size/map.hpp"

namespace redoubt::tool {

struct Image {
  std::vector<Section> sections;
  std::vector<Segment> segments;
  std::vector<Symbol> symbols;
  std::vector<Output> map;  // empty: there is none, and code is not told apart
};

// `map` may be empty. Throws tool::Error.
Image read_linked_image(const std::string& elf, const std::string& map);

struct Range {
  std::string what;  // "code", "constants", "data", "bss", "stack", "heap", "entry points", "initial values"
  std::uint32_t base = 0;
  std::uint32_t size = 0;
  bool writable = false;
  bool executable = false;

  std::uint64_t end() const { return std::uint64_t{base} + size; }
};

struct EntryPoint {
  std::string name;
  std::uint32_t address = 0;
};

struct MemoryMap {
  std::map<std::string, std::vector<Range>> owners;  // partitions by name, "SPM" and "shared"; by address
  std::vector<EntryPoint> entry_points;              // where the non-secure side can enter
  std::vector<std::string> warnings;                 // sentences
};

// A partition and where its code comes from: archives below services/FOLDER, or libpartition_NAME.a.
struct Origin {
  std::string partition;
  std::string folder;
};

inline constexpr const char* kShared =
    "shared";  // libraries and drivers: they run with their caller's rights

// Every byte of the image's sections has exactly one owner. What the symbols redoubt_partition_NAME_* and
// NAME_stack claim goes before what the map says; what nobody claims is the SPM's.
MemoryMap attribute(const Image& image, const std::vector<Origin>& origins);

}  // namespace redoubt::tool
