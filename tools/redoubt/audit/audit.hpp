// SPDX-License-Identifier: BSD-3-Clause
// audit.json as its readers want it: the table, the picture and the policy. What is in it: docs/audit.md.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/redoubt/audit/memory.hpp"
#include "tools/redoubt/compose/domains.hpp"

namespace redoubt::tool {

using AuditJson = nlohmann::ordered_json;

struct AuditService {
  std::string name;
  std::string sid;
  std::uint32_t version = 0;
  bool strict = true;
  bool connection_based = false;
  std::vector<std::string> callers;  // "NSPE" and partitions
};

struct AuditMmio {
  Region region;  // its name may be empty
  bool writable = false;

  std::string label() const;  // the name, or else the address
};

struct AuditIrq {
  std::string signal;
  std::uint32_t source = 0;
  std::string handling;  // SLIH or FLIH
};

struct AuditPartition {
  std::string name, type, model, priority, domain, manifest;
  bool privileged = false;
  std::uint32_t stack_size = 0, heap_size = 0;
  std::optional<std::uint32_t> stack_used;
  std::vector<AuditService> services;
  std::vector<std::string> calls;      // services
  std::vector<std::string> called_by;  // "NSPE" and partitions
  std::vector<AuditMmio> mmio;
  std::vector<AuditIrq> irqs;
  std::vector<Range> memory;  // empty unless linked

  bool is_application() const { return type == "APPLICATION-ROT"; }
};

struct Audit {
  std::string system, board;
  std::uint32_t isolation_level = 1;
  std::vector<Domain> domains;
  std::vector<AuditPartition> partitions;
  std::vector<Region> peripherals;                                // the board's, by name
  std::vector<std::pair<std::string, std::uint32_t>> interrupts;  // the board's, by name
  std::vector<Range> spm, shared;
  std::vector<std::string> entry_points, warnings;
  bool linked = false;    // it knows the image
  bool measured = false;  // it knows what stacks were used

  std::string title() const { return system + "@" + board; }
  const AuditPartition* find(std::string_view name) const;        // null: none
  const AuditService* find_service(std::string_view name) const;  // null: none
};

// Bytes of the ranges that are one of `kinds`.
std::uint64_t bytes(const std::vector<Range>& memory, std::initializer_list<std::string_view> kinds);

// "r-x"
std::string access(const Range& range);

// Throws tool::Error that begins with `source` when the JSON is no audit.
Audit read_audit(const AuditJson& json, const std::string& source);

// Adds what the image says to what `redoubt compose` wrote.
void add_image(AuditJson& json, const Image& image);

// Adds the measured use of stacks (tools/dev/stacks.py): {"SYSTEM@BOARD": {PARTITION: {"used": bytes}}}.
// Throws tool::Error if the file is none, has nothing of this system, or more than there is.
void add_stacks(AuditJson& json, const std::string& path);

// For people.
std::string audit_table(const Audit& audit);

}  // namespace redoubt::tool
