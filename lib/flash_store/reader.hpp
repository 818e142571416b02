// SPDX-License-Identifier: BSD-3-Clause
// Reads a store without ever writing, in any state that a power cut left behind. Needs no memory but a few
// words: what the bootloader links.
#pragma once

#include <cstddef>
#include <cstdint>

#include "hal/flash.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/crc32.hpp"
#include "lib/base/result.hpp"
#include "lib/flash_store/format.hpp"

namespace redoubt::flash_store {

// A record's place and its header, which was checked.
struct Record {
  std::uint32_t location;  // offset in the area
  RecordHeader header;
};

constexpr Key key_of(const RecordHeader& header) {
  return {header.client, std::uint64_t{header.uid_high} << 32 | header.uid_low};
}

template <hal::Flash Flash>
class Reader {
 public:
  // The flash must outlive the reader.
  constexpr explicit Reader(Flash& flash) : flash_(flash) {}

  // Finds the log's head. A memory that holds no store is an empty store. Errors: PSA_ERROR_DATA_INVALID, it
  // holds a store of another version or geometry; PSA_ERROR_NOT_SUPPORTED, a geometry that this code does not
  // handle; those of the driver.
  Status mount() {
    if (!layout().is_supported()) return Failure{PSA_ERROR_NOT_SUPPORTED};
    head_ = kNone;
    sequence_ = 0;
    oldest_ = 1;
    for (std::uint32_t sector = 0; sector < layout().sectors(); ++sector) {
      SectorHeader header;
      if (!read_sector(sector, header)) continue;
      if (!is_ours(header)) return Failure{PSA_ERROR_DATA_INVALID};
      if (header.sequence > sequence_) {
        head_ = sector;
        sequence_ = header.sequence;
        oldest_ = header.oldest;
      }
    }
    return {};
  }

  // Reads a value of known size. Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_DATA_CORRUPT, the value is
  // damaged or has another size (`value` is undefined then).
  Status read_exact(const Key& key, MutableBytes value) const {
    Record record;
    if (!scan(key, 0, record)) return Failure{PSA_ERROR_DOES_NOT_EXIST};
    return load_exact(record, value);
  }

 protected:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Walks through all complete records, from the oldest to the newest.
  struct Cursor {
    std::uint32_t sector;
    std::uint32_t sectors_left;
    std::uint32_t next = 0;  // where the next record should start; 0: go to the next sector
    std::uint32_t end = 0;   // where the records of the last sector that was left end
  };

  [[gnu::always_inline]] Layout layout() const { return Layout(flash_.geometry()); }
  Cursor begin() const { return {head_, head_ == kNone ? 0 : layout().sectors()}; }

  bool next(Cursor& cursor, Record& record) const {
    for (;;) {
      if (cursor.next == 0 && !enter_sector(cursor)) return false;
      // After a restart one unit is left out, because a cut may have touched it without a visible trace.
      if (!read_header(cursor.next, record) && !read_header(cursor.next + layout().unit(), record)) {
        cursor.end = cursor.next;
        cursor.next = 0;
        continue;
      }
      cursor.next = record.location + layout().record_size(record.header.length);
      if (is_complete(record)) return true;
    }
  }

  // Finds the newest record of a key: part 0, its value, unless it was removed; else the chunk with that tag.
  bool scan(const Key& key, std::uint16_t part, Record& record) const {
    std::uint32_t newest = kNone;
    for (Cursor cursor = begin(); next(cursor, record);) {
      if (is_part(record.header, key, part)) newest = record.location;
    }
    return newest != kNone && read_header(newest, record) && !is_removed(record.header);
  }

  Status load_exact(const Record& record, MutableBytes value) const {
    if (record.header.length != value.size()) return Failure{PSA_ERROR_DATA_CORRUPT};
    REDOUBT_TRY(flash_.read(data_location(record), value));
    return check_data(record, crc32(value, record.header.crc));
  }

  // `crc`: of header and data, as read.
  Status check_data(const Record& record, std::uint32_t crc) const {
    std::uint32_t stored;
    REDOUBT_TRY(flash_.read(data_location(record) + record.header.length, mutable_bytes_of(stored)));
    if (stored != crc) return Failure{PSA_ERROR_DATA_CORRUPT};
    return {};
  }

  static bool is_part(const RecordHeader& header, const Key& key, std::uint16_t part) {
    return key_of(header) == key && (part == 0 ? !is_chunk(header.tag) : header.tag == part);
  }
  static bool is_removed(const RecordHeader& header) {
    return (header.tag & kKindMask) == kRemoved && !is_chunk(header.tag);
  }
  static std::uint32_t data_location(const Record& record) { return record.location + kRecordHeaderSize; }

  // A header at `location`: the record ends before its sector does.
  bool read_header(std::uint32_t location, Record& record) const {
    const std::uint32_t offset = location % layout().sector_size();
    const std::uint32_t room = layout().sector_size() - offset;
    record.location = location;
    // Below the first record: the walk has crossed into the next sector.
    if (offset < layout().first_record() || room < layout().record_size(0)) return false;
    if (!flash_.read(location, mutable_bytes_of(record.header))) return false;
    // Erased memory is one word from the end of each sector's walk: don't try to correct it. No header is
    // like it.
    if (record.header.length == 0xFFFF && record.header.tag == 0xFFFF) return false;
    return check_and_correct(mutable_bytes_of(record.header)) &&
           record.header.length <= layout().data_max() && layout().record_size(record.header.length) <= room;
  }

  bool is_complete(const Record& record) const {
    return read_mark(record.location + layout().record_mark(record.header.length));
  }

  // A sector that belongs to a log, of whichever version. (False also if it cannot be read: it is lost then.)
  bool read_sector(std::uint32_t sector, SectorHeader& header) const {
    const std::uint32_t location = sector * layout().sector_size();
    return flash_.read(location, mutable_bytes_of(header)) && check_and_correct(mutable_bytes_of(header)) &&
           header.magic == kMagic && read_mark(location + layout().sector_mark());
  }

  // Of this version and geometry; and not a header that only looks right (its sector would count as dead
  // itself).
  bool is_ours(const SectorHeader& header) const {
    return header.version == kVersion && header.unit == layout().unit() &&
           header.data_max == layout().data_max() && header.sector_size == layout().sector_size() &&
           header.sequence - header.oldest < layout().sectors();
  }

  bool is_alive(const SectorHeader& header) const { return header.sequence >= oldest_; }

  Flash& flash_;
  std::uint32_t head_ = kNone;  // the head's sector
  std::uint32_t sequence_ = 0;  // the head's sequence
  std::uint32_t oldest_ = 1;    // the lowest sequence that is alive

 private:
  bool read_mark(std::uint32_t location) const {
    std::uint32_t mark;
    return flash_.read(location, mutable_bytes_of(mark)) && is_marked(mark);
  }

  // Sectors are opened in the order of the ring, so that the one after the head is the oldest.
  bool enter_sector(Cursor& cursor) const {
    SectorHeader header;
    do {
      if (cursor.sectors_left-- == 0) return false;
      if (++cursor.sector == layout().sectors()) cursor.sector = 0;
    } while (!read_sector(cursor.sector, header) || !is_alive(header));
    cursor.next = cursor.sector * layout().sector_size() + layout().first_record();
    return true;
  }
};

}  // namespace redoubt::flash_store
