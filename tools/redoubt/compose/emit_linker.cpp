// SPDX-License-Identifier: BSD-3-Clause
// memory_{bl2,spe,nspe}.ld, which the linker scripts INCLUDE. Each defines
//   MEMORY   CODE (rx)      where the image runs: for SPE and NSPE after the header, and without the place
//   that the
//                           image's TLVs need behind it
//            RAM (rwx)      the image's RAM
//            VECTORS (rx)   bl2 only: a copy of the first two vectors where the core looks for them at reset;
//            of length 0
//                           on boards that have no "bl2_vectors"
//   symbols  __code_base, __code_size, __ram_base, __ram_size    the regions of board.json, header and TLVs
//   included
//            __image_header_size
//            __handoff, __handoff_size, __fault_record, __fault_record_size    bl2 and spe only
#include <fmt/format.h>

#include "tools/redoubt/compose/emit.hpp"

namespace redoubt::tool {

namespace {

// Behind the image in its execution memory, where BL2 copied it whole: hash 36, key hash 36, key 95,
// signature 76, counter 8 bytes and two TLV headers come to 263; the rest is for dependencies and a second
// signature.
constexpr std::uint32_t kTlvRoom = 0x400;

std::string memory_row(const char* name, const char* access, std::uint32_t base, std::uint32_t size) {
  return fmt::format("  {} ({}) : ORIGIN = {:#x}, LENGTH = {:#x}\n", name, access, base, size);
}

std::string symbols(const char* name, const Region& region) {
  return fmt::format("__{0}_base = {1:#x};\n__{0}_size = {2:#x};\n", name, region.base, region.size);
}

std::string shared_record(const char* name, const Board& board) {
  const Region& region = *find(board.memory, name);
  return fmt::format("__{0} = {1:#x};\n__{0}_size = {2:#x};\n", name, region.base, region.size);
}

}  // namespace

std::string emit_linker(const Board& board, const std::string& image) {
  const Region& code = *find(board.memory, image + "_code");
  const Region& ram = *find(board.memory, image + "_ram");
  const bool bootloader = image == "bl2";
  const std::uint32_t header = bootloader ? 0 : board.image_header_size;
  const std::uint32_t around = bootloader ? 0 : header + kTlvRoom;
  if (code.size <= around) fail(code.place, fmt::format("\"{}\" has no room for an image", code.name));
  std::string out =
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose` from board.json. "
      "*/\nMEMORY\n{\n";
  out += memory_row("CODE", "rx", code.base + header, code.size - around);
  out += memory_row("RAM", "rwx", ram.base, ram.size);
  if (bootloader) {
    const Region* vectors = find(board.memory, "bl2_vectors");
    out += memory_row("VECTORS", "rx", vectors != nullptr ? vectors->base : code.base,
                      vectors != nullptr ? vectors->size : 0);
  }
  out += "}\n" + symbols("code", code) + symbols("ram", ram);
  out += fmt::format("__image_header_size = {:#x};\n", header);
  if (image != "nspe") out += shared_record("handoff", board) + shared_record("fault_record", board);
  return out;
}

}  // namespace redoubt::tool
