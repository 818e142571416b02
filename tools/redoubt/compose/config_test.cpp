// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

using ConfigFile = FilesTest;
using testing::HasSubstr;

TEST_F(ConfigFile, EveryKindOfSettingIsRead) {
  const Config config = read_config(testdata("system.config"));
  ASSERT_EQ(config.settings.size(), 7u);
  EXPECT_TRUE(config.enabled("SERVICE_ITS"));
  EXPECT_FALSE(config.enabled("SERVICE_CRYPTO"));
  EXPECT_FALSE(config.enabled("CRYPTO_KEY_SLOTS"));
  EXPECT_FALSE(config.enabled("ABSENT"));
  EXPECT_EQ(std::get<std::uint32_t>(config.settings[4].value), 16u);
  EXPECT_EQ(std::get<std::string>(config.settings[5].value), "a \"quoted\" \\ text");
  EXPECT_EQ(std::get<std::uint32_t>(config.settings[6].value), 0xFFFFFFFFu);
}

struct Refusal {
  const char* text;
  const char* error;
};
class ConfigRefusal : public FilesTest, public testing::WithParamInterface<Refusal> {};
TEST_P(ConfigRefusal, SaysFileLineAndReason) {
  const std::string path = file("config", GetParam().text);
  EXPECT_EQ(error_of([&] { read_config(path); }), path + GetParam().error);
}
INSTANTIATE_TEST_SUITE_P(
    All, ConfigRefusal,
    testing::Values(
        Refusal{"# comment\n\nnonsense\n", ":3: this is no CONFIG_NAME=value"},
        Refusal{"CONFIG_A\n", ":1: this is no CONFIG_NAME=value"},
        Refusal{"CONFIG_A=n\n", ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=\n", ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=0x100000000\n",
                ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=12x\n", ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=-1\n", ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=\"\n", ":1: CONFIG_A is neither y, a number of 32 bits nor a quoted string"},
        Refusal{"CONFIG_A=\"x\\\"\n", ":1: the string has no end"},
        Refusal{"CONFIG_A=y\nCONFIG_B=y\n# CONFIG_A is not set\n", ":3: CONFIG_A is set twice"}));

TEST_F(ConfigFile, NamesThatBecomeOneAreRefused) {
  const std::string path = file("config", "CONFIG_A_B=1\nCONFIG_A__B=2\n");
  EXPECT_EQ(error_of([&] { emit_config(read_config(path)); }),
            path + ": CONFIG_A_B and CONFIG_A__B both become kAB");
}

TEST_F(ConfigFile, EachPartHasItsHeader) {
  const Files files =
      emit_config(read_config(file("config", "CONFIG_BOARD=\"host\"\nCONFIG_A_B=1\nCONFIG_A_C=y\n")));
  ASSERT_EQ(files.size(), 2u);
  EXPECT_THAT(files.at("include/redoubt_config/a.hpp"),
              AllOf(HasSubstr("std::uint32_t kAB = 1;\ninline constexpr bool kAC = true;"),
                    Not(HasSubstr("kBoard"))));
  EXPECT_THAT(files.at("include/redoubt_config/board.hpp"), HasSubstr("kBoard = \"host\";"));
}

TEST_F(ConfigFile, SmallToolsDoWhatTheySay) {
  EXPECT_EQ(pascal("CRYPTO_KEY_SLOTS"), "CryptoKeySlots");
  EXPECT_EQ(pascal("slot_spe"), "SlotSpe");
  EXPECT_EQ(pascal("timer0"), "Timer0");
  EXPECT_EQ(lower("ITS_Service9"), "its_service9");
  EXPECT_EQ(upper("its_Service9"), "ITS_SERVICE9");
  EXPECT_EQ(parse_number("0x10"), 16u);
  EXPECT_EQ(parse_number("18446744073709551615"), UINT64_MAX);
  for (const char* bad : {"", "0x", "x", "1 ", " 1", "+1", "-1", "18446744073709551616", "0x1g"})
    EXPECT_EQ(parse_number(bad), std::nullopt) << bad;
}

TEST_F(ConfigFile, UnchangedOutputIsLeftAlone) {
  const std::string path = (folder_ / "deep" / "er" / "out").string();
  EXPECT_TRUE(write_if_changed(path, "one"));
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(path, old);
  EXPECT_FALSE(write_if_changed(path, "one"));
  EXPECT_EQ(std::filesystem::last_write_time(path), old);
  EXPECT_TRUE(write_if_changed(path, "two"));
  EXPECT_EQ(read_file(path), "two");
  EXPECT_EQ(error_of([&] { write_if_changed(path + "/below", "x"); }), path + "/below: cannot be written");
}

}  // namespace
}  // namespace redoubt::tool
