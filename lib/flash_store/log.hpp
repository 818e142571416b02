// SPDX-License-Identifier: BSD-3-Clause
// The writing half: appending to the log, and opening its sectors one after the other around the ring, each
// time moving on what is live in the oldest. What makes a power cut harmless is in the order of the steps:
// docs/storage-format.md.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "lib/flash_store/indexed_reader.hpp"
#include "lib/flash_store/stream.hpp"

namespace redoubt::flash_store {

template <hal::Flash Flash>
class Log : public IndexedReader<Flash> {
  using Base = IndexedReader<Flash>;

 public:
  constexpr Log(Flash& flash, std::span<IndexEntry> index, std::uint32_t spare_sectors)
      : Base(flash, index), spare_(spare_sectors) {}

  // As IndexedReader::mount(). The first write after it tidies up what a power cut left.
  Status mount() {
    ready_ = false;
    pending_ = {};
    return Base::mount();
  }

 protected:
  using Base::layout;

  // What a value occupies.
  struct Extent {
    std::uint32_t bytes = 0;        // all of it; 0: there is no value
    std::uint32_t chunk_bytes = 0;  // of it in chunks
    std::uint32_t chunks = 0;
    std::uint32_t generation = 1;  // of the chunks
  };

  // The value that is being written: its chunks are live before its own record is there.
  struct Pending {
    Key key{};
    std::uint32_t generation = 0;
    std::uint32_t chunks = 0;
  };

  // One record's room is left in each sector that is in use, and so, with all of `capacity` live, opening
  // sectors one after the other comes to one that has it: a record that replaces or removes one can always be
  // written.
  std::uint32_t capacity() const {
    const Layout places = layout();
    return (places.sectors() - 1 - spare_) *
           (places.sector_size() - places.first_record() - places.record_max());
  }

  Extent extent_of_size(std::uint32_t size, std::uint32_t generation) const {
    const Layout places = layout();
    if (size <= places.data_max()) return {places.record_size(size), 0, 0, generation};
    const std::uint32_t whole = size / places.data_max();
    const std::uint32_t rest = size % places.data_max();
    const std::uint32_t bytes =
        whole * places.record_size(places.data_max()) + (rest != 0 ? places.record_size(rest) : 0);
    return {bytes + places.record_size(sizeof(LargeValue)), bytes, whole + (rest != 0 ? 1 : 0), generation};
  }

  // Of a damaged large value only its own record counts: its chunks are dead.
  Extent extent_of(const Record& record) const {
    if (Base::is_large(record)) {
      const auto large = Base::load_large(record);
      if (large) return extent_of_size(large->size, large->generation);
    }
    return {layout().record_size(record.header.length)};
  }

  // Recovery, once after each mount, before the first write.
  Status prepare() {
    if (ready_) return {};
    live_ = 0;
    if (head_ == kNone) {
      REDOUBT_TRY(rotate());
    } else {
      Cursor cursor = Base::begin();
      for (Record record; Base::next(cursor, record);) {
        if (is_newest(record) && is_in_use(record)) live_ += layout().record_size(record.header.length);
      }
      end_ = append_point(cursor.end);
    }
    ready_ = true;
    return {};
  }

  // Writes a record and then its mark, each verified, and puts it in the index. Makes room first.
  Status append(const Key& key, std::uint16_t tag, std::uint32_t length, Source& source) {
    RecordHeader header{
        static_cast<std::uint16_t>(length),        tag, key.client, static_cast<std::uint32_t>(key.uid),
        static_cast<std::uint32_t>(key.uid >> 32), 0};
    header.crc = crc32(bytes_of(header).first(offsetof(RecordHeader, crc)));
    Piece piece;
    std::memcpy(piece.data(), &header, sizeof header);
    const std::uint32_t location = REDOUBT_TRY(write_body(piece, header, source));
    REDOUBT_TRY(write_mark(location + layout().record_mark(length)));
    if (tag != kRemoved) Base::index_put({location, header});
    return {};
  }

  std::uint32_t live_ = 0;  // bytes of the records that are live
  Pending pending_;

 private:
  using Cursor = typename Base::Cursor;
  using Base::flash_;
  using Base::head_;
  using Base::kNone;
  using Base::oldest_;
  using Base::sequence_;

  // What is programmed at once: a multiple of every program unit, with room for each kind of header.
  using Piece = std::array<std::uint8_t, 32>;

  // Nothing newer has taken the record's place.
  bool is_newest(const Record& record) const {
    Record newest;
    return Base::find(key_of(record.header), Base::part_of(record), newest) &&
           newest.location == record.location;
  }

  // Whether the newest record of its part is in use: a chunk may be left from a set() that a power cut ended.
  bool is_in_use(const Record& record) const {
    const std::uint16_t part = Base::part_of(record);
    if (part == 0) return true;
    const Key key = key_of(record.header);
    const std::uint32_t generation = part >> 14 & 1;
    const std::uint32_t number = part & (kChunksMax - 1);
    if (key == pending_.key && generation == pending_.generation && number < pending_.chunks) return true;
    Record owner;
    if (!Base::find(key, 0, owner)) return false;
    const Extent extent = extent_of(owner);
    return generation == extent.generation && number < extent.chunks;
  }

  std::uint32_t base_of(std::uint32_t sector) const { return sector * layout().sector_size(); }
  std::uint32_t end_of_head() const { return base_of(head_) + layout().sector_size(); }

  // Where writing may go on in the head after a restart whose records end at `end`. A unit that was being
  // programmed when power went can look erased and must not be programmed again, so one unit is left out. If
  // more than that looks touched, a header was cut and nothing says how far it got: then the rest of the
  // sector is.
  std::uint32_t append_point(std::uint32_t end) const {
    const Layout places = layout();
    const std::uint32_t touched =
        std::min(end + places.unit() + places.aligned(sizeof(RecordHeader)), end_of_head());
    std::uint32_t word = 0;
    // A sector's mark that was cut may read differently the next time: rely on it no longer than needed.
    const bool marked =
        flash_.read(base_of(head_) + places.sector_mark(), mutable_bytes_of(word)) && word == 0;
    for (std::uint32_t at = end; at < touched; at += 4) {
      if (!flash_.read(at, mutable_bytes_of(word)) || word != 0xFFFFFFFF) return end_of_head();
    }
    return marked ? std::min(end + places.unit(), end_of_head()) : end_of_head();
  }

  // Verified: a cell that does not hold its bit is found now, not when the value is needed.
  Status program(std::uint32_t location, Bytes data) {
    REDOUBT_TRY(flash_.program(location, data));
    Piece back;
    REDOUBT_TRY(flash_.read(location, MutableBytes(back).first(data.size())));
    if (std::memcmp(back.data(), data.data(), data.size()) != 0) return Failure{PSA_ERROR_STORAGE_FAILURE};
    return {};
  }

  Status write_mark(std::uint32_t location) {
    static constexpr std::array<std::uint8_t, 16> kMark{};
    return program(location, Bytes(kMark).first(layout().unit()));
  }

  // Programs a record up to its mark, the data as it comes from the source. `piece` begins with the header.
  Result<std::uint32_t> write_body(Piece& piece, const RecordHeader& header, Source& source) {
    const std::uint32_t size = layout().record_mark(header.length);
    std::uint32_t location = 0;
    std::uint32_t crc = header.crc;
    std::size_t data_left = header.length;
    std::size_t crc_done = 0;
    std::size_t used = sizeof header;
    for (std::uint32_t done = 0; done < size; done += static_cast<std::uint32_t>(piece.size())) {
      const MutableBytes out = MutableBytes(piece).first(std::min<std::size_t>(piece.size(), size - done));
      const MutableBytes data = out.subspan(used, std::min(data_left, out.size() - used));
      REDOUBT_TRY(source.read(data));
      crc = crc32(data, crc);
      data_left -= data.size();
      used += data.size();
      while (used < out.size())
        out[used++] = crc_done < 4 ? static_cast<std::uint8_t>(crc >> 8 * crc_done++) : std::uint8_t{0xFF};
      if (done == 0) {
        location = REDOUBT_TRY(start_record(out, layout().record_size(header.length)));
      } else {
        REDOUBT_TRY(program(location + done, out));
      }
      used = 0;
    }
    return location;
  }

  // Finds room for a record and programs its first piece. As long as that has failed nothing is lost, and so
  // a second sector is tried if the first does not take it.
  Result<std::uint32_t> start_record(Bytes first, std::uint32_t size) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      REDOUBT_TRY(make_room(size));
      const std::uint32_t location = end_;
      end_ = end_of_head();  // without a header nothing says where the next record may start
      if (program(location, first)) {
        end_ = location + size;
        return location;
      }
    }
    return Failure{PSA_ERROR_STORAGE_FAILURE};
  }

  Status make_room(std::uint32_t size) {
    for (std::uint32_t tries = 0; end_of_head() - end_ < size; ++tries) {
      if (tries == layout().sectors()) return Failure{PSA_ERROR_INSUFFICIENT_STORAGE};
      REDOUBT_TRY(rotate());
    }
    return {};
  }

  // Opens the next sector and, when as many are in use as may be, retires the oldest.
  Status rotate() {
    const std::uint32_t sectors = layout().sectors();
    const bool retires = sequence_ + 1 - oldest_ >= sectors - 1 - spare_;
    for (std::uint32_t i = 1; i <= sectors; ++i) {
      const std::uint32_t target = (head_ + i) % sectors;
      SectorHeader header;
      if (Base::read_sector(target, header) && Base::is_alive(header)) continue;
      if (open_sector(target, retires)) return {};
      REDOUBT_TRY(Base::mount());  // the index has followed records that did not arrive
    }
    return Failure{PSA_ERROR_STORAGE_FAILURE};
  }

  // Until its mark is programmed the sector is not of the log: a power cut before leaves the log as it was.
  Status open_sector(std::uint32_t target, bool retires) {
    const std::uint32_t base = base_of(target);
    const std::uint32_t oldest = oldest_ + (retires ? 1 : 0);
    REDOUBT_TRY(flash_.erase(base));
    REDOUBT_TRY(write_sector_header(base, oldest));
    std::uint32_t end = base + layout().first_record();
    if (retires) REDOUBT_TRY(move_live(end));
    REDOUBT_TRY(write_mark(base + layout().sector_mark()));
    head_ = target;
    ++sequence_;
    oldest_ = oldest;
    end_ = end;
    return {};
  }

  // Not inlined: the stack it takes is given back before records are moved.
  [[gnu::noinline]] Status write_sector_header(std::uint32_t base, std::uint32_t oldest) {
    SectorHeader header{kMagic,
                        kVersion,
                        static_cast<std::uint8_t>(layout().unit()),
                        static_cast<std::uint16_t>(layout().data_max()),
                        layout().sector_size(),
                        sequence_ + 1,
                        oldest,
                        0};
    header.crc = crc32(bytes_of(header).first(offsetof(SectorHeader, crc)));
    Piece piece;
    piece.fill(0xFF);
    std::memcpy(piece.data(), &header, sizeof header);
    return program(base, Bytes(piece).first(layout().sector_mark()));
  }

  // Copies the live records of the oldest sector to `to`. They are never more than fit: they came from one
  // sector. The note that a key was removed need not be kept: what it hides is in this sector or in older
  // ones.
  Status move_live(std::uint32_t& to) {
    Cursor cursor = oldest();
    for (Record record; Base::next(cursor, record);) {
      if (!is_newest(record)) continue;
      if (!is_in_use(record)) {
        Base::index_drop(key_of(record.header), Base::part_of(record));
        continue;
      }
      const std::uint32_t size = layout().record_size(record.header.length);
      REDOUBT_TRY(copy(record, to, size));
      record.location = to;
      Base::index_put(record);
      to += size;
    }
    return {};
  }

  // A walk through the oldest sector alone; through nothing if it is lost.
  Cursor oldest() const {
    Cursor cursor = Base::begin();
    for (SectorHeader header; cursor.sectors_left != 0; --cursor.sectors_left) {
      const std::uint32_t sector = (cursor.sector + 1) % layout().sectors();
      if (Base::read_sector(sector, header) && header.sequence == oldest_) return {cursor.sector, 1};
      cursor.sector = sector;
    }
    return cursor;
  }

  Status copy(const Record& record, std::uint32_t to, std::uint32_t size) {
    Piece piece;
    for (std::uint32_t done = 0; done < size; done += static_cast<std::uint32_t>(piece.size())) {
      const MutableBytes data = MutableBytes(piece).first(std::min<std::size_t>(piece.size(), size - done));
      REDOUBT_TRY(flash_.read(record.location + done, data));
      if (done == 0)
        std::memcpy(piece.data(), &record.header, sizeof record.header);  // with a flipped bit put right
      REDOUBT_TRY(program(to + done, data));
    }
    return {};
  }

  std::uint32_t spare_;
  std::uint32_t end_ = 0;  // where the next record goes
  bool ready_ = false;
};

}  // namespace redoubt::flash_store
