// SPDX-License-Identifier: BSD-3-Clause
// The subcommands of `redoubt`. Each file NAME.cpp defines add_NAME(), which adds its subcommand, options and
// callback to the application. A callback returns when all went well and throws tool::Error (error.hpp) when
// it did not.
#pragma once

#include <CLI/CLI.hpp>

namespace redoubt::tool {

void add_compose(CLI::App& app);
void add_size(CLI::App& app);
void add_key(CLI::App& app);
void add_image(CLI::App& app);
void add_provision(CLI::App& app);
void add_token(CLI::App& app);
void add_tamper(CLI::App& app);
void add_bench(CLI::App& app);
void add_audit(CLI::App& app);
void add_fault(CLI::App& app);

}  // namespace redoubt::tool
