// SPDX-License-Identifier: BSD-3-Clause
// An area of a device's memory file as the firmware sees it: NOR-like flash (hal::Flash).
#pragma once

#include "hal/flash.hpp"
#include "tools/redoubt/compose/board.hpp"
#include "tools/redoubt/file_io.hpp"

namespace redoubt::tool {

inline constexpr std::uint8_t kErasedByte = 0xFF;

// Errors are those of hal::Flash, and PSA_ERROR_HARDWARE_FAILURE for what real flash cannot do: programming
// what is not erased. Errors of the file throw, as those of File do.
class FileFlash {
 public:
  // The file must outlive the flash.
  FileFlash(File& file, const Board& board, const Region& area);

  hal::FlashGeometry geometry() const { return geometry_; }
  Status read(std::uint32_t offset, MutableBytes out) const;
  Status program(std::uint32_t offset, Bytes data);
  Status erase(std::uint32_t offset);
  void erase_all();

 private:
  bool is_inside(std::uint32_t offset, std::size_t size) const;

  File& file_;
  std::uint64_t base_;  // of the area in the file
  hal::FlashGeometry geometry_;
};
static_assert(hal::Flash<FileFlash>);

}  // namespace redoubt::tool
