// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/domains.hpp"

namespace redoubt::tool {

namespace {

constexpr std::uint32_t kProtectedRoot = 2;      // the level from which the PSA RoT is protected
constexpr std::uint32_t kProtectedFromEach = 3;  // ... and application RoT partitions from each other

void add_application_domains(const System& system, std::uint32_t level, std::vector<Domain>& out) {
  Domain* shared = nullptr;
  for (const Partition& partition : system.partitions) {
    if (partition.type != RotType::kApplication) continue;
    if (shared == nullptr || level >= kProtectedFromEach)
      shared = &out.emplace_back(
          Domain{level >= kProtectedFromEach ? partition.name : "application RoT", false, {}});
    shared->members.push_back(partition.name);
  }
}

Domain psa_domain(const System& system, bool privileged) {
  Domain out{"PSA RoT", privileged, {}};
  for (const Partition& partition : system.partitions)
    if (partition.type == RotType::kPsa) out.members.push_back(partition.name);
  return out;
}

Domain one_for_all(const System& system) {
  Domain out{"secure side", true, {}};
  for (const Partition& partition : system.partitions) out.members.push_back(partition.name);
  out.members.emplace_back(kSpm);
  return out;
}

}  // namespace

std::uint32_t isolation_level(const Config& config) {
  for (const Setting& setting : config.settings)
    if (const auto* level = std::get_if<std::uint32_t>(&setting.value);
        level != nullptr && setting.name == "SPM_ISOLATION_LEVEL")
      return *level;
  return 1;
}

std::vector<Domain> domains(const System& system) {
  const std::uint32_t level = isolation_level(system.config);
  std::vector<Domain> out;
  if (level < kProtectedRoot) return {one_for_all(system)};
  add_application_domains(system, level, out);
  const bool only_spm = system.config.enabled("SPM_UNPRIVILEGED_PSA_ROT");
  Domain psa = psa_domain(system, !only_spm);
  if (only_spm && !psa.members.empty()) out.push_back(psa);
  if (only_spm) psa = {kSpm, true, {}};
  psa.members.emplace_back(kSpm);
  out.push_back(std::move(psa));
  return out;
}

}  // namespace redoubt::tool
