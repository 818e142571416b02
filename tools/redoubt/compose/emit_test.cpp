// SPDX-License-Identifier: BSD-3-Clause
// The whole output for testdata/ against testdata/golden/, and what does not show there.
#include "tools/redoubt/compose/partition_memory.hpp"
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

System system_of(const std::vector<std::string>& manifests,
                 const std::string& config = testdata("system.config"),
                 const std::string& board_file = testdata("board.json")) {
  Board board = read_board(board_file);
  std::vector<Partition> partitions;
  for (const std::string& name : manifests) partitions.push_back(read_manifest(testdata(name), board));
  return resolve(std::move(board), read_config(config), std::move(partitions));
}

// The one difference between machines: where the manifests are.
std::string without_folder(std::string text) {
  for (std::size_t at; (at = text.find(testdata(""))) != std::string::npos;)
    text.erase(at, testdata("").size());
  return text;
}

TEST(Emit, AllFilesAreAsAgreed) {
  const auto files = emit_all(system_of({"sfn.json", "manifest.json"}));
  std::size_t golden = 0;
  for (const auto& entry : fs::recursive_directory_iterator(testdata("golden")))
    golden += entry.is_regular_file() ? 1u : 0u;
  EXPECT_EQ(files.size(), golden);
  for (const auto& [name, text] : files)
    EXPECT_EQ(without_folder(text), read_file(testdata("golden/" + name + ".golden"))) << name;
}

// psa_manifest/ of an IPC partition in 1.0's spelling; the file's own name leads to it as well.
TEST_F(FilesTest, IpcManifestHasSignalsAndEntry) {
  const std::string config = file("config", "CONFIG_SPM_IPC=y\nCONFIG_SPM_INTERRUPTS=y\n");
  const System system = system_of({"ipc.json"}, config);
  const std::string header = emit_manifest(system.partitions[0]);
  EXPECT_THAT(header, HasSubstr("#define DRIVER_MODEL_IPC 1\n"));
  EXPECT_THAT(header, HasSubstr("#define DRIVER_UART_SIGNAL 0x10u\n#define DRIVER_NVMEM_SIGNAL 0x20u\n"));
  EXPECT_THAT(header, HasSubstr("#define DRIVER_UART_INTR_SIG 0x40u\n#define DRIVER_OTHER_SIG 0x80u\n"));
  EXPECT_THAT(header, HasSubstr("void driver_main(void);\n"));
  EXPECT_THAT(header, Not(HasSubstr("_sfn")));
  EXPECT_THAT(emit_sid(system), Not(HasSubstr("HANDLE")));
  EXPECT_THAT(emit_all(system).at("include/psa_manifest/ipc.h"),
              HasSubstr("#include \"psa_manifest/driver.h\""));
}

TEST_F(FilesTest, SystemWithoutPartitionsIsComplete) {
  const std::string tables = emit_tables(system_of({}));
  EXPECT_THAT(tables, HasSubstr("kPartitions[] = {\n    {},\n};\n"
                                "const std::uint32_t kPartitionCount = 0;"));
  EXPECT_THAT(tables, HasSubstr("kServices[] = {\n    hole(),\n};\nconst std::uint32_t kServiceCount = 0;"));
}

constexpr const char* kLevel3 = "CONFIG_SPM_ISOLATION_LEVEL=3\nCONFIG_SPM_IPC=y\nCONFIG_SPM_INTERRUPTS=y\n";

// The PSA RoT's data is the SPM's; an application RoT partition has a memory of its own, and the SPM what is
// around it.
TEST_F(FilesTest, IsolatedPartitionsHaveWindows) {
  const std::string config = file("config", kLevel3);
  const std::string application = file("app.json", R"({"psa_framework_version": 1.1, "name": "APP",
    "type": "APPLICATION-ROT", "priority": "LOW", "model": "SFN", "stack_size": 512, "heap_size": 100, "services": [
    {"name": "A", "sid": 5, "non_secure_clients": true, "connection_based": false}]})");
  Board board = read_board(testdata("board.json"));
  std::vector<Partition> partitions = {read_manifest(application, board),
                                       read_manifest(testdata("ipc.json"), board)};
  const System system = resolve(std::move(board), read_config(config), std::move(partitions));
  const std::string tables = emit_tables(system), linker = emit_partitions_linker(system);
  EXPECT_THAT(
      tables,
      HasSubstr("{redoubt_partition_app_start + kPartitionWindow, redoubt_partition_app_end + kWindowEnd}"));
  EXPECT_THAT(tables, HasSubstr("&app_stack.message, app_stack.room, 1, nullptr,"));
  EXPECT_THAT(tables, HasSubstr("&driver_stack.message, driver_stack.room, 0, nullptr,"));
  EXPECT_THAT(linker, HasSubstr("KEEP(*(.bss.partition_stack.app))"));
  EXPECT_THAT(linker, HasSubstr("*libpartition_app.a:*(.data .data.*)"));
  EXPECT_THAT(linker, HasSubstr("    . += 0x70;\n"));
  EXPECT_THAT(linker, Not(HasSubstr("partition_stack.driver")));
}

TEST_F(FilesTest, HostedBoardHasNoLinkerMemory) {
  const auto host = fs::path(testdata("")) / "../../../../boards/host/board.json";
  const auto files = emit_all(system_of({"manifest.json"}, testdata("system.config"), host.string()));
  EXPECT_EQ(files.count("memory_spe.ld"), 0u);
  EXPECT_THAT(files.at("partitions.cpp"), HasSubstr("const std::uint32_t kNonsecureRegionCount = 0;"));
  EXPECT_THAT(files.at("include/redoubt_layout.hpp"), Not(HasSubstr("kSecureAlias")));
  EXPECT_THAT(files.at("include/redoubt_layout.hpp"), HasSubstr("inline constexpr NvArea kIts{"));
}

TEST_F(FilesTest, BoardWithoutExtraVectorsHasAnEmptyRegionForThem) {
  const std::string text = altered(read_file(testdata("board.json")),
                                   R"("bl2_vectors":  {"base": "0x003FFFE0", "size": "0x20"},)", "");
  const Board board = read_board(file("b.json", text));
  EXPECT_THAT(emit_linker(board, "bl2"), HasSubstr("VECTORS (rx) : ORIGIN = 0x10000000, LENGTH = 0x0\n"));
}

TEST_F(FilesTest, OnlyWhatChangedIsWrittenAndWhatIsGoneGoes) {
  const std::string out = (folder_ / "out").string();
  const auto both = emit_all(system_of({"sfn.json", "manifest.json"}));
  EXPECT_EQ(write_all(both, out), both.size());
  EXPECT_EQ(write_all(both, out), 0u);
  EXPECT_TRUE(fs::exists(out + "/include/psa_manifest/keys.h"));
  // Changed: tables, sid.h, pid.h, audit.json; gone: keys.h and sfn.h.
  EXPECT_EQ(write_all(emit_all(system_of({"manifest.json"})), out), 6u);
  EXPECT_FALSE(fs::exists(out + "/include/psa_manifest/keys.h"));
  EXPECT_TRUE(fs::exists(out + "/include/psa_manifest/store.h"));
}

TEST_F(FilesTest, CodeTooSmallForItsTlvsIsRefused) {
  std::string text = altered(read_file(testdata("board.json")), "4096", "2048");
  text =
      altered(text, R"("base": "0x10010000", "size": "0xF0000")", R"("base": "0x10010000", "size": "0x800")");
  text =
      altered(text, R"("offset": "0x100000", "size": "0xF0000")", R"("offset": "0x100000", "size": "0x800")");
  const Board board = read_board(file("b.json", text));
  EXPECT_THAT(error_of([&] { emit_linker(board, "spe"); }),
              HasSubstr("b.json:13: \"spe_code\" has no room for an image"));
}

}  // namespace
}  // namespace redoubt::tool
