// SPDX-License-Identifier: BSD-3-Clause
// `redoubt key`: P-256 keys for signing images, in PEM as openssl has it.
#include <fmt/format.h>

#include <memory>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_io.hpp"
#include "tools/redoubt/hex.hpp"

namespace redoubt::tool {

namespace {

struct GenerateOptions {
  std::string out, public_out;
  bool force = false;
};

void refuse_to_replace(const std::string& file, bool force) {
  if (!file.empty() && !force && std::filesystem::exists(file)) {
    throw Error(file + " exists already; --force replaces it, and what it signs is lost with it");
  }
}

void generate(const GenerateOptions& options) {
  refuse_to_replace(options.out, options.force);
  refuse_to_replace(options.public_out, options.force);
  const PrivateKey key = PrivateKey::generate();
  replace_file(options.out, key.pem(), kPrivateFile);
  if (!options.public_out.empty()) replace_file(options.public_out, key.public_key().pem(), kPublicFile);
  fmt::print("{}: a new P-256 key, hash {}\n", options.out, hex(key.public_key().hash()));
}

void add_generate(CLI::App& parent) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* command = parent.add_subcommand("generate", "Makes a P-256 key from the kernel's random numbers");
  command->add_option("--out", options->out, "PEM file to write, readable by you alone")->required();
  command->add_option("--public", options->public_out, "PEM file for the public half");
  command->add_flag("--force", options->force, "Replace existing files");
  command->callback([options] { generate(*options); });
}

void add_hash(CLI::App& parent) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = parent.add_subcommand("hash", "Prints the SHA-256 of a public key as devices know it");
  command->add_option("FILE", *file, "PEM or DER, public or private")->required();
  command->callback([file] { fmt::print("{}\n", hex(load_public_key(*file).hash())); });
}

}  // namespace

void add_key(CLI::App& app) {
  CLI::App* command = app.add_subcommand("key", "Makes signing keys and shows their hashes");
  command->require_subcommand(1);
  add_generate(*command);
  add_hash(*command);
}

}  // namespace redoubt::tool
