// SPDX-License-Identifier: BSD-3-Clause
// Finds the record of a store that a demonstration of tampering should hit.
#pragma once

#include <optional>

#include "lib/flash_store/reader.hpp"
#include "tools/redoubt/file_flash.hpp"

namespace redoubt::tool {

struct StoredValue {
  flash_store::Key key;
  std::uint32_t offset;  // of the value's first byte in the area
  std::uint32_t size;    // bytes
};

// The value that was written last and has not been replaced or removed since; nothing if no value has a byte.
// Throws Error if the area holds no store that can be read.
std::optional<StoredValue> find_newest_value(FileFlash& flash);

}  // namespace redoubt::tool
