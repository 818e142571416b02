// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/bench_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <sstream>
#include <vector>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::string_view kBegin = "0x40";
constexpr std::string_view kEnd = "0x41";
constexpr std::string_view kArmed = "0x42";  // an interrupt will come
constexpr std::string_view kTaken = "0x43";  // it was taken

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// "total=123" among the words of a line.
std::uint64_t field(const std::vector<std::string>& words, std::string_view name) {
  for (const std::string& word : words) {
    if (!word.starts_with(name) || word.size() <= name.size() || word[name.size()] != '=') continue;
    const auto value = parse_number(std::string_view(word).substr(name.size() + 1));
    if (value) return *value;
  }
  throw Error(fmt::format("the counter's output has a line without {}=", name));
}

struct Counts {
  std::vector<std::uint64_t> spans;            // instructions between begin and end markers
  std::vector<std::uint64_t> waits;            // instructions until an interrupt was taken
  std::map<std::string, std::uint64_t> first;  // instructions before the first one in a range
};

// Other markers than these are somebody else's, but none may stand inside a span: the counter starts anew at
// each.
Counts read_marks(std::string_view marks) {
  Counts counts;
  bool is_open = false, is_armed = false;
  std::istringstream in{std::string(marks)};
  for (std::string line; std::getline(in, line);) {
    const auto words = words_of(line);
    if (words.size() < 3) continue;
    if (words[0] == "FIRST") counts.first.emplace(words[1], field(words, "total"));
    if (words[0] != "MARK") continue;
    if (is_open != (words[1] == kEnd))
      throw Error("the counter saw a span that does not begin or does not end");
    // The begin marker itself was counted: it is not part of the span.
    if (is_open) counts.spans.push_back(field(words, "delta") - 1);
    is_open = words[1] == kBegin;
    if (is_armed != (words[1] == kTaken))
      throw Error("the counter saw an interrupt that was not awaited or did not come");
    if (is_armed) counts.waits.push_back(field(words, "delta"));
    is_armed = words[1] == kArmed;
  }
  if (is_open) throw Error("the counter saw a span that does not end");
  if (is_armed || counts.waits.size() % 2 != 0) throw Error("the counter saw an interrupt that did not come");
  return counts;
}

// Each two waits are for the same interrupt: with nothing that could keep it waiting, then in a call.
std::uint64_t longest_delay(const std::vector<std::uint64_t>& waits) {
  std::uint64_t longest = 0;
  for (std::size_t i = 0; i < waits.size(); i += 2) {
    if (waits[i + 1] > waits[i]) longest = std::max(longest, waits[i + 1] - waits[i]);
  }
  return longest;
}

std::vector<std::string> read_names(std::string_view cases) {
  std::vector<std::string> names;
  std::istringstream in{std::string(cases)};
  for (std::string line; std::getline(in, line);) {
    const auto words = words_of(line);
    if (words.size() != 2 || words[0] != "BENCH") continue;
    if (std::ranges::find(names, words[1]) != names.end())
      throw Error(fmt::format("the case {} is there twice", words[1]));
    names.push_back(words[1]);
  }
  return names;
}

// A case X and a case direct_X, which does the same without the service, are X and overhead_X.
void add_overheads(nlohmann::ordered_json& entry) {
  constexpr std::string_view kDirect = "direct_";
  nlohmann::ordered_json told = nlohmann::ordered_json::object();
  for (const auto& [name, figure] : entry.items()) {
    if (!name.starts_with(kDirect)) {
      told[name] = figure;
      continue;
    }
    const std::string whole = name.substr(kDirect.size());
    if (!entry.contains(whole)) throw Error(fmt::format("there is no case {} for {}", whole, name));
    const auto with = entry[whole].get<std::uint64_t>(), without = figure.get<std::uint64_t>();
    if (with < without) throw Error(fmt::format("{} takes more instructions than {}", name, whole));
    told["overhead_" + whole] = with - without;
  }
  entry = std::move(told);
}

std::uint64_t first_in(const Counts& counts, const char* range) {
  const auto found = counts.first.find(range);
  if (found == counts.first.end())
    throw Error(fmt::format("the counter never saw an instruction in the range {}", range));
  return found->second;
}

// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t value) {
  std::string digits = fmt::format("{}", value);
  for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3) {
    digits.insert(digits.begin() + place, ',');
  }
  return digits;
}

struct Column {
  std::string_view board, system;
  const nlohmann::ordered_json* figures;
};

// The report's entries, SYSTEM@BOARD each; a name without @ is all system.
std::vector<Column> columns_of(const nlohmann::ordered_json& report) {
  std::vector<Column> columns;
  for (const auto& entry : report.items()) {
    const std::string_view name = entry.key();
    const std::size_t at = std::min(name.find('@'), name.size());
    columns.push_back({name.substr(std::min(at + 1, name.size())), name.substr(0, at), &entry.value()});
  }
  std::ranges::stable_sort(columns, {}, &Column::board);
  return columns;
}

// In the order in which they first occur.
std::vector<std::string> case_names(std::span<const Column> columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) {
    for (const auto& [name, figure] : column.figures->items()) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

std::string board_table(std::span<const Column> columns) {
  std::string out = fmt::format("{:24}", columns.front().board);
  for (const Column& column : columns) out += fmt::format(" {:>12}", column.system);
  for (const std::string& name : case_names(columns)) {
    out += fmt::format("\n{:24}", name);
    for (const Column& column : columns) {
      const auto figure = column.figures->find(name);
      out += fmt::format(" {:>12}",
                         figure == column.figures->end() ? "-" : grouped(figure->get<std::uint64_t>()));
    }
  }
  return out + "\n";
}

}  // namespace

nlohmann::ordered_json bench_entry(std::string_view marks, std::string_view cases) {
  const Counts counts = read_marks(marks);
  const std::vector<std::string> names = read_names(cases);
  if (names.size() != counts.spans.size()) {
    throw Error(fmt::format("the console names {} cases, the counter saw {} spans", names.size(),
                            counts.spans.size()));
  }
  nlohmann::ordered_json entry = {{"boot_to_spe", first_in(counts, "S")},
                                  {"boot_to_nspe", first_in(counts, "NS")}};
  for (std::size_t i = 0; i < names.size(); ++i) entry[names[i]] = counts.spans[i];
  add_overheads(entry);
  if (!counts.waits.empty()) entry["max_masked"] = longest_delay(counts.waits);
  return entry;
}

std::string bench_table(const nlohmann::ordered_json& report) {
  const std::vector<Column> columns = columns_of(report);
  std::string out;
  for (auto first = columns.begin(); first != columns.end();) {
    const auto last =
        std::find_if(first, columns.end(), [&](const Column& c) { return c.board != first->board; });
    out += (out.empty() ? "" : "\n") + board_table({first, last});
    first = last;
  }
  return out;
}

}  // namespace redoubt::tool
