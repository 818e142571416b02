// SPDX-License-Identifier: BSD-3-Clause
// The reading half of a store with an index: getting a value costs one look at flash, however long the log
// is.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/flash_store/reader.hpp"
#include "lib/flash_store/stream.hpp"

namespace redoubt::flash_store {

struct Info {
  std::uint32_t size;  // of the value in bytes
  std::uint8_t flags;  // as they were set
};

// One for each record; records beyond the index are found by scanning the log. Bits 31-22: of the key's hash;
// bits 21-0: a quarter of the record's location.
using IndexEntry = std::uint32_t;

template <hal::Flash Flash>
class IndexedReader : public Reader<Flash> {
  using Base = Reader<Flash>;

 public:
  // Flash and index must outlive the reader.
  constexpr IndexedReader(Flash& flash, std::span<IndexEntry> index) : Base(flash), index_(index) {}

  // Reads the whole log once to fill the index; writes nothing. No other function may be called before it has
  // succeeded. Errors: as Reader::mount().
  Status mount() {
    REDOUBT_TRY(Base::mount());
    used_ = 0;
    overflowed_ = false;
    Record record;
    for (Cursor cursor = Base::begin(); Base::next(cursor, record);) {
      if (Base::is_removed(record.header)) {
        index_drop(key_of(record.header), 0);
      } else {
        index_put(record);
      }
    }
    return {};
  }

  // Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_DATA_CORRUPT.
  Result<Info> info(const Key& key) const {
    Record record;
    if (!find(key, 0, record)) return Failure{PSA_ERROR_DOES_NOT_EXIST};
    return Info{REDOUBT_TRY(size_of(record)), flags_of(record)};
  }

  // Writes the value from `offset` on to the sink, `limit` bytes at most. No byte reaches the sink before its
  // checksum was found right. Errors: as info(); PSA_ERROR_INVALID_ARGUMENT, `offset` is beyond the value's
  // end; the sink's.
  Status get(const Key& key, std::uint32_t offset, std::uint32_t limit, Sink& sink) const {
    Record record;
    if (!find(key, 0, record)) return Failure{PSA_ERROR_DOES_NOT_EXIST};
    const std::uint32_t size = REDOUBT_TRY(size_of(record));
    if (offset > size) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    limit = std::min(limit, size - offset);
    return is_large(record) ? get_chunks(record, size, offset, limit, sink)
                            : get_data(record, offset, limit, sink);
  }

  // As Reader's, by the index.
  Status read_exact(const Key& key, MutableBytes value) const {
    Record record;
    if (!find(key, 0, record)) return Failure{PSA_ERROR_DOES_NOT_EXIST};
    return Base::load_exact(record, value);
  }

 protected:
  using Cursor = typename Base::Cursor;
  using Base::layout;

  static std::uint8_t flags_of(const Record& record) { return static_cast<std::uint8_t>(record.header.tag); }
  static bool is_large(const Record& record) { return (record.header.tag & (kChunk | kKindMask)) == kLarge; }
  static std::uint16_t part_of(const Record& record) {
    return is_chunk(record.header.tag) ? record.header.tag : std::uint16_t{0};
  }

  Result<LargeValue> load_large(const Record& record) const {
    LargeValue large;
    REDOUBT_TRY(Base::load_exact(record, mutable_bytes_of(large)));
    return large;
  }

  Result<std::uint32_t> size_of(const Record& record) const {
    if (!is_large(record)) return std::uint32_t{record.header.length};
    return REDOUBT_TRY(load_large(record)).size;
  }

  // As Reader::scan(), by the index.
  bool find(const Key& key, std::uint16_t part, Record& record) const {
    return lookup(key, part, record) != nullptr || (overflowed_ && Base::scan(key, part, record));
  }

  void index_put(const Record& record) {
    const Key key = key_of(record.header);
    const std::uint16_t part = part_of(record);
    Record previous;
    IndexEntry* entry = lookup(key, part, previous);
    if (entry == nullptr) {
      if (used_ == index_.size()) {
        overflowed_ = true;
        return;
      }
      entry = &index_[used_++];
    }
    *entry = hash(key, part) | record.location / 4;
  }

  void index_drop(const Key& key, std::uint16_t part) {
    Record record;
    if (IndexEntry* entry = lookup(key, part, record); entry != nullptr) *entry = index_[--used_];
  }

 private:
  static constexpr std::uint32_t kHashMask = 0xFFC00000;
  static constexpr std::size_t kPiece = 64;

  static std::uint32_t hash(const Key& key, std::uint16_t part) {
    const auto client = static_cast<std::uint32_t>(key.client);
    std::uint32_t mixed =
        static_cast<std::uint32_t>(key.uid) ^ static_cast<std::uint32_t>(key.uid >> 32) * 31;
    mixed = (mixed ^ client * 7 ^ std::uint32_t{part} << 5) *
            0x9E3779B1u;  // the golden ratio's spreads to the top
    return mixed & kHashMask;
  }

  IndexEntry* lookup(const Key& key, std::uint16_t part, Record& record) const {
    const std::uint32_t wanted = hash(key, part);
    for (IndexEntry& entry : index_.first(used_)) {
      if (((entry ^ wanted) & kHashMask) != 0) continue;
      if (Base::read_header((entry & ~kHashMask) * 4, record) && Base::is_part(record.header, key, part))
        return &entry;
    }
    return nullptr;
  }

  Status get_chunks(const Record& record, std::uint32_t size, std::uint32_t offset, std::uint32_t left,
                    Sink& sink) const {
    const std::uint32_t generation = REDOUBT_TRY(load_large(record)).generation;
    const std::uint32_t chunk_size = layout().data_max();
    while (left != 0) {
      const std::uint32_t number = offset / chunk_size;
      Record chunk;
      if (!find(key_of(record.header), chunk_tag(generation, number), chunk) ||
          chunk.header.length != std::min(chunk_size, size - number * chunk_size)) {
        return Failure{PSA_ERROR_DATA_CORRUPT};
      }
      const std::uint32_t within = offset - number * chunk_size;
      const std::uint32_t count = std::min(left, chunk.header.length - within);
      REDOUBT_TRY(get_data(chunk, within, count, sink));
      offset += count;
      left -= count;
    }
    return {};
  }

  // First all of the record's data is checked, then the wanted part goes out: read again, unless the buffer
  // still has it.
  Status get_data(const Record& record, std::uint32_t offset, std::uint32_t size, Sink& sink) const {
    std::array<std::uint8_t, kPiece> buffer;
    const std::uint32_t length = record.header.length;
    std::uint32_t crc = record.header.crc;
    for (std::uint32_t at = 0; at < length; at += kPiece) {
      const MutableBytes piece = MutableBytes(buffer).first(std::min<std::size_t>(kPiece, length - at));
      REDOUBT_TRY(Base::flash_.read(Base::data_location(record) + at, piece));
      crc = crc32(piece, crc);
    }
    REDOUBT_TRY(Base::check_data(record, crc));
    if (length <= kPiece) return sink.write(Bytes(buffer).subspan(offset, size));
    while (size != 0) {
      const MutableBytes piece = MutableBytes(buffer).first(std::min<std::size_t>(kPiece, size));
      REDOUBT_TRY(Base::flash_.read(Base::data_location(record) + offset, piece));
      REDOUBT_TRY(sink.write(piece));
      offset += static_cast<std::uint32_t>(piece.size());
      size -= static_cast<std::uint32_t>(piece.size());
    }
    return {};
  }

  std::span<IndexEntry> index_;
  std::size_t used_ = 0;
  bool overflowed_ = false;
};

}  // namespace redoubt::flash_store
