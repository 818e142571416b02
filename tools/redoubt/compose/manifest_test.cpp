// SPDX-License-Identifier: BSD-3-Clause
// What a manifest says becomes the model; and every refusal of one, each by one change to a good one.
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

const Board& board() {
  static const Board board = read_board(testdata("board.json"));
  return board;
}

TEST(Manifest, Of1_1HasEveryField) {
  const Partition p = read_manifest(testdata("sfn.json"), board());
  EXPECT_EQ(p.name, "KEYS");
  EXPECT_EQ(p.id, 7u);
  EXPECT_EQ(p.type, RotType::kPsa);
  EXPECT_EQ(p.priority, Priority::kHigh);
  EXPECT_EQ(p.model, Model::kSfn);
  EXPECT_EQ(p.entry, "keys_start");
  EXPECT_EQ(p.stack_size, 0x801u);
  EXPECT_EQ(p.heap_size, 0u);
  ASSERT_EQ(p.services.size(), 2u);
  EXPECT_EQ(p.services[0].sid, 0x80u);
  EXPECT_TRUE(p.services[0].non_secure_clients);
  EXPECT_FALSE(p.services[0].connection_based);
  EXPECT_EQ(p.services[0].handle, 3u);
  EXPECT_EQ(p.services[0].version, 5u);
  EXPECT_FALSE(p.services[0].strict);
  EXPECT_EQ(p.services[1].sid, 0xFFFFF001u);
  EXPECT_FALSE(p.services[1].non_secure_clients);
  EXPECT_TRUE(p.services[1].connection_based);
  EXPECT_TRUE(p.services[1].strict);  // FF-M: the default
  ASSERT_EQ(p.mmio.size(), 2u);
  EXPECT_TRUE(p.mmio[0].named);
  EXPECT_EQ(p.mmio[0].region.base, 0x50202000u);
  EXPECT_TRUE(p.mmio[0].writable);
  EXPECT_EQ(p.mmio[1].region.base, 0x50003000u);
  EXPECT_FALSE(p.mmio[1].writable);
  ASSERT_EQ(p.dependencies.size(), 2u);
  EXPECT_EQ(p.dependencies[0].service, "STORE");
  EXPECT_FALSE(p.dependencies[0].weak);
  EXPECT_TRUE(p.dependencies[1].weak);
}

TEST(Manifest, Of1_0HasItsOwnSpellingAndDefaults) {
  const Partition p = read_manifest(testdata("ipc.json"), board());
  EXPECT_EQ(p.model, Model::kIpc);
  EXPECT_EQ(p.entry, "driver_main");
  EXPECT_EQ(p.heap_size, 0x100u);
  EXPECT_EQ(p.id, 0u);
  ASSERT_EQ(p.services.size(), 2u);
  EXPECT_TRUE(p.services[1].connection_based);
  EXPECT_EQ(p.services[1].version, 1u);
  EXPECT_TRUE(p.services[1].strict);
  ASSERT_EQ(p.irqs.size(), 2u);
  EXPECT_EQ(p.irqs[0].signal_name, "DRIVER_UART_INTR_SIG");
  EXPECT_EQ(p.irqs[0].number, 42u);
  EXPECT_EQ(p.irqs[1].number, 43u);
  EXPECT_EQ(p.irqs[1].handling, IrqHandling::kSecondLevel);
}

using ManifestFile = FilesTest;

TEST_F(ManifestFile, InterruptsOf1_1AreNamedBySourceAndHandling) {
  const std::string text =
      altered(read_file(testdata("manifest.json")), R"("stack_size": 512,)",
              R"("stack_size": 512, "irqs": [{"source": 5, "name": "TICK", "handling": "FLIH"},
                                      {"source": "uart2", "name": "UART", "handling": "SLIH"}],)");
  const Partition p = read_manifest(file("m.json", text), board());
  ASSERT_EQ(p.irqs.size(), 2u);
  EXPECT_EQ(p.irqs[0].signal_name, "TICK_SIGNAL");
  EXPECT_EQ(p.irqs[0].handler, "tick_flih");
  EXPECT_EQ(p.irqs[0].handling, IrqHandling::kFirstLevel);
  EXPECT_EQ(p.irqs[1].handling, IrqHandling::kSecondLevel);
}

struct Refusal {
  const char* file;
  const char* from;
  const char* to;
  const char* error;
};
class ManifestRefusal : public FilesTest, public testing::WithParamInterface<Refusal> {};

TEST_P(ManifestRefusal, SaysFileLineAndReason) {
  const std::string path =
      file("bad.json", altered(read_file(testdata(GetParam().file)), GetParam().from, GetParam().to));
  EXPECT_EQ(error_of([&] { read_manifest(path, board()); }), path + GetParam().error);
}

constexpr const char* kSfn = "sfn.json";
constexpr const char* kStore = "manifest.json";
constexpr const char* kIpc = "ipc.json";

INSTANTIATE_TEST_SUITE_P(
    Partition, ManifestRefusal,
    testing::Values(
        Refusal{kStore, "1.1", "1.2", ":2: \"psa_framework_version\" must be 1.0 or 1.1"},
        Refusal{kStore, "1.1", "1.14", ":2: \"psa_framework_version\" must be 1.0 or 1.1"},
        Refusal{kStore, "1.1", "11", ":2: \"psa_framework_version\" must be 1.0 or 1.1"},
        Refusal{kStore, "1.1", "\"1.1.0\"", ":2: \"psa_framework_version\" must be 1.0 or 1.1"},
        Refusal{kStore, R"("psa_framework_version": 1.1,)", "",
                ":1: the file lacks \"psa_framework_version\""},
        Refusal{kStore, R"("name": "STORE",
  "type")",
                R"("name": "MY STORE", "type")", ":3: \"name\" must be a C identifier"},
        Refusal{kStore, R"("name": "STORE",
  "type")",
                R"("name": "9STORE", "type")", ":3: \"name\" must be a C identifier"},
        Refusal{kStore, R"("name": "STORE",
  "type")",
                R"("name": "NULL", "type")", ":3: \"NULL\" is a macro of C and cannot name a partition"},
        Refusal{kStore, R"("name": "STORE",
  "type")",
                R"("name": "SPM", "type")", ":3: \"SPM\" is what audit.json calls something else"},
        Refusal{kSfn, R"("id": 7)", R"("id": 256)", ":4: \"id\" must be a number from 0 to 0xff"},
        Refusal{kSfn, R"("id": 7)", R"("id": 0)", ":4: \"id\" must not be 0"},
        Refusal{kStore, "APPLICATION-ROT", "APP-ROT",
                ":4: \"type\" must be \"PSA-ROT\" or \"APPLICATION-ROT\""},
        Refusal{kStore, "LOW", "LOWEST", ":5: \"priority\" must be \"LOW\" or \"NORMAL\" or \"HIGH\""},
        Refusal{kStore, "\"SFN\"", "\"RPC\"", ":6: \"model\" must be \"SFN\" or \"IPC\""},
        Refusal{kStore, R"("model": "SFN",)", "", ":1: the file lacks \"model\""},
        Refusal{kStore, R"("model": "SFN",)", R"("model": "IPC",)", ":1: the file lacks \"entry_point\""},
        Refusal{kStore, R"("model": "SFN",)", R"("model": "SFN", "entry_point": "x",)",
                ":6: \"entry_point\" belongs to the IPC model"},
        Refusal{kStore, R"("model": "SFN",)", R"("model": "IPC", "entry_point": "x", "entry_init": "y",)",
                ":6: \"entry_init\" belongs to the SFN model"},
        Refusal{kStore, R"("stack_size": 512,)", "", ":1: the file lacks \"stack_size\""},
        Refusal{kStore, "512", "-512", ":7: \"stack_size\" must be a number from 0 to 0x1000000"},
        Refusal{kStore, "512", "\"0x2000000\"", ":7: \"stack_size\" must be a number from 0 to 0x1000000"},
        Refusal{kStore, "512,", "512, \"stacks\": 1,", ":7: unknown key \"stacks\""},
        Refusal{kStore, "512,", "512, \"services\": [],", ":8: \"services\" is given twice"},
        Refusal{kStore, "512,", "512, \"dependencies\": \"X\",", ":7: \"dependencies\" must be a list"},
        Refusal{kStore, "512,", "512, \"dependencies\": [\"X Y\"],",
                ":7: \"dependencies\" must be a C identifier"}));

INSTANTIATE_TEST_SUITE_P(
    Service, ManifestRefusal,
    testing::Values(
        Refusal{kStore, R"("sid": 112,)", "", ":9: services lacks \"sid\""},
        Refusal{kStore, "112", "0", ":11: \"sid\" must not be 0"},
        Refusal{kStore, "112", "\"0x100000000\"", ":11: \"sid\" must be a number from 0 to 0xffffffff"},
        Refusal{kStore, R"("non_secure_clients": true,)", "", ":9: services lacks \"non_secure_clients\""},
        Refusal{kStore, R"("non_secure_clients": true)", R"("non_secure_clients": "yes")",
                ":12: \"non_secure_clients\" must be true or false"},
        Refusal{kStore, R"("connection_based": false)", R"("connection_based": true)",
                ":14: service STORE is connection-based and has no \"stateless_handle\""},
        Refusal{kStore, "\"auto\"", "\"any\"", ":14: \"stateless_handle\" must be a number from 0 to 0x20"},
        Refusal{kStore, "\"auto\"", "33", ":14: \"stateless_handle\" must be a number from 0 to 0x20"},
        Refusal{kStore, "\"auto\"", "0", ":14: \"stateless_handle\" must be \"auto\" or 1 to 32"},
        Refusal{kStore, "\"auto\"", "\"auto\", \"version\": 0", ":14: \"version\" must not be 0"},
        Refusal{kStore, "\"auto\"", "\"auto\", \"version\": 4194304",
                ":14: \"version\" must be a number from 0 to 0x3fffff"},
        Refusal{kStore, "\"auto\"", "\"auto\", \"version_policy\": \"LOOSE\"",
                ":14: \"version_policy\" must be \"STRICT\" or \"RELAXED\""},
        Refusal{kStore, "\"auto\"", "\"auto\", \"mm_iovec\": true", ":14: \"mm_iovec\" must be a string"},
        Refusal{kStore, "\"auto\"", "\"auto\", \"minor_version\": 1",
                ":14: unknown key \"minor_version\": FF-M 1.0 calls it \"version\""},
        Refusal{kStore, "\"auto\"", "\"auto\", \"minor_policy\": \"STRICT\"",
                ":14: unknown key \"minor_policy\": FF-M 1.0 calls it \"version_policy\""}));

INSTANTIATE_TEST_SUITE_P(
    Hardware, ManifestRefusal,
    testing::Values(
        Refusal{
            kSfn, "\"UART2\"", "\"UART9\"",
            ":12: board test_board has no peripheral \"UART9\"; it has UART2. One without a name is given by "
            "\"base\" and \"size\""},
        Refusal{kSfn, R"("base": "0x50003000", "size": "0x1000")", R"("base": "0x50003000")",
                ":13: mmio_regions lacks \"size\""},
        Refusal{kSfn, "READ-ONLY", "WRITE", ":13: \"permission\" must be \"READ-WRITE\" or \"READ-ONLY\""},
        Refusal{kIpc, "\"uart2\"", "\"uart3\"",
                ":15: board test_board has no interrupt \"uart3\"; it has uart2. One without a name is "
                "given by "
                "its number"},
        Refusal{kIpc, "\"source\": \"43\"", "\"line_num\": 43", ":16: irqs lacks \"source\""},
        Refusal{kIpc, "\"43\"", "96", ":16: board test_board has 96 interrupts"},
        Refusal{kIpc, "\"DRIVER_OTHER_SIG\"", "\"A B\"", ":16: \"signal\" must be a C identifier"}));

INSTANTIATE_TEST_SUITE_P(
    Dialect, ManifestRefusal,
    testing::Values(Refusal{kStore, "1.1", "1.0",
                            ":6: \"model\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"driver_main\"", "\"driver_main\", \"model\": \"IPC\"",
                            ":6: \"model\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"driver_main\"", "\"driver_main\", \"entry_init\": \"x\"",
                            ":6: \"entry_init\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"0x0000FC03\"", "\"0x0000FC03\", \"connection_based\": true",
                            ":11: \"connection_based\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"0x0000FC03\"", "\"0x0000FC03\", \"stateless_handle\": 1",
                            ":11: \"stateless_handle\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"0x0000FC03\"", "\"0x0000FC03\", \"mm_iovec\": \"enable\"",
                            ":11: \"mm_iovec\" came with FF-M 1.1, this manifest is for 1.0"},
                    Refusal{kIpc, "\"DRIVER_OTHER_SIG\"", "\"DRIVER_OTHER_SIG\", \"handling\": \"SLIH\"",
                            ":16: \"handling\" came with FF-M 1.1, this manifest is for 1.0"}));

}  // namespace
}  // namespace redoubt::tool
