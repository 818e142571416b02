// SPDX-License-Identifier: BSD-3-Clause
// The system of this folder's tests: KEYS and STORE of the PSA RoT and of the application RoT, and DRIVER
// from outside the tree; testdata/spe.elf is its image.
#pragma once

#include <fmt/format.h>

#include <string>

#include "tools/redoubt/audit/audit.hpp"
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {

inline std::string audit_testdata(std::string_view name) {
  return (std::filesystem::path(__FILE__).parent_path() / "testdata" / name).string();
}

inline Image test_image() { return read_linked_image(audit_testdata("spe.elf"), audit_testdata("spe.map")); }

inline constexpr const char* kKeysManifest = R"({
  "psa_framework_version": 1.1, "name": "KEYS", "type": "PSA-ROT", "priority": "HIGH", "model": "SFN",
  "stack_size": 256, "dependencies": ["STORE"],
  "services": [
    {"name": "KEYS", "sid": "0x80", "non_secure_clients": true, "connection_based": false,
     "stateless_handle": 1}
  ]
})";
inline constexpr const char* kStoreManifest = R"({
  "psa_framework_version": 1.1, "name": "STORE", "type": "APPLICATION-ROT", "priority": "NORMAL", "model": "SFN",
  "stack_size": 256,
  "services": [
    {"name": "STORE", "sid": "0x70", "non_secure_clients": false, "connection_based": false,
     "stateless_handle": 2},
    {"name": "STORE_LIST", "sid": "0x71", "non_secure_clients": true, "version": 3,
     "version_policy": "RELAXED"}
  ]
})";
inline constexpr const char* kDriverManifest = R"({
  "psa_framework_version": 1.1, "name": "DRIVER", "type": "APPLICATION-ROT", "priority": "LOW", "model": "IPC",
  "entry_point": "driver_main", "stack_size": 256, "heap_size": 128, "dependencies": ["STORE", "KEYS"],
  "mmio_regions": [{"name": "UART2", "permission": "READ-WRITE"},
                   {"base": "0x50003000", "size": "0x1000", "permission": "READ-ONLY"}],
  "irqs": [{"name": "DRIVER_UART", "source": "uart2", "handling": "SLIH"},
           {"name": "DRIVER_TICK", "source": "43", "handling": "FLIH"}],
  "services": [{"name": "DRIVER", "sid": "0xFC01", "non_secure_clients": true}]
})";

class AuditTest : public FilesTest {
 protected:
  // What `redoubt compose` writes for it at this level.
  AuditJson composed(unsigned level = 3) {
    const std::string config =
        file("config", fmt::format("CONFIG_SYSTEM=\"test\"\nCONFIG_SPM_ISOLATION_LEVEL={}\nCONFIG_SPM_IPC=y\n"
                                   "CONFIG_SPM_HEAP=y\nCONFIG_SPM_INTERRUPTS=y\n",
                                   level));
    Board board = read_board(testdata("board.json"));
    std::vector<Partition> partitions;
    for (const auto& [name, text] :
         {std::pair{"keys/manifest.json", kKeysManifest}, std::pair{"store/manifest.json", kStoreManifest},
          std::pair{"elsewhere/driver.json", kDriverManifest}})
      partitions.push_back(read_manifest(file(name, text), board));
    return AuditJson::parse(
        emit_audit(resolve(std::move(board), read_config(config), std::move(partitions))));
  }
  AuditJson linked(unsigned level = 3) {
    AuditJson json = composed(level);
    add_image(json, test_image());
    return json;
  }
  std::string stacks_file(std::string_view text) { return file("stacks.json", text); }
};

inline constexpr const char* kStacks = R"({"test@test_board": {
  "KEYS": {"size": 256, "used": 200}, "STORE": {"size": 256, "used": 64}, "DRIVER": {"size": 256, "used": 231},
  "SPM gate stack": {"size": 56, "used": 40}}})";

}  // namespace redoubt::tool
