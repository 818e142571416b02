// SPDX-License-Identifier: BSD-3-Clause
// Fault records and the device's report lines in words.
#pragma once

#include <redoubt/platform.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.hpp"
#include "lib/fault/words.hpp"

namespace redoubt::tool {

// Where code is: Symbols::of(), of_call() and of_link(). Empty: not known.
struct Places {
  std::function<std::string(std::uint32_t)> of;
  std::function<std::string(std::uint32_t)> of_call;
  std::function<std::string(std::uint32_t)> of_link;
};

// A record from its bytes: struct redoubt_fault, as the non-secure side gets it, or the memory in which the
// SPM keeps it, as a debugger dumps it. Throws tool::Error if it is neither.
redoubt_fault parse_fault(Bytes bytes);

// All that the record says; `guards`: the board's, if that is known.
std::string describe_fault(const redoubt_fault& fault, const std::optional<fault::GuardExceptions>& guards,
                           const Places& places);

// What belongs below a line of the console: symbols and lines of the addresses in it. Empty for most lines.
std::string explain_line(std::string_view line, const Places& places);

}  // namespace redoubt::tool
