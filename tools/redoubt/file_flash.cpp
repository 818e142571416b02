// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/file_flash.hpp"

#include <algorithm>
#include <vector>

namespace redoubt::tool {

namespace {

bool is_erased(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == kErasedByte; });
}

}  // namespace

FileFlash::FileFlash(File& file, const Board& board, const Region& area)
    : file_(file), base_(area.base), geometry_{area.size, board.nv.sector_size, board.nv.program_unit} {}

bool FileFlash::is_inside(std::uint32_t offset, std::size_t size) const {
  return offset <= geometry_.size && size <= geometry_.size - offset;
}

Status FileFlash::read(std::uint32_t offset, MutableBytes out) const {
  if (!is_inside(offset, out.size())) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  file_.read(base_ + offset, out);
  return {};
}

Status FileFlash::program(std::uint32_t offset, Bytes data) {
  const bool is_aligned = offset % geometry_.program_unit == 0 && data.size() % geometry_.program_unit == 0;
  if (!is_inside(offset, data.size()) || !is_aligned) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::vector<std::uint8_t> present(data.size());
  file_.read(base_ + offset, present);
  if (!is_erased(present)) return Failure{PSA_ERROR_HARDWARE_FAILURE};
  file_.write(base_ + offset, data);
  return {};
}

Status FileFlash::erase(std::uint32_t offset) {
  if (!is_inside(offset, geometry_.sector_size) || offset % geometry_.sector_size != 0) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  file_.write(base_ + offset, std::vector<std::uint8_t>(geometry_.sector_size, kErasedByte));
  return {};
}

void FileFlash::erase_all() { file_.write(base_, std::vector<std::uint8_t>(geometry_.size, kErasedByte)); }

}  // namespace redoubt::tool
