// SPDX-License-Identifier: BSD-3-Clause
#include "board.hpp"

namespace redoubt::board {
namespace {

constexpr std::uint32_t kUnit = layout::nv::kProgramUnit;
static_assert(kUnit == sizeof(std::uint32_t),
              "a unit is written by one store: power may go between units only");

volatile std::uint32_t& unit_at(std::uint32_t address) {
  return *reinterpret_cast<volatile std::uint32_t*>(address);
}

}  // namespace

Status NvFlash::read(std::uint32_t offset, MutableBytes to) const {
  if (!holds(offset, to.size())) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::memcpy(to.data(), reinterpret_cast<const void*>(address(offset)), to.size());
  return {};
}

Status NvFlash::program(std::uint32_t offset, Bytes data) {
  if (!holds(offset, data.size()) || offset % kUnit != 0 || data.size() % kUnit != 0) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  for (std::size_t i = 0; i < data.size(); i += kUnit) {
    volatile std::uint32_t& unit = unit_at(address(offset) + static_cast<std::uint32_t>(i));
    const auto value = load<std::uint32_t>(data.data() + i);
    const std::uint32_t now = unit & value;  // flash can only clear bits
    unit = now;
    if (now != value) return Failure{PSA_ERROR_HARDWARE_FAILURE};
  }
  return {};
}

Status NvFlash::erase(std::uint32_t offset) {
  constexpr std::uint32_t kSector = layout::nv::kSectorSize;
  if (!holds(offset, kSector) || offset % kSector != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  for (std::uint32_t i = 0; i < kSector; i += kUnit) unit_at(address(offset) + i) = 0xFFFFFFFFu;
  return {};
}

const std::uint8_t* nv_address(std::uint32_t offset) {
  return reinterpret_cast<const std::uint8_t*>(layout::nv::kBase + offset);
}

}  // namespace redoubt::board
