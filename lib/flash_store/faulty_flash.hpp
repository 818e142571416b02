// SPDX-License-Identifier: BSD-3-Clause
// For tests: NOR flash that enforces its rules, wears, breaks, and loses power at any chosen operation, in
// the middle of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "hal/flash.hpp"

namespace redoubt::flash_store {

// Thrown where power goes.
struct PowerCut {};

class FaultyFlash {
 public:
  // What the interrupted operation leaves behind. A unit or sector that was touched is not as it was before,
  // even where reading shows no difference: it must not be programmed before the next erasure.
  enum class Tear { kNothing, kDone, kPartly, kRandom, kHalf };
  static constexpr int kTears = 5;

  explicit FaultyFlash(const hal::FlashGeometry& g)
      : geometry_(g),
        memory_(g.size, 0xFF),
        units_(g.size / g.program_unit, Unit::kErased),
        wear_(g.size / g.sector_size),
        broken_(g.size / g.sector_size) {}

  hal::FlashGeometry geometry() const { return geometry_; }

  Status read(std::uint32_t offset, MutableBytes into) const {
    if (offset > memory_.size() || into.size() > memory_.size() - offset)
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    std::copy_n(memory_.begin() + offset, into.size(), into.begin());
    return {};
  }

  Status program(std::uint32_t offset, Bytes data) {
    const std::uint32_t unit = geometry_.program_unit;
    if (offset % unit != 0 || data.size() % unit != 0 || offset > memory_.size() ||
        data.size() > memory_.size() - offset) {
      ++violations_;
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    }
    for (std::size_t i = 0; i < data.size(); i += unit) {
      REDOUBT_TRY(program_unit(offset + static_cast<std::uint32_t>(i), data.subspan(i, unit)));
    }
    return {};
  }

  Status erase(std::uint32_t offset) {
    if (offset % geometry_.sector_size != 0 || offset >= memory_.size()) {
      ++violations_;
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    }
    const std::size_t sector = offset / geometry_.sector_size;
    ++wear_[sector];
    const auto first = memory_.begin() + offset;
    if (operations_++ == cut_at_) tear_erasure(sector);
    if (broken_[sector]) return Failure{PSA_ERROR_HARDWARE_FAILURE};
    std::fill_n(first, geometry_.sector_size, std::uint8_t{0xFF});
    mark_sector(sector, Unit::kErased);
    return {};
  }

  // Power goes in the middle of the operation of that number (a program unit or an erasure counts as one).
  void cut_at(std::uint64_t operation, Tear tear, unsigned seed) {
    cut_at_ = operation;
    tear_ = tear;
    random_.seed(seed);
  }
  void no_cut() { cut_at_ = UINT64_MAX; }
  // From now on the sector takes neither erasing nor programming.
  void break_sector(std::size_t sector) { broken_[sector] = true; }

  std::uint64_t operations() const { return operations_; }
  // Breaches of NOR's rules: a test that sees one has found a bug.
  int violations() const { return violations_; }
  const std::vector<std::uint32_t>& wear() const { return wear_; }
  std::vector<std::uint8_t>& memory() { return memory_; }

 private:
  // kTorn: a cut came while it was programmed. kWeak: a cut came while it was erased.
  enum class Unit : std::uint8_t { kErased, kProgrammed, kTorn, kWeak };

  Status program_unit(std::uint32_t offset, Bytes data) {
    Unit& unit = units_[offset / geometry_.program_unit];
    const auto now = memory_.begin() + offset;
    if (broken_[offset / geometry_.sector_size]) return Failure{PSA_ERROR_HARDWARE_FAILURE};
    if (unit == Unit::kTorn && std::all_of(now, now + geometry_.program_unit, is_erased)) {
      return Failure{PSA_ERROR_HARDWARE_FAILURE};  // nobody can know: memory with ECC says this
    }
    if (unit != Unit::kErased) {
      ++violations_;
      return Failure{PSA_ERROR_HARDWARE_FAILURE};
    }
    if (operations_++ == cut_at_) {
      unit = Unit::kTorn;
      for (std::size_t i = 0; i < data.size(); ++i)
        now[static_cast<std::ptrdiff_t>(i)] = torn(data[i], i * 2 < data.size());
      throw PowerCut{};
    }
    std::copy(data.begin(), data.end(), now);
    unit = Unit::kProgrammed;
    return {};
  }

  std::uint8_t torn(std::uint8_t value, bool first_half) {
    const auto noise = static_cast<std::uint8_t>(random_());
    switch (tear_) {
      case Tear::kNothing:
        return 0xFF;
      case Tear::kDone:
        return value;
      case Tear::kPartly:
        return value | noise;
      case Tear::kHalf:
        return first_half ? value : 0xFF;
      case Tear::kRandom:
        break;
    }
    return noise;
  }

  [[noreturn]] void tear_erasure(std::size_t sector) {
    const std::size_t size = geometry_.sector_size;
    for (std::size_t i = 0; i < size; ++i) {
      std::uint8_t& byte = memory_[sector * size + i];
      const auto noise = static_cast<std::uint8_t>(random_());
      switch (tear_) {
        case Tear::kNothing:
          break;
        case Tear::kDone:
          byte = 0xFF;
          break;
        case Tear::kPartly:
          byte |= noise;
          break;
        case Tear::kRandom:
          byte = noise;
          break;
        case Tear::kHalf:
          byte = i * 2 < size ? 0xFF : byte;
          break;
      }
    }
    mark_sector(sector, Unit::kWeak);
    throw PowerCut{};
  }

  void mark_sector(std::size_t sector, Unit state) {
    const std::size_t count = geometry_.sector_size / geometry_.program_unit;
    std::fill_n(units_.begin() + static_cast<std::ptrdiff_t>(sector * count), count, state);
  }

  static bool is_erased(std::uint8_t byte) { return byte == 0xFF; }

  hal::FlashGeometry geometry_;
  std::vector<std::uint8_t> memory_;
  std::vector<Unit> units_;
  std::vector<std::uint32_t> wear_;
  std::vector<bool> broken_;
  std::uint64_t operations_ = 0;
  std::uint64_t cut_at_ = UINT64_MAX;
  Tear tear_ = Tear::kNothing;
  std::minstd_rand random_;
  int violations_ = 0;
};
static_assert(hal::Flash<FaultyFlash>);

}  // namespace redoubt::flash_store
