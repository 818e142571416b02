// SPDX-License-Identifier: BSD-3-Clause
// Every refusal of a board.json, each by one change to a good one.
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;

struct Refusal {
  const char* from;
  const char* to;
  const char* error;  // after the file's name
};

class BoardRefusal : public FilesTest, public testing::WithParamInterface<Refusal> {};

TEST_P(BoardRefusal, SaysFileLineAndReason) {
  const std::string path =
      file("board.json", altered(read_file(testdata("board.json")), GetParam().from, GetParam().to));
  EXPECT_EQ(error_of([&] { read_board(path); }), path + GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Form, BoardRefusal,
    testing::Values(Refusal{R"("cpu": ["-mcpu=cortex-m33"],)", R"("cpu": ["-mcpu=cortex-m33"]])",
                            ":4: this is no JSON, at '\"-mcpu=cortex-m33\"]]'"},
                    Refusal{R"("title": "A board for tests",)", "", ":1: the file lacks \"title\""},
                    Refusal{R"("title": "A board for tests",)", R"("title": "a", "title": "b",)",
                            ":3: \"title\" is given twice"},
                    Refusal{R"("test_board")", R"("test board")", ":2: \"name\" must be a C identifier"},
                    Refusal{R"("test_board")", "7", ":2: \"name\" must be a string"},
                    Refusal{R"("cpu": ["-mcpu=cortex-m33"])", R"("cpu": "x")", ":4: \"cpu\" must be a list"},
                    Refusal{R"("icount_shift": 6)", R"("icount_shift": 6, "speed": 1)",
                            ":39: unknown key \"speed\""},
                    Refusal{R"("icount_shift": 6)", R"("icount_shift": 11)",
                            ":39: \"icount_shift\" must be a number from 0 to 0xa"},
                    Refusal{R"("image_header_size": "0x400")", R"("image_header_size": "1 KB")",
                            ":21: \"image_header_size\" must be a number from 0 to 0x10000"},
                    Refusal{R"("image_header_size": "0x400")", R"("image_header_size": -1)",
                            ":21: \"image_header_size\" must be a number from 0 to 0x10000"},
                    Refusal{R"("image_header_size": "0x400")", R"("image_header_size": 1.5)",
                            ":21: \"image_header_size\" must be a number from 0 to 0x10000"}));
INSTANTIATE_TEST_SUITE_P(
    Memory, BoardRefusal,
    testing::Values(
        Refusal{R"("handoff":      {"base": "0x38000000", "size": "0x100"})",
                R"("handoff": {"base": "0x38000000", "size": 0})", ":15: \"handoff\" is empty"},
        Refusal{R"("handoff":      {"base": "0x38000000", "size": "0x100"})",
                R"("handoff": {"base": "0xFFFFFFE0", "size": "0x40"})",
                ":15: \"handoff\" reaches beyond 4 GiB"},
        Refusal{R"("handoff":      {"base": "0x38000000", "size": "0x100"})",
                R"("handoff": {"base": "0x38000000", "size": "0xA0"})", ":15: \"handoff\" needs 180 bytes"},
        Refusal{R"("handoff":      {"base": "0x38000000", "size": "0x100"},)", "",
                ": \"memory\" lacks \"handoff\""},
        Refusal{R"("secure_alias": "0x10000000")", R"("secure_alias": "0x30000000")",
                ": \"secure_alias\" must be the one address bit that the worlds differ in"},
        Refusal{R"("secure_alias": "0x10000000")", R"("secure_alias": 0)",
                ": \"secure_alias\" must be the one address bit that the worlds differ in"},
        Refusal{R"("base": "0x38000100", "size": "0x100")", R"("base": "0x38000104", "size": "0xE0")",
                ":16: \"fault_record\" must start and end on a multiple of 32"},
        Refusal{R"("base": "0x38000100", "size": "0x100")", R"("base": "0x38000100", "size": "0x90")",
                ":16: \"fault_record\" must start and end on a multiple of 32"},
        Refusal{R"("base": "0x38000100", "size": "0x100")", R"("base": "0x380000E0", "size": "0x100")",
                ":16: \"fault_record\" overlaps \"handoff\""},
        Refusal{R"("base": "0x38000100", "size": "0x100")", R"("base": "0x383FFFE0", "size": "0x40")",
                ":16: \"fault_record\" lies outside every memory of \"physical\""},
        Refusal{R"("spe_code":     {"base": "0x10010000")", R"("spe_code":     {"base": "0x1000FC00")",
                ":13: \"spe_code\" overlaps \"bl2_code\""},
        // The same memory by its two addresses.
        Refusal{R"("spe_code":     {"base": "0x10010000", "size": "0xF0000"})",
                R"("spe_code": {"base": "0x10010000", "size": "0xF0400"})",
                ":14: \"nspe_code\" overlaps \"spe_code\""},
        Refusal{R"("nspe_ram":     {"base": "0x28200000")", R"("nspe_ram":     {"base": "0x38200000")",
                ":19: \"nspe_ram\" must be at a non-secure address"},
        Refusal{R"("handoff":      {"base": "0x38000000")", R"("handoff":      {"base": "0x28000000")",
                ":15: \"handoff\" must be at a secure address"},
        Refusal{R"("nspe_code":    {"base": "0x00100000")", R"("nspe_code":    {"base": "0x00100100")",
                ":14: the vectors of \"nspe_code\" must be on a multiple of 0x200, for 96 interrupts"},
        Refusal{R"("image_header_size": "0x400")", R"("image_header_size": "0x100")",
                ":13: the vectors of \"spe_code\" must be on a multiple of 0x200, for 96 interrupts"},
        Refusal{R"("base": "0x10010000", "size": "0xF0000")", R"("base": "0x10010000", "size": "0x400")",
                ":13: \"spe_code\" has no room after the image header"}));
INSTANTIATE_TEST_SUITE_P(
    Protection, BoardRefusal,
    testing::Values(
        Refusal{R"("regions": 8)", R"("regions": 3)", ":33: the SAU has 3 regions, 4 are needed"},
        Refusal{R"([{"base": "0x40000000", "size": "0x10000000"}])",
                R"([{"base": "0x50000000", "size": "0x1000"}])",
                ":34: non-secure peripherals must be at non-secure addresses"},
        Refusal{R"([{"base": "0x40000000", "size": "0x10000000"}])",
                R"([{"base": "0x40000000", "size": "0x10000020"}])",
                ":34: non-secure peripherals must be at non-secure addresses"},
        Refusal{R"([{"base": "0x40000000", "size": "0x10000000"}])",
                R"([{"base": "0x40000010", "size": "0x1000"}])",
                ":34: \"nonsecure_peripherals\" must start and end on a multiple of 32"},
        Refusal{R"([{"base": "0x40000000", "size": "0x10000000"}])",
                R"([{"base": "0x40000000", "size": 64}, {"base": "0x40000020", "size": 64}])",
                ":34: \"nonsecure_peripherals\" overlaps \"nonsecure_peripherals\""},
        Refusal{
            R"([{"base": "0x40000000", "size": "0x10000000"}])",
            R"([{"base": 0, "size": 32}, {"base": 32, "size": 32}, {"base": 64, "size": 32}, {"base": 96, "size": 32}, {"base": 128, "size": 32}])",
            ":34: more than 4 ranges of non-secure peripherals"},
        Refusal{R"("count": 96)", R"("count": 42)", ":38: interrupt \"uart2\" is not below \"count\""},
        Refusal{R"("count": 96)", R"("count": 481)", ":38: \"count\" must be a number from 0 to 0x1e0"}));
INSTANTIATE_TEST_SUITE_P(
    NonVolatile, BoardRefusal,
    testing::Values(
        Refusal{R"("sector_size": 4096)", R"("sector_size": 0)",
                ":22: \"sector_size\" must be a multiple of \"program_unit\""},
        Refusal{R"("program_unit": 4)", R"("program_unit": 0)",
                ":22: \"sector_size\" must be a multiple of \"program_unit\""},
        Refusal{R"("program_unit": 4)", R"("program_unit": 3)",
                ":22: \"sector_size\" must be a multiple of \"program_unit\""},
        Refusal{R"("size": "0x1000000", "sector)", R"("size": "0x1000400", "sector)",
                ":22: the non-volatile memory must be whole sectors"},
        Refusal{R"("base": "0x80000000")", R"("base": "0xFFF00000")",
                ":22: the non-volatile memory reaches beyond 4 GiB"},
        Refusal{R"("base": "0x80000000")", R"("base": "0x28100000")",
                ":19: \"nspe_ram\" overlaps the non-volatile memory"},
        Refusal{R"("offset": "0x1000",   "size": "0x4000")", R"("offset": "0x1200", "size": "0x4000")",
                ":26: area \"system\" must be whole sectors of 4096 bytes"},
        Refusal{R"("offset": "0x1000",   "size": "0x4000")", R"("offset": "0x1000", "size": "0x4010")",
                ":26: area \"system\" must be whole sectors of 4096 bytes"},
        Refusal{R"("offset": "0x1000",   "size": "0x4000")", R"("offset": "0x0", "size": "0x4000")",
                ":26: area \"system\" overlaps area \"provisioned\""},
        Refusal{R"("offset": "0x1000",   "size": "0x4000")", R"("offset": "0x1000", "size": "0x1000")",
                ":26: area \"system\" needs at least 2 sectors"},
        Refusal{R"("offset": "0x200000", "size": "0x100000")", R"("offset": "0xFF0000", "size": "0x11000")",
                ":29: area \"slot_nspe\" reaches beyond the end of the non-volatile memory"},
        Refusal{R"("offset": "0x100000", "size": "0xF0000")", R"("offset": "0x100000", "size": "0xF1000")",
                ":28: area \"slot_spe\" is larger than \"spe_code\", where its image is copied to"},
        Refusal{R"("its":         {"offset")", R"("ps":         {"offset")", ": \"areas\" lacks \"its\""}));

TEST(Boards, OfTheTreeAreGood) {
  const auto boards = std::filesystem::path(testdata("")) / "../../../../boards";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(boards)) {
    const auto path = entry.path() / "board.json";
    if (!std::filesystem::exists(path)) continue;
    EXPECT_EQ(error_of([&] { read_board(path.string()); }), "no error");
    ++count;
  }
  EXPECT_GE(count, 4);
}

TEST_F(FilesTest, HostedBoardNeedsOnlyNonVolatileMemory) {
  const std::string nv =
      R"("nv": {"base": 0, "size": 65536, "sector_size": 4096, "program_unit": 4, "areas": {"provisioned": {"offset": 0, "size": 4096},)"
      R"( "system": {"offset": 4096, "size": 8192}, "its": {"offset": 16384, "size": 8192}}})";
  const Board board =
      read_board(file("b.json", R"({"name": "h", "title": "t", "hosted": true, )" + nv + "}"));
  EXPECT_TRUE(board.hosted);
  EXPECT_TRUE(board.memory.empty());
  EXPECT_THAT(error_of([&] { read_board(file("c.json", R"({"name": "h", "title": "t", )" + nv + "}")); }),
              HasSubstr("c.json:1: the file lacks \"secure_alias\""));
  EXPECT_THAT(error_of([&] {
                read_board(file("d.json",
                                R"({"name": "h", "title": "t", "hosted": true, "memory": {}, )" + nv + "}"));
              }),
              HasSubstr("d.json:1: unknown key \"memory\""));
}

TEST_F(FilesTest, JsonErrorsNameTheLine) {
  const auto parsed = [&](const char* text) { return error_of([&] { read_json(file("x.json", text)); }); };
  EXPECT_THAT(parsed(""), HasSubstr("x.json:1: this is no JSON"));
  EXPECT_THAT(parsed("{\n\"a\": 1,\n}"), HasSubstr("x.json:3: this is no JSON, at "));
  EXPECT_THAT(parsed("{} {}"), HasSubstr("x.json:1: this is no JSON, at "));
  EXPECT_THAT(parsed("{\"a\": [{\"b\": 1},\n{\"b\": 1, \"b\": 2}]}"),
              HasSubstr("x.json:2: \"b\" is given twice"));
  EXPECT_EQ(parsed((std::string(32, '[') + std::string(32, ']')).c_str()), "no error");
  EXPECT_THAT(parsed(std::string(1000000, '[').c_str()),
              HasSubstr("x.json:1: lists and objects are nested too deeply"));
  EXPECT_THAT(parsed("\xFF"), HasSubstr("x.json:1: this is no JSON"));
  EXPECT_THAT(error_of([&] { read_json((folder_ / "none").string()); }), HasSubstr("none: cannot be read"));
  EXPECT_THAT(error_of([&] { read_json(folder_.string()); }), HasSubstr("is a folder"));
  // A number at the end of its line belongs to that line.
  const Json json = read_json(file("n.json", "{\n\"a\":\n 5\n,\n\"b\": [1\n,2\n]}"));
  EXPECT_EQ(json.object()[0].second.place.line, 3);
  EXPECT_EQ(json.object()[1].second.array()[1].place.line, 6);
}

}  // namespace
}  // namespace redoubt::tool
