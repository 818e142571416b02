// SPDX-License-Identifier: BSD-3-Clause
// Each check, kept and violated, and rules that are none.
#include "tools/redoubt/audit/policy.hpp"

#include <fmt/ranges.h>

#include "tools/redoubt/audit/test_system.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;

class PolicyTest : public AuditTest {
 protected:
  // Checks one rule; "" if it is kept, else what violates it.
  std::string checked(const std::string& rule, const Audit& audit) {
    const std::string path = file("p.json", R"({"rules": [{"rule": "S", "check": )" + rule + "}]}");
    const PolicyResult result = check_policy(path, audit);
    EXPECT_EQ(result.rules, 1u);
    std::string out = fmt::format("{}", fmt::join(result.violations, "|"));
    for (const std::string& line : result.not_checked) out += "not checked " + line;
    const std::string start = path + ":1: S: ";
    if (const std::size_t at = out.find(start); at != std::string::npos) out.erase(at, start.size());
    return out;
  }
  std::string checked(const std::string& rule) { return checked(rule, read_audit(linked(), "x")); }
  std::string refused(const std::string& rule) {
    const std::string error = error_of([&] { checked(rule); });
    return error.substr(error.rfind("p.json"));
  }
};

TEST_F(PolicyTest, Callers) {
  EXPECT_EQ(checked(R"("callers", "service": "STORE", "allow": ["KEYS", "DRIVER"])"), "");
  EXPECT_EQ(checked(R"("callers", "service": "STORE", "allow": ["KEYS"])"), "DRIVER may call STORE");
  EXPECT_EQ(checked(R"("callers", "service": "KEYS", "allow": [])"),
            "NSPE may call KEYS; DRIVER may call KEYS");
  EXPECT_EQ(checked(R"("callers", "service": "KEYS", "allow": ["NSPE", "DRIVER", "STORE"])"), "");
}

TEST_F(PolicyTest, Calls) {
  EXPECT_EQ(checked(R"("calls", "partition": "DRIVER", "allow": ["STORE", "KEYS"])"), "");
  EXPECT_EQ(checked(R"("calls", "partition": "DRIVER", "allow": ["STORE_LIST"])"),
            "DRIVER may call STORE; DRIVER may call KEYS");
}

TEST_F(PolicyTest, OpenToNspe) {
  EXPECT_EQ(checked(R"("open_to_nspe", "allow": ["KEYS", "STORE_LIST", "DRIVER"])"), "");
  EXPECT_EQ(checked(R"("open_to_nspe", "allow": ["KEYS"])"),
            "the NSPE may call STORE_LIST; the NSPE may call DRIVER");
}

// By the board's name, a manifest's, or an address inside: what counts is the place.
TEST_F(PolicyTest, Mmio) {
  EXPECT_EQ(checked(R"("mmio", "region": "UART2", "allow": ["DRIVER"])"), "");
  EXPECT_EQ(checked(R"("mmio", "region": "UART2", "allow": ["KEYS"])"), "DRIVER has UART2");
  EXPECT_EQ(checked(R"("mmio", "region": "0x50202ABC", "allow": [])"), "DRIVER has UART2");
  EXPECT_EQ(checked(R"("mmio", "region": "0x50003fff", "allow": [])"), "DRIVER has 0x50003000");
  EXPECT_EQ(checked(R"("mmio", "region": "0x50004000", "allow": [])"), "");
  EXPECT_EQ(checked(R"("mmio", "allow": [])"), "DRIVER has UART2; DRIVER has 0x50003000");
  EXPECT_EQ(checked(R"("mmio", "allow": ["DRIVER"])"), "");
  EXPECT_EQ(refused(R"("mmio", "region": "UART3", "allow": [])"),
            "p.json:1: neither the board nor a manifest has a region \"UART3\"");
}

TEST_F(PolicyTest, Interrupt) {
  for (const char* name : {"42", R"("uart2")", R"("DRIVER_UART_SIGNAL")"})
    EXPECT_EQ(checked(fmt::format(R"("interrupt", "interrupt": {}, "allow": [])", name)),
              "DRIVER has interrupt 42");
  EXPECT_EQ(checked(R"("interrupt", "interrupt": 43, "allow": ["DRIVER"])"), "");
  EXPECT_EQ(checked(R"("interrupt", "interrupt": "mpc", "allow": [])"), "");
  EXPECT_EQ(checked(R"("interrupt", "allow": [])"), "DRIVER has interrupt 42; DRIVER has interrupt 43");
  EXPECT_EQ(refused(R"("interrupt", "interrupt": "uart3", "allow": [])"),
            "p.json:1: neither the board nor a manifest has an interrupt \"uart3\"");
}

TEST_F(PolicyTest, Privileged) {
  EXPECT_EQ(checked(R"("privileged", "allow": ["KEYS"])"), "");
  EXPECT_EQ(checked(R"("privileged", "allow": [])"), "KEYS is privileged");
  EXPECT_EQ(checked(R"("privileged", "allow": ["KEYS"])", read_audit(composed(1), "x")),
            "STORE is privileged; DRIVER is privileged");
}

TEST_F(PolicyTest, Partitions) {
  EXPECT_EQ(checked(R"("partitions", "allow": ["KEYS", "STORE", "DRIVER"])"), "");
  EXPECT_EQ(checked(R"("partitions", "allow": ["KEYS", "STORE"])"), "DRIVER is in the system");
}

TEST_F(PolicyTest, Writers) {
  EXPECT_EQ(checked(R"("writers", "partition": "STORE", "allow": ["KEYS"])"), "");
  EXPECT_EQ(checked(R"("writers", "partition": "STORE", "allow": [])"), "KEYS can write the memory of STORE");
  EXPECT_EQ(checked(R"("writers", "partition": "STORE", "allow": ["KEYS"])", read_audit(composed(2), "x")),
            "DRIVER can write the memory of STORE");
  EXPECT_EQ(checked(R"("writers", "partition": "KEYS", "allow": [])", read_audit(composed(2), "x")), "");
}

TEST_F(PolicyTest, Isolation) {
  EXPECT_EQ(checked(R"("isolation", "at_least": 3)"), "");
  EXPECT_EQ(checked(R"("isolation", "at_least": 3)", read_audit(composed(2), "x")), "the level is 2");
}

TEST_F(PolicyTest, NoWritableCode) {
  EXPECT_EQ(checked(R"("no_writable_code")"), "");
  EXPECT_EQ(checked(R"("no_writable_code")", read_audit(composed(), "x")),
            "not checked there is no linked image");
  AuditJson json = linked();
  json["partitions"][0]["memory"][0]["access"] = "rwx";
  json["shared"]["memory"][0]["access"] = "rwx";
  EXPECT_EQ(checked(R"("no_writable_code")", read_audit(json, "x")),
            "0x10010488 to 0x100104a7, code of KEYS; 0x1001047c to 0x10010487, code of libraries");
}

TEST_F(PolicyTest, StackUse) {
  EXPECT_EQ(checked(R"("stack_use", "at_most_percent": 90)"), "not checked no stack was measured");
  AuditJson json = linked();
  add_stacks(json, stacks_file(kStacks));
  const Audit audit = read_audit(json, "x");
  EXPECT_EQ(checked(R"("stack_use", "at_most_percent": 90)", audit), "DRIVER used 231 of 256 bytes");
  EXPECT_EQ(checked(R"("stack_use", "at_most_percent": 91)", audit), "");
  EXPECT_EQ(checked(R"("stack_use", "at_most_percent": 78)", audit),
            "KEYS used 200 of 256 bytes; DRIVER used 231 of 256 bytes");
}

TEST_F(PolicyTest, UnknownNamesAreErrors) {
  EXPECT_EQ(refused(R"("callers", "service": "SHOP", "allow": [])"),
            "p.json:1: the system has no service \"SHOP\"");
  EXPECT_EQ(refused(R"("callers", "service": "KEYS", "allow": ["keys"])"),
            "p.json:1: the system has no partition \"keys\"");
  EXPECT_EQ(refused(R"("privileged", "allow": ["NSPE"])"), "p.json:1: the system has no partition \"NSPE\"");
  EXPECT_EQ(refused(R"("open_to_nspe", "allow": ["DRIVER_UART"])"),
            "p.json:1: the system has no service \"DRIVER_UART\"");
}

TEST_F(PolicyTest, RulesThatAreNoneAreErrors) {
  EXPECT_THAT(refused(R"("caller", "service": "KEYS")"),
              HasSubstr("\"check\" must be one of: callers, calls, open_to_nspe,"));
  EXPECT_EQ(refused(R"("callers", "allow": [])"), "p.json:1: rules lacks \"service\"");
  EXPECT_EQ(refused(R"("isolation", "at_least": 2, "allow": [])"), "p.json:1: unknown key \"allow\"");
  EXPECT_EQ(refused(R"("stack_use", "at_most_percent": 101)"),
            "p.json:1: \"at_most_percent\" must be a number from 0 to 0x64");
  const std::string no_sentence =
      file("q.json", "{\"rules\": [\n{\"rule\": \"\", \"check\": \"isolation\"}]}");
  EXPECT_THAT(error_of([&] { check_policy(no_sentence, Audit()); }),
              HasSubstr("q.json:2: \"rule\" must be a sentence"));
  EXPECT_THAT(error_of([&] { check_policy(file("r.json", "{}"), Audit()); }), HasSubstr("lacks \"rules\""));
}

// The line is that of the rule, and all that are violated are told.
TEST_F(PolicyTest, EveryViolationHasItsLine) {
  const std::string path = file("many.json",
                                "{\n\"description\": \"d\",\n\"rules\": [\n"
                                "  {\"rule\": \"first\", \"check\": \"isolation\", \"at_least\": 1},\n"
                                "  {\"rule\": \"second\",\n   \"check\": \"isolation\", \"at_least\": 3},\n"
                                "  {\"rule\": \"third\", \"check\": \"privileged\", \"allow\": []}\n]}\n");
  const PolicyResult result = check_policy(path, read_audit(composed(2), "x"));
  EXPECT_EQ(result.rules, 3u);
  EXPECT_THAT(result.violations, testing::ElementsAre(path + ":5: second: the level is 2",
                                                      path + ":7: third: KEYS is privileged"));
}

}  // namespace
}  // namespace redoubt::tool
