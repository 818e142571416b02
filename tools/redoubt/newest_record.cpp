// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/newest_record.hpp"

#include <fmt/format.h>

#include <vector>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

class Log : public flash_store::Reader<FileFlash> {
 public:
  using Reader::Reader;

  // Oldest first.
  std::vector<flash_store::Record> records() const {
    std::vector<flash_store::Record> all;
    Cursor cursor = begin();
    for (flash_store::Record record; next(cursor, record);) all.push_back(record);
    return all;
  }

  // The newest record of its key, and not the note of a removal or a part of a large value.
  bool is_current(const flash_store::Record& record) const {
    const auto newest = scan(flash_store::key_of(record.header), 0);
    return newest && newest->location == record.location;
  }

  static StoredValue value_of(const flash_store::Record& record) {
    return {flash_store::key_of(record.header), data_location(record), record.header.length};
  }
};

}  // namespace

std::optional<StoredValue> find_newest_value(FileFlash& flash) {
  Log log(flash);
  const Status mounted = log.mount();
  if (!mounted) throw Error(fmt::format("the area holds no storage that can be read ({})", mounted.status()));
  std::optional<StoredValue> newest;
  for (const flash_store::Record& record : log.records()) {
    if (record.header.length != 0 && log.is_current(record)) newest = Log::value_of(record);
  }
  return newest;
}

}  // namespace redoubt::tool
