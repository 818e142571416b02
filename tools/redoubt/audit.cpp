// SPDX-License-Identifier: BSD-3-Clause
// `redoubt audit`: what is inside a system, as a table, a picture and a verdict on a reviewer's rules.
#include "tools/redoubt/audit/audit.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tools/redoubt/audit/picture.hpp"
#include "tools/redoubt/audit/policy.hpp"
#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

struct AuditOptions {
  std::string add, elf, map, stacks, svg, system;
  std::string report = "build/report/audit.json";
  std::vector<std::string> policies;
  bool json = false;
};

AuditJson parse(const std::string& path, const char* what) {
  AuditJson json = AuditJson::parse(read_file(path), nullptr, false);
  if (!json.is_object()) throw Error(fmt::format("{}: is no {}", path, what));
  return json;
}

// The entries are read before they are written again: a file that is something else is not overwritten.
AuditJson read_audits(const std::string& path) {
  AuditJson report = parse(path, "report of audits");
  for (const auto& [name, entry] : report.items()) (void)read_audit(entry, fmt::format("{}: {}", path, name));
  return report;
}

// What `redoubt compose` wrote, with what the other options know, becomes an entry. Returns its name.
std::string add_system_audit(const AuditOptions& options) {
  AuditJson entry = parse(options.add, "audit that `redoubt compose` made");
  std::string name = read_audit(entry, options.add).title();
  if (!options.elf.empty()) add_image(entry, read_linked_image(options.elf, options.map));
  if (!options.stacks.empty()) add_stacks(entry, options.stacks);
  AuditJson report = AuditJson::object();
  if (std::filesystem::exists(options.report)) report = read_audits(options.report);
  report[name] = std::move(entry);
  write_if_changed(options.report, report.dump(2) + "\n");
  return name;
}

std::vector<Audit> selected(const AuditJson& report, const std::string& system, const std::string& path) {
  std::vector<Audit> out;
  for (const auto& [name, entry] : report.items())
    if (system.empty() || system == name) out.push_back(read_audit(entry, path));
  if (out.empty())
    throw Error(fmt::format("{}: has no audit of {}", path, system.empty() ? "anything" : system));
  return out;
}

// All rules are checked, whatever the first one says.
void check_policies(const AuditOptions& options, const std::vector<Audit>& audits) {
  std::size_t rules = 0, violated = 0, open = 0;
  for (const Audit& audit : audits)
    for (const std::string& path : options.policies) {
      const PolicyResult result = check_policy(path, audit);
      for (const std::string& line : result.violations) fmt::print(stderr, "redoubt: {}\n", line);
      for (const std::string& line : result.not_checked) fmt::print("not checked: {}\n", line);
      rules += result.rules;
      violated += result.violations.size();
      open += result.not_checked.size();
    }
  if (violated != 0) throw Error(fmt::format("{} of {} rules violated", violated, rules));
  if (!options.policies.empty()) fmt::print("{} rules kept, {} not checked\n", rules - open, open);
}

void audit(AuditOptions options) {
  if (!options.add.empty()) options.system = add_system_audit(options);
  const AuditJson report = read_audits(options.report);
  const std::vector<Audit> audits = selected(report, options.system, options.report);
  if (!options.svg.empty() && audits.size() != 1)
    throw UsageError("--svg draws one system: choose it by --system SYSTEM@BOARD");
  if (options.json) {
    fmt::print("{}\n", report.dump(2));
  } else if (options.policies.empty() && options.svg.empty()) {
    for (const Audit& one : audits) fmt::print("{}{}", &one == &audits.front() ? "" : "\n", audit_table(one));
  }
  if (!options.svg.empty()) write_if_changed(options.svg, draw_system(audits.front()));
  check_policies(options, audits);
}

}  // namespace

void add_audit(CLI::App& app) {
  CLI::App* command = app.add_subcommand("audit", "Show what is inside a system, and check rules about it");
  auto options = std::make_shared<AuditOptions>();
  CLI::Option* add = command->add_option("--add", options->add,
                                         "Add or replace a system: the audit.json of its `redoubt compose`");
  add->check(CLI::ExistingFile);
  CLI::Option* elf =
      command->add_option("--elf", options->elf, "The linked secure image: who has which memory");
  elf->check(CLI::ExistingFile)->needs(add);
  command->add_option("--map", options->map, "Its map file: whose code is which")
      ->check(CLI::ExistingFile)
      ->needs(elf);
  command->add_option("--stacks", options->stacks, "What was measured of stacks (tools/dev/stacks.py)")
      ->check(CLI::ExistingFile)
      ->needs(add);
  command->add_option("-o,--report", options->report, "The report")->capture_default_str();
  command->add_option("--system", options->system, "Only SYSTEM@BOARD of the report")->excludes(add);
  command
      ->add_option("--policy", options->policies, "Files of rules to check; exit status 1 if one is violated")
      ->check(CLI::ExistingFile);
  command->add_option("--svg", options->svg, "Draw the system into this file");
  command->add_flag("--json", options->json, "Print the report itself");
  command->callback([options] { audit(*options); });
}

}  // namespace redoubt::tool
