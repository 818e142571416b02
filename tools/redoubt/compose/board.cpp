// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/board.hpp"

#include <fmt/format.h>

namespace redoubt::tool {

bool overlap(const Region& a, const Region& b) { return a.base < b.end() && b.base < a.end(); }
bool contains(const Region& outer, const Region& inner) {
  return outer.base <= inner.base && inner.end() <= outer.end();
}
const Region* find(const std::vector<Region>& regions, std::string_view name) {
  for (const Region& region : regions)
    if (region.name == name) return &region;
  return nullptr;
}

namespace {

constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;

Region read_region(const Json& json, std::string name, const char* start = "base") {
  Fields fields(json);
  Region region{std::move(name), fields.get(start).number(), fields.get("size").number(), json.place};
  fields.finish();
  if (region.size == 0) fail(json.place, fmt::format("\"{}\" is empty", region.name));
  if (region.end() > kAddressSpace) fail(json.place, fmt::format("\"{}\" reaches beyond 4 GiB", region.name));
  return region;
}

std::vector<Region> read_regions(const Json& json, const char* start = "base") {
  std::vector<Region> regions;
  for (const auto& [name, value] : json.object()) {
    (void)Json(name, value.place, "name").identifier();
    regions.push_back(read_region(value, name, start));
  }
  return regions;
}

NonVolatile read_nv(const Json& json) {
  Fields fields(json);
  NonVolatile nv;
  nv.whole = {"nv", fields.get("base").number(), fields.get("size").number(), json.place};
  nv.sector_size = fields.get("sector_size").number();
  nv.program_unit = fields.get("program_unit").number();
  nv.areas = read_regions(fields.get("areas"), "offset");
  fields.finish();
  if (nv.whole.end() > kAddressSpace) fail(json.place, "the non-volatile memory reaches beyond 4 GiB");
  return nv;
}

// "count" and the numbers of the interrupts that have a name.
void read_interrupts(const Json& json, Board& board) {
  for (const auto& [name, value] : json.object()) {
    if (name == "count")
      board.interrupt_count = value.number(480);  // what an Armv8-M NVIC can have
    else
      board.interrupts.emplace(name, value.number(479));
  }
  for (const auto& [name, value] : json.object())
    if (name != "count" && value.number() >= board.interrupt_count)
      fail(value.place, fmt::format("interrupt \"{}\" is not below \"count\"", name));
}

// For the build and the runner (tools/dev), which check what they use: here only the keys and kinds.
void read_build_keys(Fields& fields) {
  (void)fields.get("title").string();
  for (const char* key : {"cpu", "cpu_with_fpu"})
    if (const Json* cpu = fields.find(key))
      for (const Json& flag : cpu->array()) (void)flag.string();
  if (const Json* qemu = fields.find("qemu")) {
    Fields inner(*qemu);
    (void)inner.get("machine").string();
    (void)inner.get("memory_backend_size").string();
    (void)inner.get("icount_shift").number(10);
    inner.finish();
  }
}

void read_peripherals(Fields& fields, Board& board) {
  if (const Json* list = fields.find("nonsecure_peripherals"))
    for (const Json& one : list->array())
      board.nonsecure_peripherals.push_back(read_region(one, "nonsecure_peripherals"));
  if (const Json* list = fields.find("protection"))
    for (const Json& one : list->array()) board.protection.push_back(read_region(one, "protection"));
  if (const Json* named = fields.find("peripherals"))
    for (Region& region : read_regions(*named)) board.peripherals.emplace(region.name, region);
}

std::uint32_t read_count(Fields& fields, const char* unit, const char* key, Place* place) {
  const Json& json = fields.get(unit);
  Fields inner(json);
  const std::uint32_t count = inner.get(key).number(256);
  inner.finish();
  if (place != nullptr) *place = json.place;
  return count;
}

Fpu read_fpu(const Json& json) {
  if (json.string() == "none") return Fpu::kNone;
  if (json.string() == "fp") return Fpu::kSingle;
  if (json.string() == "mve") return Fpu::kMve;
  fail(json.place, "\"fpu\" must be \"none\", \"fp\" or \"mve\"");
}

void read_hardware(Fields& fields, Board& board) {
  board.secure_alias = fields.get("secure_alias").number();
  board.physical = read_regions(fields.get("physical"));
  board.memory = read_regions(fields.get("memory"));
  const Json& header = fields.get("image_header_size");
  board.image_header_size = header.number(0x10000);
  board.image_header_place = header.place;
  if (const Json* fpu = fields.find("fpu")) board.fpu = read_fpu(*fpu);
  board.mpu_regions = read_count(fields, "mpu", "secure_regions", nullptr);
  board.sau_regions = read_count(fields, "sau", "regions", &board.sau_place);
  read_interrupts(fields.get("interrupts"), board);
}

}  // namespace

Board read_board(const std::string& path) {
  const Json json = read_json(path);
  Fields fields(json);
  Board board;
  board.path = path;
  board.name = fields.get("name").identifier();
  if (const Json* hosted = fields.find("hosted")) board.hosted = hosted->boolean();
  read_build_keys(fields);
  read_peripherals(fields, board);
  board.nv = read_nv(fields.get("nv"));
  if (!board.hosted) read_hardware(fields, board);
  fields.finish();
  check_board(board);
  return board;
}

}  // namespace redoubt::tool
