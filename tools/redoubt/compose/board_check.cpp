// SPDX-License-Identifier: BSD-3-Clause
// What a board description must keep: each rule is one function that throws the sentence to show.
#include <fmt/format.h>

#include <bit>

#include "lib/handoff/handoff.hpp"
#include "lib/provisioning/provisioning.hpp"
#include "tools/redoubt/compose/board.hpp"

namespace redoubt::tool {

namespace {

// SAU and MPU regions start and end on these (Armv8-M Architecture Reference Manual, SAU_RBAR and MPU_RBAR).
// A record store needs a sector to move to while it cleans another.
constexpr std::uint32_t kStoreSectors = 2;
// Regions of the SAU besides non-secure peripherals: NSPE code, NSPE RAM, veneers.
constexpr std::size_t kFixedSauRegions = 3;
// What spm/tables.hpp has room for.
constexpr std::size_t kMaxPeripheralRanges = 4;

const Region& required(const std::vector<Region>& regions, const char* name, const char* what,
                       const Board& board) {
  if (const Region* region = find(regions, name)) return *region;
  fail({board.path, 0}, fmt::format("\"{}\" lacks \"{}\"", what, name));
}

bool is_nonsecure(const Region& region) { return region.name.starts_with("nspe_"); }

// The same bytes answer at an address and at its secure alias: comparisons are of the address without the
// alias bit.
Region unaliased(const Region& region, const Board& board) {
  Region plain = region;
  plain.base &= ~board.secure_alias;
  return plain;
}

// The bootloader is over when the SPE starts, which may then use its RAM.
bool may_share(const Region& a, const Region& b) {
  return (a.name == "bl2_ram" && b.name == "spe_ram") || (a.name == "spe_ram" && b.name == "bl2_ram");
}

void check_no_overlap(const std::vector<Region>& regions, const Board& board) {
  for (std::size_t i = 0; i < regions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!may_share(regions[i], regions[j]) &&
          overlap(unaliased(regions[i], board), unaliased(regions[j], board)))
        fail(regions[i].place, fmt::format("\"{}\" overlaps \"{}\"", regions[i].name, regions[j].name));
}

void check_aligned(const Region& region) {
  if (region.base % kProtectionUnit != 0 || region.size % kProtectionUnit != 0)
    fail(region.place,
         fmt::format("\"{}\" must start and end on a multiple of {}", region.name, kProtectionUnit));
}

void check_inside_memory(const Region& region, const Board& board) {
  for (const Region& memory : board.physical)
    if (contains(unaliased(memory, board), unaliased(region, board))) return;
  fail(region.place, fmt::format("\"{}\" lies outside every memory of \"physical\"", region.name));
}

// An NSPE region at a secure address would be unreachable for it; a secure one at a non-secure address, open
// to it.
void check_world(const Region& region, const Board& board) {
  if (((region.base ^ (region.end() - 1)) & board.secure_alias) != 0)
    fail(region.place,
         fmt::format("\"{}\" reaches from one world's addresses into the other's", region.name));
  if (region.name == "bl2_vectors") return;  // fetched once at reset, before there are two worlds
  const bool secure = (region.base & board.secure_alias) != 0;
  if (secure == is_nonsecure(region))
    fail(region.place,
         fmt::format("\"{}\" must be at a {} address", region.name, secure ? "non-secure" : "secure"));
}

// A vector table starts on the power of two that holds it (VTOR).
void check_vectors(const char* image, const Board& board) {
  const Region& code = required(board.memory, image, "memory", board);
  const std::uint32_t unit = std::bit_ceil(4 * (16 + board.interrupt_count));
  const std::uint32_t header = std::string_view(image) == "bl2_code" ? 0 : board.image_header_size;
  if ((code.base + header) % unit != 0)
    fail(code.place, fmt::format("the vectors of \"{}\" must be on a multiple of {:#x}, for {} interrupts",
                                 image, unit, board.interrupt_count));
  if (code.size <= header) fail(code.place, fmt::format("\"{}\" has no room after the image header", image));
}

void check_memory(const Board& board) {
  for (const char* name :
       {"bl2_code", "spe_code", "nspe_code", "handoff", "fault_record", "bl2_ram", "spe_ram", "nspe_ram"})
    (void)required(board.memory, name, "memory", board);
  const Region& record = *find(board.memory, "handoff");
  if (record.size < sizeof(handoff::Handoff))
    fail(record.place, fmt::format("\"handoff\" needs {} bytes", sizeof(handoff::Handoff)));
  if (!std::has_single_bit(board.secure_alias))
    fail({board.path, 0}, "\"secure_alias\" must be the one address bit that the worlds differ in");
  for (const Region& region : board.memory) {
    check_aligned(region);
    check_inside_memory(region, board);
    check_world(region, board);
  }
  check_no_overlap(board.memory, board);
  for (const char* image : {"bl2_code", "spe_code", "nspe_code"}) check_vectors(image, board);
}

void check_protection(const Board& board) {
  for (const Region& region : board.nonsecure_peripherals) {
    check_aligned(region);
    if (((region.base | (region.end() - 1)) & board.secure_alias) != 0)
      fail(region.place, "non-secure peripherals must be at non-secure addresses");
  }
  check_no_overlap(board.nonsecure_peripherals, board);
  if (board.nonsecure_peripherals.size() > kMaxPeripheralRanges)
    fail(board.nonsecure_peripherals[kMaxPeripheralRanges].place,
         fmt::format("more than {} ranges of non-secure peripherals", kMaxPeripheralRanges));
  const std::size_t needed = kFixedSauRegions + board.nonsecure_peripherals.size();
  if (needed > board.sau_regions)
    fail(board.sau_place, fmt::format("the SAU has {} regions, {} are needed", board.sau_regions, needed));
}

void check_nv_geometry(const Board& board) {
  const NonVolatile& nv = board.nv;
  if (nv.program_unit == 0 || nv.sector_size == 0 || nv.sector_size % nv.program_unit != 0)
    fail(nv.whole.place, "\"sector_size\" must be a multiple of \"program_unit\"");
  if (nv.whole.size == 0 || nv.whole.size % nv.sector_size != 0)
    fail(nv.whole.place, "the non-volatile memory must be whole sectors");
  for (const Region& area : nv.areas) {
    if (area.base % nv.sector_size != 0 || area.size % nv.sector_size != 0)
      fail(area.place,
           fmt::format("area \"{}\" must be whole sectors of {} bytes", area.name, nv.sector_size));
    if (area.end() > nv.whole.size)
      fail(area.place,
           fmt::format("area \"{}\" reaches beyond the end of the non-volatile memory", area.name));
  }
  for (std::size_t i = 0; i < nv.areas.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (overlap(nv.areas[i], nv.areas[j]))
        fail(nv.areas[i].place,
             fmt::format("area \"{}\" overlaps area \"{}\"", nv.areas[i].name, nv.areas[j].name));
}

void check_nv_areas(const Board& board) {
  const NonVolatile& nv = board.nv;
  const Region& provisioned = required(nv.areas, "provisioned", "areas", board);
  if (provisioned.size < sizeof(provisioning::Provisioned))
    fail(provisioned.place,
         fmt::format("area \"provisioned\" needs {} bytes", sizeof(provisioning::Provisioned)));
  for (const char* store : {"system", "its"}) {
    const Region& area = required(nv.areas, store, "areas", board);
    if (area.size / nv.sector_size < kStoreSectors)
      fail(area.place, fmt::format("area \"{}\" needs at least {} sectors", store, kStoreSectors));
  }
}

// The bootloader copies a slot's image to where it runs.
void check_slot(const char* slot_name, const char* code_name, const Board& board) {
  const Region& slot = required(board.nv.areas, slot_name, "areas", board);
  const Region& code = required(board.memory, code_name, "memory", board);
  if (slot.size > code.size)
    fail(slot.place, fmt::format("area \"{}\" is larger than \"{}\", where its image is copied to", slot_name,
                                 code_name));
}

void check_nv_outside_memory(const Board& board) {
  for (const Region& region : board.memory)
    if (overlap(unaliased(region, board), unaliased(board.nv.whole, board)))
      fail(region.place, fmt::format("\"{}\" overlaps the non-volatile memory", region.name));
}

}  // namespace

void check_board(const Board& board) {
  check_nv_geometry(board);
  check_nv_areas(board);
  if (board.hosted) return;
  check_memory(board);
  check_protection(board);
  check_nv_outside_memory(board);
  check_slot("slot_spe", "spe_code", board);
  check_slot("slot_nspe", "nspe_code", board);
}

}  // namespace redoubt::tool
