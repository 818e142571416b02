// SPDX-License-Identifier: BSD-3-Clause
// `redoubt`: the host CLI. Exit status 0: done; 1: a check failed; 2: usage.
#include <cstdio>
#include <exception>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/error.hpp"

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

int run(int argc, char** argv) {
  CLI::App app(
      "Redoubt's host tool: composes systems, signs and checks images, provisions devices, reads tokens.",
      "redoubt");
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  redoubt::tool::add_commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;  // --help is a "parse error" of value 0
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const redoubt::tool::Error& error) {
    std::fprintf(stderr, "redoubt: %s\n", error.what());
    return error.exit_code();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "redoubt: %s\n", error.what());
    return kFailed;
  }
}
