// SPDX-License-Identifier: BSD-3-Clause
// boards/NAME/board.json: the memories of a board and what lies in them. docs of every key: boards/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/redoubt/compose/json.hpp"

namespace redoubt::tool {

inline constexpr std::uint32_t kProtectionUnit = 32;  // MPU regions start and end on these

// Addresses from base to base + size - 1. In NV areas, base is the offset in the non-volatile memory.
struct Region {
  std::string name;
  std::uint32_t base = 0;
  std::uint32_t size = 0;
  Place place;

  std::uint64_t end() const { return std::uint64_t{base} + size; }
};

bool overlap(const Region& a, const Region& b);
bool contains(const Region& outer, const Region& inner);
const Region* find(const std::vector<Region>& regions, std::string_view name);  // null: none of that name

struct NonVolatile {
  Region whole;
  std::uint32_t sector_size = 0;
  std::uint32_t program_unit = 0;
  std::vector<Region> areas;
};

enum class Fpu { kNone, kSingle, kMve };

struct Board {
  std::string path;
  std::string name;
  bool hosted = false;  // a process of an operating system: non-volatile memory only
  std::uint32_t secure_alias = 0;
  std::vector<Region> physical;  // the memories there are, at their non-secure addresses
  std::vector<Region> memory;    // what lies in them
  std::uint32_t image_header_size = 0;
  Place image_header_place;
  NonVolatile nv;
  Fpu fpu = Fpu::kNone;
  std::uint32_t mpu_regions = 0;
  std::uint32_t sau_regions = 0;
  Place sau_place;
  std::vector<Region> nonsecure_peripherals;
  std::vector<Region> protection;             // what the SPM sets up the board's protection by
  std::map<std::string, Region> peripherals;  // what a manifest's mmio_regions may name
  std::uint32_t interrupt_count = 0;
  std::map<std::string, std::uint32_t> interrupts;  // what a manifest's irqs may name
};

// Reads a board.json and checks that it makes sense on its own. Throws tool::Error with file and line.
Board read_board(const std::string& path);

// The second half of read_board(): overlaps, alignment, containment. See board_check.cpp.
void check_board(const Board& board);

}  // namespace redoubt::tool
