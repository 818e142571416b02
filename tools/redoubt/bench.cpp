// SPDX-License-Identifier: BSD-3-Clause
// `redoubt bench`: shows or extends build/report/bench.json.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "tools/redoubt/bench_report.hpp"
#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

struct BenchOptions {
  std::optional<std::string> add;
  std::string marks, cases;
  std::string report = "build/report/bench.json";
  bool json = false;
};

// Figures are whole numbers, two levels deep; a report that is something else is not overwritten.
nlohmann::ordered_json read_figures(const std::string& path) {
  auto report = nlohmann::ordered_json::parse(read_file(path), nullptr, false);
  bool is_good = report.is_object();
  for (auto system = report.begin(); is_good && system != report.end(); ++system) {
    is_good = system->is_object();
    for (auto figure = system->begin(); is_good && figure != system->end(); ++figure)
      is_good = figure->is_number_unsigned();
  }
  if (!is_good) throw Error(fmt::format("{}: is no report of instruction counts", path));
  return report;
}

void add_figures(const BenchOptions& options) {
  const std::string& name = *options.add;
  const std::size_t at = name.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == name.size())
    throw UsageError("--add takes SYSTEM@BOARD");
  auto report = nlohmann::ordered_json::object();
  if (std::filesystem::exists(options.report)) report = read_figures(options.report);
  report[name] = bench_entry(read_file(options.marks), read_file(options.cases));
  write_if_changed(options.report, report.dump(2) + "\n");
}

void bench(const BenchOptions& options) {
  if (options.add) add_figures(options);
  const auto report = read_figures(options.report);
  fmt::print("{}", options.json ? report.dump(2) + "\n" : bench_table(report));
}

}  // namespace

void add_bench(CLI::App& app) {
  CLI::App* command = app.add_subcommand("bench", "Shows what calls and the boot cost in instructions");
  auto options = std::make_shared<BenchOptions>();
  CLI::Option* add = command->add_option("--add", options->add, "Add or replace the figures of SYSTEM@BOARD");
  CLI::Option* marks =
      command->add_option("--marks", options->marks, "What the instruction counter wrote (bench/README.md)");
  CLI::Option* cases = command->add_option("--cases", options->cases, "What the bench application printed");
  marks->check(CLI::ExistingFile)->needs(add);
  cases->check(CLI::ExistingFile)->needs(add);
  add->needs(marks)->needs(cases);
  command->add_option("-o,--report", options->report, "The report")->capture_default_str();
  command->add_flag("--json", options->json, "Print the report itself");
  command->callback([options] { bench(*options); });
}

}  // namespace redoubt::tool
