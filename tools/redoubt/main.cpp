// SPDX-License-Identifier: BSD-3-Clause
// `redoubt`: the host CLI. Exit status 0: done; 1: a check failed; 2: usage.
#include <cstdio>
#include <exception>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/error.hpp"

namespace {

namespace tool = redoubt::tool;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

// In the order of --help: a product's way from description to device to evidence.
constexpr void (*kCommands[])(CLI::App&) = {
    tool::add_compose, tool::add_key,  tool::add_image, tool::add_provision, tool::add_token,
    tool::add_tamper,  tool::add_size, tool::add_bench, tool::add_audit,     tool::add_fault,
};

int run(int argc, char** argv) {
  CLI::App app(
      "Redoubt's host tool: composes systems, signs and checks images, provisions devices, reads tokens.",
      "redoubt");
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  for (const auto add : kCommands) add(app);
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
  } catch (const tool::Error& error) {
    std::fprintf(stderr, "redoubt: %s\n", error.what());
    return error.exit_code();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "redoubt: %s\n", error.what());
    return kFailed;
  }
}
