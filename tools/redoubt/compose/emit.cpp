// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/emit.hpp"

#include "tools/redoubt/compose/partition_memory.hpp"

#include <filesystem>

#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

// FF-M names the header after the manifest's file; manifests called manifest.json are told apart by their
// partition, so that name always exists and the other one leads to it.
void add_manifest_headers(const Partition& partition, Files& files) {
  const std::string name = lower(partition.name);
  const std::string stem = std::filesystem::path(partition.path).stem().string();
  files["include/psa_manifest/" + name + ".h"] = emit_manifest(partition);
  if (stem == "manifest" || stem == name) return;
  files.emplace("include/psa_manifest/" + stem + ".h",
                "/* SPDX-License-Identifier: BSD-3-Clause */\n#include \"psa_manifest/" + name + ".h\"\n");
}

}  // namespace

Files emit_all(const System& system) {
  Files files = emit_config(system.config);
  files["include/redoubt_layout.hpp"] = emit_layout(system);
  files["include/psa_manifest/sid.h"] = emit_sid(system);
  files["include/psa_manifest/pid.h"] = emit_pid(system);
  for (const Partition& partition : system.partitions) add_manifest_headers(partition, files);
  files["partitions.cpp"] = emit_tables(system);
  files["include/psa/framework_feature.h"] = emit_features(system);
  files["include/redoubt_gate.h"] = emit_gate(system);
  if (!system.board.hosted) files["partitions.ld"] = emit_partitions_linker(system);
  if (!system.board.hosted)
    for (const char* image : {"bl2", "spe", "nspe"})
      files[std::string("memory_") + image + ".ld"] = emit_linker(system.board, image);
  files["audit.json"] = emit_audit(system);
  return files;
}

std::size_t write_all(const Files& files, const std::string& folder) {
  namespace fs = std::filesystem;
  std::size_t changed = 0;
  for (const auto& [name, text] : files)
    if (write_if_changed((fs::path(folder) / name).string(), text)) ++changed;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "include/psa_manifest"))
    if (files.count("include/psa_manifest/" + entry.path().filename().string()) == 0) {
      fs::remove(entry.path());
      ++changed;
    }
  return changed;
}

}  // namespace redoubt::tool
