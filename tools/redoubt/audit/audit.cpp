// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

std::uint32_t number(const AuditJson& json) {
  const auto value =
      json.is_string() ? parse_number(json.get<std::string>()) : std::optional(json.get<std::uint64_t>());
  if (!value || *value > UINT32_MAX) throw Error("a number is none, or too large");
  return static_cast<std::uint32_t>(*value);
}

std::vector<Range> read_ranges(const AuditJson& json) {
  std::vector<Range> out;
  for (const AuditJson& one : json) {
    const auto rights = one.at("access").get<std::string>();
    out.push_back({one.at("what").get<std::string>(), number(one.at("base")), number(one.at("size")),
                   rights.find('w') != std::string::npos, rights.find('x') != std::string::npos});
  }
  return out;
}

Region read_region(const AuditJson& json) {
  return {json.at("name").get<std::string>(), number(json.at("base")), number(json.at("size")), {}};
}

AuditService read_service(const AuditJson& json) {
  return {json.at("name").get<std::string>(),
          json.at("sid").get<std::string>(),
          number(json.at("version")),
          json.at("version_policy") == "STRICT",
          json.at("connection_based").get<bool>(),
          json.at("callers").get<std::vector<std::string>>()};
}

void read_resources(const AuditJson& json, AuditPartition& out) {
  for (const AuditJson& one : json.at("mmio_regions"))
    out.mmio.push_back({read_region(one), one.at("permission") == "READ-WRITE"});
  for (const AuditJson& one : json.at("interrupts"))
    out.irqs.push_back({one.at("signal").get<std::string>(), number(one.at("source")),
                        one.at("handling").get<std::string>()});
}

AuditPartition read_partition(const AuditJson& json) {
  AuditPartition out;
  out.name = json.at("name").get<std::string>();
  out.type = json.at("type").get<std::string>();
  out.model = json.at("model").get<std::string>();
  out.priority = json.at("priority").get<std::string>();
  out.domain = json.at("domain").get<std::string>();
  out.manifest = json.at("manifest").get<std::string>();
  out.privileged = json.at("privileged").get<bool>();
  out.stack_size = number(json.at("stack_size"));
  out.heap_size = number(json.at("heap_size"));
  if (json.contains("stack_used")) out.stack_used = number(json.at("stack_used"));
  for (const AuditJson& one : json.at("services")) out.services.push_back(read_service(one));
  out.calls = json.at("calls").get<std::vector<std::string>>();
  out.called_by = json.at("called_by").get<std::vector<std::string>>();
  read_resources(json, out);
  if (json.contains("memory")) out.memory = read_ranges(json.at("memory"));
  return out;
}

void read_image(const AuditJson& json, Audit& out) {
  out.linked = json.contains("spm");
  if (!out.linked) return;
  out.spm = read_ranges(json.at("spm").at("memory"));
  out.shared = read_ranges(json.at("shared").at("memory"));
  for (const AuditJson& one : json.at("entry_points"))
    out.entry_points.push_back(one.at("name").get<std::string>());
}

Audit read_all(const AuditJson& json) {
  Audit out;
  out.system = json.at("system").get<std::string>();
  out.board = json.at("board").get<std::string>();
  out.isolation_level = number(json.at("isolation_level"));
  for (const AuditJson& one : json.at("domains"))
    out.domains.push_back({one.at("name").get<std::string>(), one.at("privileged").get<bool>(),
                           one.at("members").get<std::vector<std::string>>()});
  for (const AuditJson& one : json.at("partitions")) out.partitions.push_back(read_partition(one));
  for (const AuditJson& one : json.at("peripherals")) out.peripherals.push_back(read_region(one));
  for (const auto& [name, source] : json.at("interrupt_sources").items())
    out.interrupts.emplace_back(name, number(source));
  out.warnings = json.at("warnings").get<std::vector<std::string>>();
  out.measured = json.contains("stacks_measured");
  read_image(json, out);
  return out;
}

AuditJson range_json(const Range& range) {
  return {{"what", range.what},
          {"base", fmt::format("{:#x}", range.base)},
          {"size", fmt::format("{:#x}", range.size)},
          {"access", access(range)}};
}

AuditJson ranges_json(const std::vector<Range>& ranges) {
  AuditJson out = AuditJson::array();
  for (const Range& range : ranges) out.push_back(range_json(range));
  return out;
}

// What the SPM keeps outside the image, with the rights that spm/arch gives itself to it.
void add_records(const AuditJson& json, std::vector<Range>& spm) {
  for (const AuditJson& one : json.at("memory")) {
    const auto name = one.at("name").get<std::string>();
    if (name == "handoff" || name == "fault_record")
      spm.push_back({name == "handoff" ? "boot record" : "fault record", number(one.at("base")),
                     number(one.at("size")), name == "fault_record", false});
  }
}

std::vector<Origin> origins(const AuditJson& json) {
  std::vector<Origin> out;
  for (const AuditJson& one : json.at("partitions")) {
    const auto manifest = one.at("manifest").get<std::string>();
    out.push_back({one.at("name").get<std::string>(), manifest.substr(0, manifest.rfind('/'))});
  }
  return out;
}

// The measured use of one system's stacks by their names.
AuditJson stacks_of(const std::string& path, const std::string& title) {
  const AuditJson all = AuditJson::parse(read_file(path), nullptr, false);
  if (!all.is_object()) throw Error(fmt::format("{}: is no measurement of stacks", path));
  if (!all.contains(title)) throw Error(fmt::format("{}: has no measurement of {}", path, title));
  return all.at(title);
}

void add_stack(AuditJson& partition, const AuditJson& measured, const std::string& path) {
  const auto name = partition.at("name").get<std::string>();
  if (!measured.contains(name)) throw Error(fmt::format("{}: has no stack of partition {}", path, name));
  const std::uint32_t used = number(measured.at(name).at("used"));
  if (number(measured.at(name).at("size")) != number(partition.at("stack_size")))
    throw Error(fmt::format("{}: partition {} had another stack when it was measured", path, name));
  partition["stack_used"] = used;
}

}  // namespace

std::string AuditMmio::label() const {
  return region.name.empty() ? fmt::format("{:#x}", region.base) : region.name;
}

const AuditPartition* Audit::find(std::string_view name) const {
  for (const AuditPartition& partition : partitions)
    if (partition.name == name) return &partition;
  return nullptr;
}

const AuditService* Audit::find_service(std::string_view name) const {
  for (const AuditPartition& partition : partitions)
    for (const AuditService& service : partition.services)
      if (service.name == name) return &service;
  return nullptr;
}

std::uint64_t bytes(const std::vector<Range>& memory, std::initializer_list<std::string_view> kinds) {
  std::uint64_t sum = 0;
  for (const Range& range : memory)
    if (std::find(kinds.begin(), kinds.end(), range.what) != kinds.end()) sum += range.size;
  return sum;
}

std::string access(const Range& range) {
  return fmt::format("r{}{}", range.writable ? 'w' : '-', range.executable ? 'x' : '-');
}

Audit read_audit(const AuditJson& json, const std::string& source) {
  try {
    return read_all(json);
  } catch (const nlohmann::json::exception&) {
    throw Error(fmt::format("{}: is no audit that `redoubt compose` made", source));
  }
}

void add_image(AuditJson& json, const Image& image) {
  MemoryMap map = attribute(image, origins(json));
  add_records(json, map.owners[kSpm]);
  for (AuditJson& partition : json.at("partitions"))
    partition["memory"] = ranges_json(map.owners[partition.at("name").get<std::string>()]);
  json["spm"] = {{"memory", ranges_json(map.owners[kSpm])}};
  json["shared"] = {{"memory", ranges_json(map.owners[kShared])}};
  json["entry_points"] = AuditJson::array();
  for (const EntryPoint& entry : map.entry_points)
    json["entry_points"].push_back({{"name", entry.name}, {"address", fmt::format("{:#x}", entry.address)}});
  for (const std::string& warning : map.warnings) json["warnings"].push_back(warning);
}

void add_stacks(AuditJson& json, const std::string& path) {
  const AuditJson measured =
      stacks_of(path, json.at("system").get<std::string>() + "@" + json.at("board").get<std::string>());
  try {
    for (AuditJson& partition : json.at("partitions")) add_stack(partition, measured, path);
    for (const auto& [name, stack] : measured.items())
      if (name.starts_with("SPM ")) json["spm"]["stacks_used"][name.substr(4)] = number(stack.at("used"));
  } catch (const nlohmann::json::exception&) {
    throw Error(fmt::format("{}: is no measurement of stacks", path));
  }
  json["stacks_measured"] = true;
}

}  // namespace redoubt::tool
