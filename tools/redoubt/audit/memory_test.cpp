// SPDX-License-Identifier: BSD-3-Clause
// Whose every byte is: testdata/spe.elf, which testdata/make.sh links, and images made up of symbols.
#include <fmt/ranges.h>

#include "tools/redoubt/audit/test_system.hpp"

namespace redoubt::tool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<Origin> kOrigins{{"KEYS", "keys"}, {"STORE", "store"}, {"DRIVER", "elsewhere"}};

std::string text(const std::vector<Range>& ranges) {
  std::string out;
  for (const Range& range : ranges)
    out += fmt::format("{} {:x}+{:x} {}\n", range.what, range.base, range.size, access(range));
  return out;
}

TEST(Memory, EachPartitionHasItsOwn) {
  MemoryMap map = attribute(test_image(), kOrigins);
  EXPECT_EQ(text(map.owners["KEYS"]),  // no memory of its own: stack by its symbol, the rest by the map
            "code 10010488+20 r-x\n"
            "code 10010544+10 r-x\n"
            "constants 10010580+24 r--\n"
            "stack 38000440+140 rw-\n"
            "bss 38000670+18 rw-\n");
  EXPECT_EQ(text(map.owners["STORE"]),
            "code 100104a8+2c r-x\n"
            "code 10010554+c r-x\n"
            "stack 38000360+a0 rw-\n"
            "data 38000400+10 rw-\n"
            "bss 38000410+30 rw-\n"
            "bss 38000688+30 rw-\n");
  EXPECT_EQ(text(map.owners["DRIVER"]),
            "code 100104d4+3c r-x\n"
            "stack 38000200+c0 rw-\n"
            "data 380002c0+4 rw-\n"
            "bss 380002c4+1c rw-\n"
            "heap 380002e0+80 rw-\n");
}

TEST(Memory, LibrariesAndClientsAreShared) {
  EXPECT_EQ(text(attribute(test_image(), kOrigins).owners[kShared]),
            "code 1001047c+c r-x\n"  // the client library of KEYS: code of those who call it
            "code 10010510+34 r-x\n");
}

TEST(Memory, WhatNobodyClaimsIsTheSpms) {
  EXPECT_EQ(text(attribute(test_image(), kOrigins).owners[kSpm]),
            "code 10010400+40 r-x\n"  // the vectors, which the MPU region of the code includes
            "entry points 10010440+20 r-x\n"
            "code 10010460+1c r-x\n"
            "constants 10010560+20 r--\n"
            "gate stack 38000580+40 rw-\n"
            "handler stack 380005c0+80 rw-\n"
            "data 38000640+8 rw-\n"
            "bss 38000648+28 rw-\n"
            "initial values 100105a4+4 r--\n"
            "initial values 100105a8+10 r--\n"
            "initial values 100105b8+8 r--\n");
}

TEST(Memory, EveryByteOfTheImageHasOneOwner) {
  const Image image = test_image();
  for (const bool with_map : {true, false})
    for (const bool with_symbols : {true, false}) {
      Image part = image;
      if (!with_map) part.map.clear();
      if (!with_symbols) part.symbols.clear();
      std::uint64_t sum = 0, sections = 0;
      for (const auto& [owner, ranges] : attribute(part, kOrigins).owners)
        for (const Range& range : ranges) sum += range.what == "initial values" ? 0 : range.size;
      for (const Section& section : image.sections) sections += section.size;
      EXPECT_EQ(sum, sections) << with_map << with_symbols;
    }
}

TEST(Memory, WithoutAMapTheSymbolsStillTell) {
  Image image = test_image();
  image.map.clear();
  MemoryMap map = attribute(image, kOrigins);
  EXPECT_EQ(text(map.owners["KEYS"]), "stack 38000440+140 rw-\n");
  EXPECT_EQ(text(map.owners["STORE"]), "stack 38000360+a0 rw-\ndata 38000400+10 rw-\nbss 38000410+30 rw-\n");
  EXPECT_EQ(text(map.owners[kShared]), "");
}

TEST(Memory, WithoutSymbolsTheMapStillTells) {
  Image image = test_image();
  image.symbols.clear();
  EXPECT_EQ(text(attribute(image, kOrigins).owners["DRIVER"]),
            "code 100104d4+3c r-x\ndata 380002c0+4 rw-\nbss 380002c4+9c rw-\n");
}

TEST(Memory, EntryPointsAreNamed) {
  const MemoryMap map = attribute(test_image(), kOrigins);
  ASSERT_EQ(map.entry_points.size(), 1u);
  EXPECT_EQ(map.entry_points[0].name, "redoubt_gate_call");
  EXPECT_EQ(map.entry_points[0].address, 0x10010440u);
}

TEST(Memory, DataThatMissedItsPartitionIsSaid) {
  EXPECT_THAT(attribute(test_image(), kOrigins).warnings,
              ElementsAre("partition STORE has 48 bytes of bss at 0x38000688, outside its own memory"));
}

TEST(Memory, WritableCodeShows) {
  const Image image{
      {{".ramcode", 0x38000000, 64, true, true, true}, {".text", 0x1000, 64, true, false, true}}, {}, {}, {}};
  EXPECT_EQ(text(attribute(image, {}).owners[kSpm]), "code 1000+40 r-x\ncode 38000000+40 rwx\n");
}

TEST(Memory, DataAmongTheCodeIsExecutable) {
  const Image image{{{".data", 0x1020, 32, true, true, false}},
                    {},
                    {{"redoubt_text_start", 0x1000, 0, false}, {"redoubt_text_end", 0x1021, 0, false}},
                    {}};
  EXPECT_EQ(text(attribute(image, {}).owners[kSpm]), "code 1020+20 rwx\n");
}

// One chunk of two partitions, as at level 2: each has its own stack, and what is left goes to the first.
TEST(Memory, ChunksThatOverlapAreSharedOutOnce) {
  std::vector<Symbol> symbols{{"ns::a_stack", 0x100, 0x40, false}, {"b_stack", 0x140, 0x40, false}};
  for (const char* name : {"a", "b"})
    for (const auto& [what, address] : {std::pair{"start", 0x100u}, std::pair{"data", 0x180u},
                                        std::pair{"bss", 0x190u}, std::pair{"end", 0x200u}})
      symbols.push_back({fmt::format("redoubt_partition_{}_{}", name, what), address, 0, false});
  const Image image{{{".chunk", 0x100, 0x100, false, true, false}}, {}, symbols, {}};
  MemoryMap map = attribute(image, {{"A", "a"}, {"B", "b"}});
  EXPECT_EQ(text(map.owners["A"]), "stack 100+40 rw-\ndata 180+10 rw-\nbss 190+70 rw-\n");
  EXPECT_EQ(text(map.owners["B"]), "stack 140+40 rw-\n");
  EXPECT_THAT(map.warnings, IsEmpty());
}

TEST_F(FilesTest, EveryTruncatedImageIsRefused) {
  const std::string whole = read_file(audit_testdata("spe.elf"));
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const std::string cut = file("cut.elf", whole.substr(0, length));
    EXPECT_NE(error_of([&] { read_linked_image(cut, ""); }), "no error") << length;
  }
}

TEST_F(FilesTest, EveryDamagedImageIsHandled) {
  const std::string whole = read_file(audit_testdata("spe.elf"));
  for (std::size_t at = 0; at < whole.size(); at += at < 1024 ? 1 : 13) {
    std::string bad = whole;
    bad[at] = static_cast<char>(bad[at] ^ 0xFF);
    (void)error_of([&] { attribute(read_linked_image(file("bad.elf", bad), ""), kOrigins); });
  }
}

}  // namespace
}  // namespace redoubt::tool
