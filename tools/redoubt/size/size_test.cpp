// SPDX-License-Identifier: BSD-3-Clause
// testdata/spe.{map,elf}: an image of a few lines, linked by GNU ld 2.40 for the Cortex-M33, with veneers,
// merged strings, data, bss, a partition's stack and libgcc's division.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"
#include "tools/redoubt/size/report.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string testdata(const char* name) {
  return (fs::path(__FILE__).parent_path() / "testdata" / name).string();
}

template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

class Size : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("size_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string file(const char* name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  }
  fs::path folder_;
};

TEST_F(Size, ElfSectionsAreWhatTheLinkerMade) {
  const auto sections = read_sections(testdata("spe.elf"));
  std::string all;
  for (const Section& s : sections)
    all += s.name + " " + std::to_string(s.size) + (s.loaded ? " loaded" : "") +
           (s.writable ? " writable\n" : "\n");
  EXPECT_EQ(all,
            ".text 1024 loaded\n.gnu.sgstubs 32 loaded\n.ARM.exidx 8 loaded\n.data 24 loaded writable\n"
            ".bss 104 writable\n.partition_stacks 256 writable\n.stack 512 writable\n");
}

TEST_F(Size, ComponentsSumToTheSections) {
  const ImageCost image = measure_image(testdata("spe.map"));
  Cost sections, components;
  for (const Section& s : read_sections(testdata("spe.elf")))
    sections += {s.loaded ? s.size : 0u, s.writable ? s.size : 0u};
  for (const auto& [name, cost] : image.components) components += cost;
  EXPECT_EQ(image.total.flash, 1088u);
  EXPECT_EQ(image.total.ram, 896u);
  EXPECT_EQ(sections.flash, image.total.flash);
  EXPECT_EQ(sections.ram, image.total.ram);
  EXPECT_EQ(components.flash, image.total.flash);
  EXPECT_EQ(components.ram, image.total.ram);
}

// The figures are sums of the input sections in the map, added up by hand.
TEST_F(Size, EachComponentHasItsObjects) {
  const ImageCost image = measure_image(testdata("spe.map"));
  std::string all;
  for (const auto& [name, cost] : image.components)
    all += name + " " + std::to_string(cost.flash) + " " + std::to_string(cost.ram) + "\n";
  EXPECT_EQ(all,
            "its 28 37\n"      // .text.its, .text.text; the string that ld merged away counts nothing
            "mbedtls 16 12\n"  // a C file of an archive of ours
            "padding 26 15\n"  // 2 in .text, 24 behind the veneers; 3 + 12 in .bss
            "runtime 808 0\n"  // libgcc
            "spm 186 64\n"     // .text 44 + 100, strings 18, data 24; data 24, bss 40
            "stacks 0 768\n"   // a partition's 256 and 512 by the linker script
            "tables 16 0\n"    // partitions.cpp
            "veneers 8 0\n");
}

TEST_F(Size, MapOfAnotherBuildIsRefused) {
  auto sections = read_sections(testdata("spe.elf"));
  const auto map = read_map(testdata("spe.map"));
  for (std::uint32_t Section::*field : {&Section::size, &Section::address}) {
    auto other = sections;
    other[0].*field += 4;
    EXPECT_THAT(error_of([&] { measure(other, map); }),
                HasSubstr("section .text of the ELF file is not in the map"));
  }
  EXPECT_EQ(error_of([&] { measure(sections, map); }), "no error");
}

TEST_F(Size, InputsOutsideTheirSectionAreRefused) {
  const std::vector<Section> sections{{".text", 0x1000, 0x100, true, false}};
  const auto measured = [&](std::vector<Input> inputs) {
    return error_of([&] { measure(sections, {{".text", 0x1000, 0x100, std::move(inputs)}}); });
  };
  EXPECT_EQ(measured({{".text.a", "a.o", 0x1000, 0x80}, {".text.b", "b.o", 0x1080, 0x80}}), "no error");
  EXPECT_THAT(measured({{".text.a", "a.o", 0x0FFF, 0x80}}), HasSubstr("out of order at a.o"));
  EXPECT_THAT(measured({{".text.a", "a.o", 0x1101, 0}}), HasSubstr("out of order at a.o"));
  EXPECT_THAT(measured({{".text.a", "a.o", 0x1080, 4}, {".text.b", "b.o", 0x1000, 4}}),
              HasSubstr("out of order at a.o"));
}

TEST_F(Size, DiscardedInputsBelongToNoSection) {
  const std::string map = file("a.map",
                               "Linker script and memory map\n\n.text           0x00001000       0x10\n"
                               " .text          0x00001000       0x10 a.o\n\n/DISCARD/\n *(.comment)\n"
                               " .comment       0x00000000       0x27 a.o\n");
  const auto outputs = read_map(map);
  ASSERT_EQ(outputs.size(), 1u);
  EXPECT_EQ(outputs[0].inputs.size(), 1u);
}

TEST_F(Size, EveryTruncatedElfIsRefusedOrCostsNoMore) {
  const std::string whole = read_file(testdata("spe.elf"));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string cut = file("cut.elf", whole.substr(0, length));
    EXPECT_NE(error_of([&] { read_sections(cut); }), "no error") << length;
  }
}

TEST_F(Size, EveryDamagedElfHeaderIsHandled) {
  const std::string whole = read_file(testdata("spe.elf"));
  for (std::size_t at = 0; at < 52; ++at)
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string bad = whole;
      bad[at] = static_cast<char>(bad[at] ^ flip);
      (void)error_of([&] { read_sections(file("bad.elf", bad)); });  // the sanitizers judge
    }
  EXPECT_THAT(error_of([&] { read_sections(testdata("spe.map")); }),
              HasSubstr("is no 32-bit little-endian ELF"));
}

TEST_F(Size, FilesThatAreNoMapsAreRefused) {
  EXPECT_THAT(error_of([&] { read_map(testdata("spe.elf")); }), HasSubstr("is no map file of GNU ld"));
  EXPECT_THAT(error_of([&] { read_map((folder_ / "none.map").string()); }), HasSubstr("cannot be read"));
  EXPECT_THAT(error_of([&] { measure_image(testdata("spe.elf")); }),
              HasSubstr("a map file's name ends in .map"));
  EXPECT_THAT(error_of([&] { measure_image(file("alone.map", "")); }),
              HasSubstr("alone.elf: cannot be read"));
}

struct Named {
  const char* section;
  const char* object;
  const char* component;
};
class Components : public testing::TestWithParam<Named> {};
TEST_P(Components, AreFoundByObject) {
  EXPECT_EQ(component({GetParam().section, GetParam().object, 0, 4}), GetParam().component);
}
INSTANTIATE_TEST_SUITE_P(
    All, Components,
    testing::Values(
        Named{".text.a", "lib/flash_store/libredoubt_flash_store.a(store.cpp.obj)", "flash_store"},
        Named{".text.a", "its/libredoubt_its_client.a(client.cpp.obj)", "its"},
        Named{".text.a", "its/libredoubt_its_server.a(server.cpp.obj)", "its"},
        Named{".text.a", "services/crypto/libredoubt_crypto_drivers.a(ccm.cpp.obj)", "crypto"},
        Named{".text.a", "services/crypto/libredoubt_crypto_mbedtls.a(aes.c.obj)", "mbedtls"},
        Named{".text.a", "client/CMakeFiles/redoubt_psa_call.dir/psa_call.S.obj", "client"},
        Named{".text.a", "board/libredoubt_board.a(console.cpp.obj)", "board"},
        Named{".text.a", "libredoubt_boot.a(chain.cpp.obj)", "boot"},
        Named{".text.a", "libredoubt_boot_p256.a(p256-m.c.obj)", "mbedtls"},
        Named{".text.a", "crypto/CMakeFiles/redoubt_crypto_backend.dir/x/library/aes.c.obj", "mbedtls"},
        Named{".text.a", "CMakeFiles/spe.dir/gate/gate.cpp.obj", "spm"},
        Named{".text.a", "CMakeFiles/bl2.dir/start.cpp.obj", "boot"},
        Named{".text.a", "CMakeFiles/redoubt_crypto_server.dir/keys.cpp.obj", "crypto"},
        Named{".rodata.k", "CMakeFiles/spe.dir/generated/partitions.cpp.obj", "tables"},
        Named{".bss.partition_stacks", "CMakeFiles/spe.dir/generated/partitions.cpp.obj", "stacks"},
        Named{".text", "/usr/lib/gcc/arm-none-eabi/12.2.1/libgcc.a(_udivmoddi4.o)", "runtime"},
        Named{".text", "/usr/lib/libc_nano.a(libc_a-memcpy.o)", "runtime"},
        Named{".text", "/usr/lib/gcc/crtn.o", "runtime"},
        Named{".text", "vendor/libaccelerator.a(hw.c.obj)", "accelerator"},
        Named{".gnu.sgstubs.__stub", "linker stubs", "veneers"}, Named{".text", "loose.o", "other"}));

TEST_F(Size, ReportHasTheFormThatOthersRead) {
  ImageCost bl2{{100, 20}, {{"boot", {100, 20}}}};
  ImageCost spe{{300, 40}, {{"spm", {200, 30}}, {"its", {100, 10}}}};
  const nlohmann::json entry = size_entry(bl2, spe);
  EXPECT_EQ(entry.dump(),
            R"({"bl2":{"flash":100,"ram":20},"spe":{"components":{"its":{"flash":100,"ram":10},)"
            R"("spm":{"flash":200,"ram":30}},"flash":300,"ram":40}})");
  EXPECT_EQ(size_table({{"demo@b", entry}}),
            "demo@b                       flash       RAM\n"
            "  bl2                          100        20\n"
            "  spe                          300        40\n"
            "    spm                        200        30\n"
            "    its                        100        10\n");
}

TEST_F(Size, ReportOfAnotherFormIsRefused) {
  for (const char* text : {R"({"a@b": 1})", R"({"a@b": {}})", R"({"a@b": {"bl2": {"flash": "x", "ram": 1}}})",
                           R"({"a@b": {"bl2": {"flash": 1, "ram": 1}, "spe": {"flash": 1, "ram": 1}}})"})
    EXPECT_THAT(error_of([&] { size_table(nlohmann::json::parse(text)); }),
                HasSubstr("does not have the form"))
        << text;
}

}  // namespace
}  // namespace redoubt::tool
