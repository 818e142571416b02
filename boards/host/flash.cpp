// SPDX-License-Identifier: BSD-3-Clause
// NvFlash: NOR rules over the file nv.img.
#include <array>

#include "board.hpp"
#include "device.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::board {
namespace {

using layout::nv::kProgramUnit;
using layout::nv::kSectorSize;
constexpr Failure kOutside{PSA_ERROR_INVALID_ARGUMENT};
constexpr Failure kBroken{PSA_ERROR_HARDWARE_FAILURE};

// The child of a fork shares the file with its parent, whose store knows nothing of what the child writes.
const File* nv_file() { return device().usable() ? &device().nv : nullptr; }

Status write_and_sync(std::uint64_t at, Bytes data) {
  const File* file = nv_file();
  if (file == nullptr || !file->write_at(at, data) || !file->sync()) return kBroken;
  return {};
}

}  // namespace

hal::FlashGeometry NvFlash::geometry() const { return {size_, kSectorSize, kProgramUnit}; }

Status NvFlash::read(std::uint32_t offset, MutableBytes out) const {
  if (!contains(offset, out.size())) return kOutside;
  const File* file = nv_file();
  if (file == nullptr || !file->read_at(offset_ + offset, out)) return kBroken;
  return {};
}

// Programming turns ones into zeroes only, as the memory of a device does: a store that relies on more fails
// here too.
Status NvFlash::program(std::uint32_t offset, Bytes data) {
  if (!contains(offset, data.size()) || offset % kProgramUnit != 0 || data.size() % kProgramUnit != 0) {
    return kOutside;
  }
  std::array<std::uint8_t, 512> cells;
  while (!data.empty()) {
    const auto piece = data.first(std::min(data.size(), cells.size()));
    const auto target = std::span(cells).first(piece.size());
    if (auto status = read(offset, target); !status) return status;
    for (std::size_t i = 0; i < piece.size(); ++i) target[i] &= piece[i];
    if (auto status = write_and_sync(offset_ + offset, target); !status) return status;
    data = data.subspan(piece.size());
    offset += static_cast<std::uint32_t>(piece.size());
  }
  return {};
}

Status NvFlash::erase(std::uint32_t offset) {
  if (!contains(offset, kSectorSize) || offset % kSectorSize != 0) return kOutside;
  static constexpr auto kErased = [] {
    std::array<std::uint8_t, kSectorSize> cells{};
    cells.fill(0xFF);
    return cells;
  }();
  return write_and_sync(offset_ + offset, kErased);
}

}  // namespace redoubt::board
