// SPDX-License-Identifier: BSD-3-Clause
// A 32-bit little-endian ELF file, as far as sizes, places and names go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redoubt::tool {

struct Section {
  std::string name;
  std::uint32_t address = 0;
  std::uint32_t size = 0;
  bool loaded = false;    // has content in the image: text, read-only data, the initial values of data
  bool writable = false;  // occupies RAM: data, bss, stacks, heap
  bool executable = false;

  std::uint64_t end() const { return std::uint64_t{address} + size; }
};

// What a loader copies: `size` bytes that lie at `load_address` and are used at `address`.
struct Segment {
  std::uint32_t address = 0;
  std::uint32_t load_address = 0;
  std::uint32_t size = 0;
};

struct Symbol {
  std::string name;  // C++ names as people write them: redoubt::spm::(anonymous namespace)::its_stack
  std::uint32_t address = 0;  // of a function without the Thumb bit
  std::uint32_t size = 0;     // 0: unknown, as for those of linker scripts and assembly
  bool function = false;
};

// The sections that are in the device's memory, empty ones left out. Throws tool::Error if the file is no
// such ELF or its section table lies.
std::vector<Section> read_sections(const std::string& path);

// Those with content in the file; empty ones are left out.
std::vector<Segment> read_segments(const std::string& path);

// All that have a name and a place: functions, objects, linker scripts' symbols. Empty in a stripped file.
std::vector<Symbol> read_symbols(const std::string& path);

}  // namespace redoubt::tool
