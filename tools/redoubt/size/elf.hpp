// SPDX-License-Identifier: BSD-3-Clause
// The sections of a 32-bit little-endian ELF file, as far as sizes go.
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
};

// The sections that are in the device's memory, empty ones left out. Throws tool::Error if the file is no
// such ELF or its section table lies.
std::vector<Section> read_sections(const std::string& path);

}  // namespace redoubt::tool
