// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/newest_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

using flash_store::Record;

class Log : public flash_store::Reader<FileFlash> {
 public:
  using Reader::Reader;

  // Newest first.
  std::vector<Record> records() const {
    std::vector<Record> all;
    Cursor cursor = begin();
    for (Record record; next(cursor, record);) all.insert(all.begin(), record);
    return all;
  }

  // Not a part of a large value, nor the note of a removal, nor empty.
  static bool has_value(const Record& record) {
    return !flash_store::is_chunk(record.header.tag) && !is_removed(record.header) &&
           record.header.length != 0;
  }
  // Says what became of the same key.
  static bool concerns(const Record& record, const flash_store::Key& key) {
    return is_part(record.header, key, 0);
  }
  static StoredValue value_of(const Record& record) {
    return {flash_store::key_of(record.header), data_location(record), record.header.length};
  }
};

}  // namespace

std::optional<StoredValue> find_newest_value(FileFlash& flash) {
  Log log(flash);
  const Status mounted = log.mount();
  if (!mounted) throw Error(fmt::format("the area holds no storage that can be read ({})", mounted.status()));
  const std::vector<Record> records = log.records();
  for (auto record = records.begin(); record != records.end(); ++record) {
    const auto says_more = [&](const Record& newer) {
      return Log::concerns(newer, flash_store::key_of(record->header));
    };
    if (Log::has_value(*record) && std::none_of(records.begin(), record, says_more))
      return Log::value_of(*record);
  }
  return std::nullopt;
}

}  // namespace redoubt::tool
