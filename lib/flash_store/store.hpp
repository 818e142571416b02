// SPDX-License-Identifier: BSD-3-Clause
// A store of values by key on NOR-like memory that loses nothing to a power cut, wears all sectors alike and
// can always be emptied. The format, and why it holds: docs/storage-format.md. Not reentrant: one caller at a
// time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/flash_store/log.hpp"
#include "lib/flash_store/stream.hpp"

namespace redoubt::flash_store {

// A value with this flag is never replaced or removed. The other bits of the flags are the user's.
inline constexpr std::uint8_t kWriteOnce = 1;

template <hal::Flash Flash>
class Store : public Log<Flash> {
  using Base = Log<Flash>;

 public:
  // Flash and index must outlive the store. `spare_sectors` are kept out of use; they replace sectors that
  // wear out.
  constexpr Store(Flash& flash, std::span<IndexEntry> index, std::uint32_t spare_sectors = 0)
      : Base(flash, index, spare_sectors) {}

  // Makes `size` bytes of the source the key's value: wholly or, after an error or a power cut, not at all. A
  // value of up to layout().data_max() bytes can be replaced in a full store too; for a larger one there must
  // be room beside the old one. Errors: PSA_ERROR_NOT_PERMITTED, the value is write-once;
  // PSA_ERROR_INSUFFICIENT_STORAGE; PSA_ERROR_STORAGE_FAILURE, the memory does not hold what is written to
  // it; the source's.
  Status set(const Key& key, std::uint8_t flags, std::uint32_t size, Source& source) {
    const Extent old = REDOUBT_TRY(replaceable(key));
    if (size > capacity()) return Failure{PSA_ERROR_INSUFFICIENT_STORAGE};
    const Extent extent = extent_of_size(size, old.generation ^ 1);
    if (extent.chunks > kChunksMax || live_ + extent.chunk_bytes > capacity() ||
        live_ + extent.bytes > capacity() + old.bytes) {
      return Failure{PSA_ERROR_INSUFFICIENT_STORAGE};
    }
    const std::uint32_t live = live_;
    const Status status = write_value(key, flags, size, extent, source);
    pending_ = {};
    if (!status) {
      drop_chunks(key, extent);
      live_ = live;
      return status;
    }
    drop_chunks(key, old);
    live_ = live + extent.bytes - std::min(live, old.bytes);
    return {};
  }

  Status set(const Key& key, std::uint8_t flags, Bytes value) {
    BytesSource source(value);
    return set(key, flags, static_cast<std::uint32_t>(value.size()), source);
  }

  // Works in a full store too. Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_NOT_PERMITTED;
  // PSA_ERROR_STORAGE_FAILURE.
  Status remove(const Key& key) {
    const Extent old = REDOUBT_TRY(replaceable(key));
    if (old.bytes == 0) return Failure{PSA_ERROR_DOES_NOT_EXIST};
    BytesSource nothing({});
    REDOUBT_TRY(Base::append(key, kRemoved, 0, nothing));
    Base::index_drop(key, 0);
    drop_chunks(key, old);
    live_ -= std::min(live_, old.bytes);
    return {};
  }

 private:
  using Base::capacity;
  using Base::extent_of_size;
  using Base::layout;
  using Base::live_;
  using Base::pending_;
  using typename Base::Extent;

  // What set() or remove() is about to replace. All writing starts here.
  Result<Extent> replaceable(const Key& key) {
    REDOUBT_TRY(Base::prepare());
    Record old;
    if (!Base::find(key, 0, old)) return Extent{};
    if ((Base::flags_of(old) & kWriteOnce) != 0) return Failure{PSA_ERROR_NOT_PERMITTED};
    return Base::extent_of(old);
  }

  void drop_chunks(const Key& key, const Extent& extent) {
    for (std::uint32_t i = 0; i < extent.chunks; ++i) Base::index_drop(key, chunk_tag(extent.generation, i));
  }

  Status write_value(const Key& key, std::uint8_t flags, std::uint32_t size, const Extent& extent,
                     Source& source) {
    if (extent.chunks == 0)
      return Base::append(key, static_cast<std::uint16_t>(kValue | flags), size, source);
    pending_ = {key, extent.generation, 0};
    for (std::uint32_t left = size; left != 0; ++pending_.chunks) {
      const std::uint32_t length = std::min(left, layout().data_max());
      REDOUBT_TRY(Base::append(key, chunk_tag(extent.generation, pending_.chunks), length, source));
      left -= length;
    }
    const LargeValue large{size, extent.generation};
    BytesSource description(bytes_of(large));
    return Base::append(key, static_cast<std::uint16_t>(kLarge | flags), sizeof large, description);
  }
};

}  // namespace redoubt::flash_store
