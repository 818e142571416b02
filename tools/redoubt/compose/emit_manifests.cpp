// SPDX-License-Identifier: BSD-3-Clause
// The C headers that FF-M defines: psa_manifest/sid.h, pid.h and one for each partition.
#include <fmt/format.h>

#include "spm/tables.hpp"
#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/compose/partition_memory.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

std::string guarded(const std::string& name, const std::string& body) {
  const std::string guard = "PSA_MANIFEST_" + upper(name) + "_H";
  return fmt::format(
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose` from the partitions' "
      "manifests. */\n"
      "#ifndef {0}\n#define {0}\n\n{1}\n#endif\n",
      guard, body);
}

std::string signals(const Partition& partition) {
  std::string out;
  for (const Service& service : partition.services)
    if (service.signal != 0) out += fmt::format("#define {}_SIGNAL {:#x}u\n", service.name, service.signal);
  for (const Irq& irq : partition.irqs)
    out += fmt::format("#define {} {:#x}u\n", irq.signal_name, irq.signal);
  return out;
}

// A region without a name is reached by its address alone.
std::string mmio(const Partition& partition) {
  std::string out;
  for (const MmioRegion& one : partition.mmio)
    if (!one.region.name.empty())
      out += fmt::format("#define {0}_BASE {1:#x}u\n#define {0}_SIZE {2:#x}u\n", one.region.name,
                         one.region.base, one.region.size);
  return out;
}

}  // namespace

std::string prototypes(const Partition& partition) {
  std::string out;
  if (partition.model == Model::kIpc) out += fmt::format("void {}(void);\n", partition.entry);
  if (partition.model == Model::kSfn) {
    if (!partition.entry.empty()) out += fmt::format("psa_status_t {}(void);\n", partition.entry);
    for (const Service& service : partition.services)
      out += fmt::format("psa_status_t {}_sfn(const psa_msg_t* message);\n", lower(service.name));
  }
  for (const Irq& irq : partition.irqs)
    if (irq.handling == IrqHandling::kFirstLevel)
      out += fmt::format("psa_flih_result_t {}(void);\n", irq.handler);
  return out;
}

std::string emit_sid(const System& system) {
  std::string body;
  for (const Partition& partition : system.partitions)
    for (const Service& service : partition.services) {
      body += fmt::format("#define {0}_SID {1:#010x}u\n#define {0}_VERSION {2}u\n", service.name, service.sid,
                          service.version);
      if (!service.connection_based)
        body += fmt::format("#define {}_HANDLE {:#x}\n", service.name,
                            spm::stateless_handle(service.handle - 1, service.version));
    }
  return guarded("sid", body);
}

std::string emit_pid(const System& system) {
  std::string body;
  for (const Partition& partition : system.partitions)
    body += fmt::format("#define {} {}\n", partition.name, partition.id);
  return guarded("pid", body);
}

std::string emit_features(const System& system) {
  return fmt::format(
      "/* SPDX-License-Identifier: BSD-3-Clause */\n/* Made by `redoubt compose` from .config (FF-M 1.1). "
      "*/\n"
      "#ifndef PSA_FRAMEWORK_FEATURE_H\n#define PSA_FRAMEWORK_FEATURE_H\n\n"
      "/** The isolation level of this system: 1, 2 or 3. */\n#define PSA_FRAMEWORK_ISOLATION_LEVEL ({})\n"
      "/** Whether psa_map_invec() and its like are there: 1 or 0. */\n#define PSA_FRAMEWORK_HAS_MM_IOVEC "
      "({})\n\n#endif\n",
      isolation_level(system.config), system.config.enabled("SPM_MM_IOVEC") ? 1 : 0);
}

std::string emit_manifest(const Partition& partition) {
  std::string body = "#include <psa/service.h>\n\n";
  body +=
      fmt::format("#define {}_MODEL_{} 1\n", partition.name, partition.model == Model::kIpc ? "IPC" : "SFN");
  body += signals(partition) + mmio(partition);
  body += "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n" + prototypes(partition) +
          "#ifdef __cplusplus\n}\n#endif\n";
  return guarded(partition.name, body);
}

}  // namespace redoubt::tool
