// SPDX-License-Identifier: BSD-3-Clause
// `redoubt fault`: what a device says of a fault, with functions, files and lines.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/compose/board.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/fault_words.hpp"
#include "tools/redoubt/file_io.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/symbols.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kMaxRecord = 64 * 1024;
constexpr std::string_view kRecordLine = "FAULT ";

struct FaultOptions {
  std::vector<std::string> elf;
  std::string board, record, addr2line = "arm-none-eabi-addr2line", log = "-";
};

std::optional<fault::GuardExceptions> guards_of(const std::string& board_file) {
  if (board_file.empty()) return std::nullopt;
  const Board board = read_board(board_file);
  const auto exception = [&](const char* name) {
    const auto found = board.interrupts.find(name);
    return found != board.interrupts.end() ? 16 + found->second : 0;
  };
  return fault::GuardExceptions{exception("mpc"), exception("ppc")};
}

// Records come in lines of hexadecimal text, as the demo prints them; their first word says how long one is.
class RecordLines {
 public:
  // A record that this line completes.
  std::optional<std::vector<std::uint8_t>> add(std::string_view text) {
    const std::vector<std::uint8_t> bytes = from_hex(text, "FAULT");
    collected_.insert(collected_.end(), bytes.begin(), bytes.end());
    if (collected_.size() < 4 || collected_.size() < load<std::uint32_t>(collected_.data()))
      return std::nullopt;
    return std::exchange(collected_, {});
  }
  void drop() { collected_.clear(); }

 private:
  std::vector<std::uint8_t> collected_;
};

class Explainer {
 public:
  explicit Explainer(const FaultOptions& options)
      : symbols_(options.elf, options.addr2line),
        places_{[this](std::uint32_t address) { return symbols_.of(address); },
                [this](std::uint32_t address) { return symbols_.of_call(address); },
                [this](std::uint32_t address) { return symbols_.of_link(address); }},
        guards_(guards_of(options.board)) {}
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;

  void record(Bytes bytes) const { fmt::print("{}", describe_fault(parse_fault(bytes), guards_, places_)); }

  void log(std::istream& in) {
    for (std::string line; std::getline(in, line);) {
      fmt::print("{}\n", line);
      explain(line);
      std::fflush(stdout);
    }
  }

 private:
  void explain(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view text = line.starts_with(kRecordLine) ? line.substr(kRecordLine.size()) : "";
    if (!looks_like_hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})) {
      lines_.drop();
      fmt::print("{}", explain_line(line, places_));
    } else if (const auto whole = lines_.add(text)) {
      record(*whole);
    }
  }

  const Symbols symbols_;
  const Places places_;
  const std::optional<fault::GuardExceptions> guards_;
  RecordLines lines_;
};

std::vector<std::uint8_t> read_record(const std::string& file) {
  std::vector<std::uint8_t> content = read_bytes(file, kMaxRecord);
  if (!looks_like_hex(content)) return content;
  return from_hex({reinterpret_cast<const char*>(content.data()), content.size()}, file);
}

void explain_fault(const FaultOptions& options) {
  Explainer explainer(options);
  if (!options.record.empty()) return explainer.record(read_record(options.record));
  if (options.log == "-") return explainer.log(std::cin);
  std::ifstream file(options.log);
  if (!file) throw Error(fmt::format("{}: cannot be read", options.log));
  explainer.log(file);
}

}  // namespace

void add_fault(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "fault",
      "Explains faults: a device's console goes through, with functions, files and lines below reports");
  auto options = std::make_shared<FaultOptions>();
  command
      ->add_option("--elf", options->elf,
                   "An image with symbols: spe.elf, and the non-secure one; repeatable")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  command->add_option("--board", options->board, "board.json: which interrupts guard memory and peripherals")
      ->check(CLI::ExistingFile);
  CLI::Option* record = command->add_option(
      "--record", options->record,
      "Explain this record instead: struct redoubt_fault or dumped memory; - is standard input");
  command->add_option("--addr2line", options->addr2line, "The program that knows lines")
      ->capture_default_str();
  command->add_option("LOG", options->log, "What the console said; - is standard input")
      ->capture_default_str()
      ->excludes(record);
  command->callback([options] { explain_fault(*options); });
}

}  // namespace redoubt::tool
