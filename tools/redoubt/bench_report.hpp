// SPDX-License-Identifier: BSD-3-Clause
// bench.json: {"SYSTEM@BOARD": {CASE: instructions}}, made of what the counter (bench/plugin) and the bench
// application have to say.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace redoubt::tool {

// One system's figures: boot_to_spe and boot_to_nspe, each case that the application announced, and
// max_masked if it had interrupts come into calls: the longest that one had to wait.
//   marks: the counter's output; the ranges S and NS are the two images' code
//   cases: the console's lines; each "BENCH name" announces the next span between two markers
// Throws Error when they do not fit together: a span that does not end, another number of spans than of
// names, a name twice, an interrupt that did not come, no start of an image.
nlohmann::ordered_json bench_entry(std::string_view marks, std::string_view cases);

// For people: a table for each board, in it a row for each case and a column for each system.
std::string bench_table(const nlohmann::ordered_json& report);

}  // namespace redoubt::tool
