// SPDX-License-Identifier: BSD-3-Clause
// The format on flash, version 1: docs/storage-format.md says it in words, byte by byte.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hal/flash.hpp"
#include "lib/base/bytes.hpp"

namespace redoubt::flash_store {

// Whose record: no client can name another client's.
struct Key {
  std::int32_t client;
  std::uint64_t uid;
  friend bool operator==(const Key&, const Key&) = default;
};

struct SectorHeader {
  std::uint32_t magic;
  std::uint8_t version;
  std::uint8_t unit;       // bytes that records are aligned to
  std::uint16_t data_max;  // the most data bytes of a record
  std::uint32_t sector_size;
  std::uint32_t sequence;  // grows by one with each sector that is opened; the highest is the head of the log
  std::uint32_t oldest;    // sectors with a lower sequence are dead, whatever they say
  std::uint32_t crc;       // crc32 of everything before it
};
static_assert(sizeof(SectorHeader) == 24 && offsetof(SectorHeader, crc) == 20);

struct RecordHeader {
  std::uint16_t length;  // of the data
  std::uint16_t tag;     // what the record is: below
  std::int32_t client;
  std::uint32_t uid_low;
  std::uint32_t uid_high;
  std::uint32_t crc;  // crc32 of everything before it
};
static_assert(sizeof(RecordHeader) == 20 && offsetof(RecordHeader, crc) == 16);

inline constexpr std::uint32_t kRecordHeaderSize = sizeof(RecordHeader);

inline constexpr std::uint32_t kMagic = 0x53465252;  // "RRFS"
inline constexpr std::uint8_t kVersion = 1;

// A tag below 0x8000 is a kind in the high byte and the user's flags in the low byte; else it names a chunk
// of a large value: bit 14 is the generation, bits 13-0 the number.
inline constexpr std::uint16_t kKindMask = 0x7F00;
inline constexpr std::uint16_t kValue = 0x0100;    // the data is the value
inline constexpr std::uint16_t kLarge = 0x0200;    // the data is a LargeValue: the value is in chunks
inline constexpr std::uint16_t kRemoved = 0x0300;  // no data: the key has no value
inline constexpr std::uint16_t kChunk = 0x8000;
inline constexpr std::uint32_t kChunksMax = 1u << 14;

constexpr bool is_chunk(std::uint16_t tag) { return tag >= kChunk; }
constexpr std::uint16_t chunk_tag(std::uint32_t generation, std::uint32_t number) {
  return static_cast<std::uint16_t>(kChunk | generation << 14 | number);
}

struct LargeValue {
  std::uint32_t size;        // of the whole value
  std::uint32_t generation;  // 0 or 1: which chunks are its
};
static_assert(sizeof(LargeValue) == 8);

// The places of things, which follow from the memory's geometry.
class Layout {
 public:
  // A sector's overwrites need one record's room beside what is stored: records are kept at a sixteenth of
  // it.
  static constexpr std::uint32_t kSmallestRecordMax = 64;

  [[gnu::always_inline]] constexpr explicit Layout(const hal::FlashGeometry& g)
      : unit_(std::max(g.program_unit, std::uint32_t{4})),
        sector_size_(g.sector_size),
        sectors_(g.size / g.sector_size) {}

  // Program unit 1 to 16 bytes, sectors of 256 bytes to 64 KB, two of them or more, 16 MB at most (a location
  // in the index has 22 bits).
  [[gnu::always_inline]] constexpr bool is_supported() const {
    return std::uint32_t{unit_ & (unit_ - 1)} == 0 && unit_ <= 16 &&
           (sector_size_ & (sector_size_ - 1)) == 0 && sector_size_ >= 256 && sector_size_ <= 65536 &&
           sectors_ >= 2 && sectors_ <= (1u << 24) / sector_size_;
  }

  [[gnu::always_inline]] constexpr std::uint32_t unit() const { return unit_; }
  [[gnu::always_inline]] constexpr std::uint32_t sector_size() const { return sector_size_; }
  [[gnu::always_inline]] constexpr std::uint32_t sectors() const { return sectors_; }
  [[gnu::always_inline]] constexpr std::uint32_t aligned(std::uint32_t size) const {
    return (size + unit_ - 1) & ~(unit_ - 1);
  }
  // The sector's mark that it belongs to the log, and its first record.
  [[gnu::always_inline]] constexpr std::uint32_t sector_mark() const { return aligned(sizeof(SectorHeader)); }
  [[gnu::always_inline]] constexpr std::uint32_t first_record() const { return sector_mark() + unit_; }
  // Header, data, data's checksum, filling; then the mark that the record is complete, in a unit of its own.
  [[gnu::always_inline]] constexpr std::uint32_t record_mark(std::uint32_t length) const {
    return aligned(kRecordHeaderSize + length + 4);
  }
  [[gnu::always_inline]] constexpr std::uint32_t record_size(std::uint32_t length) const {
    return record_mark(length) + unit_;
  }
  [[gnu::always_inline]] constexpr std::uint32_t record_max() const {
    return std::max(sector_size_ / 16, kSmallestRecordMax + unit_);
  }
  [[gnu::always_inline]] constexpr std::uint32_t data_max() const {
    return record_max() - unit_ - 4 - kRecordHeaderSize;
  }

 private:
  std::uint32_t unit_;
  std::uint32_t sector_size_;
  std::uint32_t sectors_;
};

// Marks are programmed from all ones to all zeros. One flipped bit does not change what a mark says: half of
// it decides.
constexpr bool is_marked(std::uint32_t mark) { return (mark & 0xFFFF) == 0 || mark >> 16 == 0; }

// Whether the CRC-32 in the last four bytes is right, after a single flipped bit anywhere in `block` has been
// put right. (Two flipped bits are always noticed, as is every burst up to 32 bits.)
bool check_and_correct(MutableBytes block);

}  // namespace redoubt::flash_store
