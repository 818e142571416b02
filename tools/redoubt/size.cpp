// SPDX-License-Identifier: BSD-3-Clause
// `redoubt size`: shows or extends build/report/size.json.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"
#include "tools/redoubt/size/report.hpp"

namespace redoubt::tool {

namespace {

constexpr const char* kReport = "build/report/size.json";

struct SizeOptions {
  std::string add, bl2, spe;
  std::string report = kReport;
  bool json = false;
};

nlohmann::json read_sizes(const std::string& path) {
  nlohmann::json report = nlohmann::json::parse(read_file(path), nullptr, false);
  if (!report.is_object()) throw Error(fmt::format("{}: is no size report", path));
  return report;
}

void add_sizes(const SizeOptions& options) {
  if (options.add.find('@') == std::string::npos) throw UsageError("--add takes SYSTEM@BOARD");
  nlohmann::json report = nlohmann::json::object();
  if (std::filesystem::exists(options.report)) report = read_sizes(options.report);
  report[options.add] = size_entry(measure_image(options.bl2), measure_image(options.spe));
  write_if_changed(options.report, report.dump(2) + "\n");
}

void size(const SizeOptions& options) {
  if (!options.add.empty()) add_sizes(options);
  const nlohmann::json report = read_sizes(options.report);
  fmt::print("{}", options.json ? report.dump(2) + "\n" : size_table(report));
}

}  // namespace

void add_size(CLI::App& app) {
  CLI::App* command = app.add_subcommand("size", "Show what the images cost in flash and RAM");
  auto options = std::make_shared<SizeOptions>();
  CLI::Option* add =
      command->add_option("--add", options->add, "measure a system and add it as SYSTEM@BOARD");
  CLI::Option* bl2 =
      command->add_option("--bl2", options->bl2, "the bootloader's map file, its .elf beside it");
  CLI::Option* spe = command->add_option("--spe", options->spe, "the SPE's map file, its .elf beside it");
  bl2->check(CLI::ExistingFile)->needs(add);
  spe->check(CLI::ExistingFile)->needs(add);
  add->needs(bl2)->needs(spe);
  command->add_option("-o,--report", options->report, "the report")->capture_default_str();
  command->add_flag("--json", options->json, "print the report itself");
  command->callback([options] { size(*options); });
}

}  // namespace redoubt::tool
