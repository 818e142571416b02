// SPDX-License-Identifier: BSD-3-Clause
// GNU ld's map file: which object brought how many bytes to which section of the image.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redoubt::tool {

struct Input {
  std::string section;  // of the object, such as .text.psa_call
  std::string object;   // a path, or lib.a(member.o), or ld's own words
  std::uint32_t address = 0;
  std::uint32_t size = 0;  // as ld says: of strings that it merged, more than there is
};

// A section of the image, such as .text.
struct Output {
  std::string name;
  std::uint32_t address = 0;
  std::uint32_t size = 0;
  std::vector<Input> inputs;  // in the order of their addresses
};

// Throws tool::Error if the file is no map.
std::vector<Output> read_map(const std::string& path);

// The part of the system that an input belongs to. The folders' names, with client and server of one service
// together: "spm", "boot", "board", "crypto", "flash_store" ...; besides, "mbedtls" (the C files of our
// archives), "runtime" (the compiler's libraries), "tables" (partitions.cpp), "stacks", "veneers".
std::string component(const Input& input);

}  // namespace redoubt::tool
