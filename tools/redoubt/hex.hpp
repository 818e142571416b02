// SPDX-License-Identifier: BSD-3-Clause
// Bytes as hexadecimal text and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.hpp"

namespace redoubt::tool {

// Lower case, no separators.
std::string hex(Bytes data);

// White space is skipped. Throws UsageError that names `what` if there is anything else, or half a byte.
std::vector<std::uint8_t> from_hex(std::string_view text, std::string_view what);

// True if there is at least one digit, and nothing but hexadecimal digits and white space.
bool looks_like_hex(Bytes text);

}  // namespace redoubt::tool
