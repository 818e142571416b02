// SPDX-License-Identifier: BSD-3-Clause
// What several partitions have to keep among themselves.
#include <fmt/format.h>

#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Manifests in one line each; `more` is put into the partition.
std::string partition(const std::string& name, const std::string& services, const std::string& more = "") {
  return fmt::format(
      R"({{"psa_framework_version": 1.1, "name": "{}", "type": "PSA-ROT", "priority": "LOW", "model": "SFN",)"
      R"( "stack_size": 256{}, "services": [{}]}})",
      name, more, services);
}
std::string service(const std::string& name, int sid, const std::string& more = "") {
  return fmt::format(R"({{"name": "{}", "sid": {}, "non_secure_clients": true{}}})", name, sid, more);
}
std::string stateless(const std::string& name, int sid, const std::string& handle) {
  return service(name, sid, R"(, "connection_based": false, "stateless_handle": )" + handle);
}

class SystemTest : public FilesTest {
 protected:
  System compose(const std::vector<std::string>& manifests, const std::string& config = "CONFIG_A=y\n") {
    Board board = read_board(testdata("board.json"));
    std::vector<Partition> partitions;
    for (std::size_t i = 0; i < manifests.size(); ++i)
      partitions.push_back(read_manifest(file(fmt::format("{}.json", i), manifests[i]), board));
    return resolve(std::move(board), read_config(file("config", config)), std::move(partitions));
  }
  std::string error(const std::vector<std::string>& manifests, const std::string& config = "CONFIG_A=y\n") {
    const std::string text = error_of([&] { compose(manifests, config); });
    std::string shortened = text;  // without the folder's name
    for (std::size_t at; (at = shortened.find(folder_.string() + "/")) != std::string::npos;)
      shortened.erase(at, folder_.string().size() + 1);
    return shortened;
  }
};

TEST_F(SystemTest, FixedIdsStayAndOthersFollowFromTheName) {
  const System system =
      compose({partition("A", service("A", 1)), partition("B", service("B", 2), R"(, "id": 9)"),
               partition("C", service("C", 3))});
  EXPECT_EQ(system.partitions[0].id, 784332u);
  EXPECT_EQ(system.partitions[1].id, 9u);
  EXPECT_EQ(system.partitions[2].id, 785138u);
  EXPECT_EQ(compose({partition("C", service("C", 3))}).partitions[0].id, 785138u);  // wherever it is
}

TEST_F(SystemTest, StatelessServicesStandAtTheirPlacesAndOthersBehind) {
  const System system =
      compose({partition("A", service("CONNECTED", 1) + "," + stateless("AUTO1", 2, "\"auto\"")),
               partition("B", stateless("SECOND", 3, "2") + "," + stateless("AUTO2", 4, "\"auto\"") + "," +
                                  stateless("FIFTH", 5, "5"))});
  std::string all;
  for (const Service* s : system.table) all += (s == nullptr ? "-" : s->name) + " ";
  EXPECT_EQ(all, "AUTO1 SECOND AUTO2 - FIFTH CONNECTED ");
  EXPECT_EQ(system.find_service("AUTO2")->handle, 3u);
}

TEST_F(SystemTest, PartitionsAreInitialisedAfterThoseTheyCall) {
  const auto needs = [](const char* name, int sid, const char* list) {
    return partition(name, service(name, sid), std::string(R"(, "dependencies": [)") + list + "]");
  };
  const System system = compose(
      {needs("A", 1, R"("B", "C")"), needs("B", 2, R"("D")"), needs("C", 3, R"("B")"), needs("D", 4, "")});
  EXPECT_THAT(system.init_order, ElementsAre(3u, 1u, 2u, 0u));
}

TEST_F(SystemTest, WeakDependenciesCountIfThereIsSuchAService) {
  const std::string weak = partition("A", service("A", 1), R"(, "weak_dependencies": ["B"])");
  EXPECT_THAT(compose({weak}).init_order, ElementsAre(0u));
  EXPECT_THAT(compose({weak, partition("B", service("B", 2))}).init_order, ElementsAre(1u, 0u));
  EXPECT_EQ(error({weak, partition("B", service("B", 2), R"(, "weak_dependencies": ["A"])")}),
            "1.json:1: circular dependency: partition B depends on service A of partition A, which depends "
            "on it in turn");
}

TEST_F(SystemTest, ServiceThatNobodyMayCallIsAWarning) {
  const std::string hidden = R"({"name": "H", "sid": 9, "non_secure_clients": false})";
  EXPECT_THAT(compose({partition("A", hidden)}).warnings,
              ElementsAre(HasSubstr("0.json:1: nobody may call service H")));
  EXPECT_TRUE(
      compose({partition("A", hidden), partition("B", "", R"(, "entry_init": "b", "dependencies": ["H"])")})
          .warnings.empty());
}

TEST_F(SystemTest, SignalsStartAtBit4AndAreAtMost28) {
  std::string services, irqs;
  for (int i = 0; i < 27; ++i) services += (i == 0 ? "" : ",") + service(fmt::format("S{}", i), 100 + i);
  const auto ipc = [&](const std::string& more_irqs) {
    return altered(
        partition("P", services,
                  R"(, "entry_point": "main_p", "irqs": [{"source": 1, "name": "T", "handling": "SLIH"})" +
                      more_irqs + "]"),
        R"("SFN")", R"("IPC")");
  };
  const std::string config = "CONFIG_SPM_IPC=y\nCONFIG_SPM_INTERRUPTS=y\n";
  const System system = compose({ipc("")}, config);
  EXPECT_EQ(system.partitions[0].services[0].signal, 0x10u);
  EXPECT_EQ(system.partitions[0].services[26].signal, 0x40000000u);
  EXPECT_EQ(system.partitions[0].irqs[0].signal, 0x80000000u);
  EXPECT_EQ(error({ipc(R"(, {"source": 2, "name": "U", "handling": "SLIH"})")}, config),
            "0.json:1: partition P needs more than 28 signals");
}

TEST_F(SystemTest, DuplicatesAreRefusedWithBothPlaces) {
  const std::string a = partition("A", service("A", 1), R"(, "id": 3)");
  EXPECT_EQ(error({a, partition("A", service("B", 2))}),
            "1.json:1: partition A has the same name as partition A (0.json:1)");
  EXPECT_EQ(error({a, partition("a", service("B", 2))}),
            "1.json:1: partition a has the same name as partition A (0.json:1)");
  EXPECT_EQ(error({a, partition("B", service("B", 2), R"(, "id": 3)")}),
            "1.json:1: partition B has the same id as partition A (0.json:1)");
  EXPECT_EQ(error({a, partition("B", service("A", 2))}),
            "1.json:1: service A has the same name as service A (0.json:1)");
  EXPECT_EQ(error({a, partition("B", service("B", 1))}),
            "1.json:1: service B has the same SID as service A (0.json:1)");
  EXPECT_EQ(error({a, partition("B", service("B", 2), R"(, "entry_init": "a_sfn")")}),
            "1.json:1: partition B has the same entry function as service A (0.json:1)");
  EXPECT_EQ(error({partition("A", stateless("A", 1, "4") + "," + stateless("B", 2, "4"))}),
            "0.json:1: service B has the same stateless_handle 4 as service A (0.json:1)");
}

TEST_F(SystemTest, DependenciesThatCannotBeAreRefused) {
  const auto needs = [](const char* name, int sid, const char* list) {
    return partition(name, service(name, sid), std::string(R"(, "dependencies": [)") + list + "]");
  };
  EXPECT_EQ(error({needs("A", 1, R"("NOPE")")}),
            "0.json:1: partition A depends on service NOPE, which no partition of this system offers");
  EXPECT_EQ(error({needs("A", 1, R"("A")")}),
            "0.json:1: circular dependency: partition A depends on service A of partition A, itself");
  EXPECT_EQ(error({needs("A", 1, R"("B")"), needs("B", 2, R"("C")"), needs("C", 3, R"("A")")}),
            "2.json:1: circular dependency: partition C depends on service A of partition A, which depends "
            "on it in turn");
}

TEST_F(SystemTest, TooManyServicesAreRefused) {
  std::string services;
  for (int i = 0; i < 31; ++i) services += service(fmt::format("S{}", i), 100 + i) + ",";
  EXPECT_EQ(error({partition("A", services + service("LAST", 1))}), "no error");
  EXPECT_EQ(error({partition("A", services + service("LAST", 1)), partition("B", stateless("X", 2, "1"))}),
            "0.json:1: more than 32 services, or places of stateless ones");
  EXPECT_EQ(error({partition("A", service("B", 1)), partition("C", stateless("X", 2, "32"))}),
            "0.json:1: more than 32 services, or places of stateless ones");
}

TEST_F(SystemTest, PartitionsWithoutSubstanceAreRefused) {
  EXPECT_EQ(error({altered(partition("A", service("A", 1)), "256", "255")}),
            "0.json:1: partition A has a stack of 255 bytes, 256 is the least");
  EXPECT_EQ(error({partition("A", "")}), "0.json:1: partition A has neither a service nor an \"entry_init\"");
}

TEST_F(SystemTest, FloatingPointNeedsAnFpuAndRoomForItsRegisters) {
  const std::string small = partition("A", service("A", 1));
  EXPECT_EQ(error({small}, "CONFIG_SPM_FPU=y\n"),
            "0.json:1: partition A has a stack of 256 bytes, 512 is the least");
  EXPECT_EQ(error({altered(small, "256", "512")}, "CONFIG_SPM_FPU=y\n"),
            "config: CONFIG_SPM_FPU: the core of board test_board has no FPU");
}

TEST_F(SystemTest, RegionsAndInterruptsHaveOneOwner) {
  const auto mmio = [](const char* name, int sid, const char* base, const char* size) {
    return partition(
        name, service(name, sid),
        fmt::format(R"(, "mmio_regions": [{{"base": "{}", "size": "{}", "permission": "READ-WRITE"}}])", base,
                    size));
  };
  EXPECT_EQ(error({mmio("A", 1, "0x50000000", "0x40"), mmio("B", 2, "0x50000020", "0x40")}),
            "1.json:1: this region of partition B overlaps one of partition A (0.json:1)");
  EXPECT_EQ(error({mmio("A", 1, "0x50000000", "0x40"), mmio("B", 2, "0x50000040", "0x40")}), "no error");
  EXPECT_EQ(error({mmio("A", 1, "0x50000010", "0x20")}),
            "0.json:1: this region must start and end on a multiple of 32");
  EXPECT_EQ(error({mmio("A", 1, "0x50000000", "0")}),
            "0.json:1: this region is empty or reaches beyond 4 GiB");
  EXPECT_EQ(error({mmio("A", 1, "0xFFFFFFE0", "0x40")}),
            "0.json:1: this region is empty or reaches beyond 4 GiB");
  EXPECT_EQ(error({mmio("A", 1, "0x38000000", "0x20")}), "0.json:1: this region overlaps memory \"handoff\"");
  EXPECT_EQ(error({mmio("A", 1, "0x80000000", "0x20")}),
            "0.json:1: this region overlaps the non-volatile memory");
  for (const char* own : {"0xE000E000", "0x58007000", "0x58009FE0", "0x48008000"})
    EXPECT_EQ(error({mmio("A", 1, own, "0x20")}),
              "0.json:1: this region is the SPM's own: it protects the others from each other");
  const auto irq = [](const char* name, int sid) {
    return partition(name, service(name, sid),
                     R"(, "irqs": [{"source": 4, "name": "T", "handling": "FLIH"}])");
  };
  EXPECT_EQ(error({irq("A", 1), irq("B", 2)}),
            "1.json:1: partition B has the same interrupt as partition A (0.json:1)");
  const auto signal = [](const char* name, int sid, int source) {
    return partition(name, service(name, sid),
                     fmt::format(R"(, "irqs": [{{"source": {}, "name": "T", "handling": "SLIH"}}])", source));
  };
  EXPECT_EQ(error({signal("A", 1, 4), signal("B", 2, 5)}, "CONFIG_SPM_INTERRUPTS=y\n"),
            "no error");  // a signal's name is its partition's
}

TEST_F(SystemTest, MemoriesOfThePsaRotAreForNobodyElse) {
  for (const char* name : {"NV_MEMORY", "HANDOFF", "FAULT_RECORD"}) {
    const std::string psa_rot =
        partition("A", service("A", 1),
                  fmt::format(R"(, "mmio_regions": [{{"name": "{}", "permission": "READ-ONLY"}}])", name));
    EXPECT_EQ(error({psa_rot}), "no error");
    EXPECT_EQ(error({altered(psa_rot, "PSA-ROT", "APPLICATION-ROT")}),
              fmt::format("0.json:1: \"{}\" is for the PSA RoT, and partition A is not of it", name));
  }
}

TEST_F(SystemTest, AMacroOfAPartitionsHeaderIsDefinedOnce) {
  const auto with = [](const char* more) {
    return std::vector<std::string>{partition("A", service("S", 1), more)};
  };
  const char* const config = "CONFIG_SPM_INTERRUPTS=y\n";
  EXPECT_EQ(error(with(R"(, "irqs": [{"source": 4, "name": "S", "handling": "SLIH"}])"), config),
            "0.json:1: interrupt S_SIGNAL has the same macro as service S (0.json:1)");
  EXPECT_EQ(error(with(R"(, "irqs": [{"source": 4, "name": "T", "handling": "SLIH"},
                                     {"source": 5, "name": "T", "handling": "SLIH"}])"),
                  config),
            "0.json:2: interrupt T_SIGNAL has the same macro as interrupt T_SIGNAL (0.json:1)");
  EXPECT_EQ(error(with(R"(, "mmio_regions": [
      {"name": "R", "base": "0x50000000", "size": 32, "permission": "READ-ONLY"},
      {"name": "R", "base": "0x50000020", "size": 32, "permission": "READ-ONLY"}])")),
            "0.json:3: region R has the same macro as region R (0.json:2)");
  EXPECT_THAT(error({R"({"psa_framework_version": 1.0, "name": "A", "type": "PSA-ROT", "priority": "LOW",
      "entry_point": "a", "stack_size": 512, "irqs": [{"source": 4, "signal": "PSA_DOORBELL"}]})"},
                    "CONFIG_SPM_INTERRUPTS=y\nCONFIG_SPM_IPC=y\n"),
              HasSubstr("interrupt PSA_DOORBELL has the same macro as psa/service.h"));
}

TEST_F(SystemTest, TheSpmsOwnInterruptsAreRefused) {
  EXPECT_THAT(error({partition("A", service("A", 1),
                               R"(, "irqs": [{"source": 9, "name": "T", "handling": "FLIH"}])")},
                    "CONFIG_SPM_INTERRUPTS=y\n"),
              testing::HasSubstr("is the SPM's own"));
}

TEST_F(SystemTest, WhatTheSpmLeavesOutIsRefused) {
  EXPECT_EQ(
      error({altered(partition("A", service("A", 1), R"(, "entry_point": "a")"), R"("SFN")", R"("IPC")")}),
      "0.json:1: partition A needs the IPC model, which CONFIG_SPM_IPC leaves out (config)");
  EXPECT_EQ(error({partition("A", service("A", 1),
                             R"(, "irqs": [{"source": 4, "name": "T", "handling": "FLIH"}])")}),
            "0.json:1: partition A needs interrupts, which CONFIG_SPM_INTERRUPTS leaves out (config)");
  EXPECT_EQ(error({partition("A", service("A", 1, R"(, "mm_iovec": "enable")"))}),
            "0.json:1: partition A needs mapped vectors, which CONFIG_SPM_MM_IOVEC leaves out (config)");
  EXPECT_EQ(error({partition("A", service("A", 1), R"(, "heap_size": 16)")}), "no error");
}

TEST_F(SystemTest, SizesOfKconfigAreThoseOfThePartition) {
  const System system =
      compose({partition("A", service("A", 1)), partition("B", service("B", 2), R"(, "heap_size": 16)")},
              "CONFIG_A_STACK_SIZE=0x400\nCONFIG_B_HEAP_SIZE=48\n");
  EXPECT_EQ(system.partitions[0].stack_size, 0x400u);
  EXPECT_EQ(system.partitions[0].heap_size, 0u);
  EXPECT_EQ(system.partitions[1].stack_size, 256u);
  EXPECT_EQ(system.partitions[1].heap_size, 48u);
}

}  // namespace
}  // namespace redoubt::tool
