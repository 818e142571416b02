// SPDX-License-Identifier: BSD-3-Clause
// `redoubt compose`: board.json, .config and manifests in; tables, headers, linker memory and audit.json out.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

struct ComposeOptions {
  std::string board, config, out;
  std::vector<std::string> manifests;
  bool json = false;
};

void compose(const ComposeOptions& options) {
  Board board = read_board(options.board);
  std::vector<Partition> partitions;
  for (const std::string& path : options.manifests) partitions.push_back(read_manifest(path, board));
  const System system = resolve(std::move(board), read_config(options.config), std::move(partitions));
  const auto files = emit_all(system);
  const std::size_t changed = write_all(files, options.out);
  for (const std::string& warning : system.warnings) fmt::print(stderr, "redoubt: warning: {}\n", warning);
  if (options.json)
    fmt::print("{}", files.at("audit.json"));
  else
    fmt::print("{}: {} partitions, {} of {} files changed in {}\n", system.board.name,
               system.partitions.size(), changed, files.size(), options.out);
}

}  // namespace

void add_compose(CLI::App& app) {
  CLI::App* command = app.add_subcommand("compose", "Make tables, headers and linker memory of a system");
  auto options = std::make_shared<ComposeOptions>();
  command->add_option("--board", options->board, "the board's board.json")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--config", options->config, ".config of tools/kconfig.py")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--manifest", options->manifests, "partition manifests, in a fixed order")
      ->check(CLI::ExistingFile);
  command->add_option("--out", options->out, "folder for what is made")->required();
  command->add_flag("--json", options->json, "print audit.json");
  command->callback([options] { compose(*options); });
}

}  // namespace redoubt::tool
