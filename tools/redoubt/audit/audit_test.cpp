// SPDX-License-Identifier: BSD-3-Clause
// audit.json: what the image and the measured stacks add, and the table.
#include "tools/redoubt/audit/audit.hpp"

#include "tools/redoubt/audit/test_system.hpp"

namespace redoubt::tool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(AuditTest, WhatComposeKnowsIsReadBack) {
  const Audit audit = read_audit(composed(), "x");
  EXPECT_EQ(audit.title(), "test@test_board");
  EXPECT_EQ(audit.isolation_level, 3u);
  EXPECT_FALSE(audit.linked);
  EXPECT_FALSE(audit.measured);
  ASSERT_EQ(audit.domains.size(), 3u);
  const AuditPartition& driver = *audit.find("DRIVER");
  EXPECT_FALSE(driver.privileged);
  EXPECT_EQ(driver.heap_size, 128u);
  EXPECT_THAT(driver.calls, ElementsAre("STORE", "KEYS"));
  EXPECT_EQ(driver.mmio[1].label(), "0x50003000");
  EXPECT_FALSE(driver.mmio[1].writable);
  EXPECT_EQ(driver.irqs[1].handling, "FLIH");
  EXPECT_THAT(audit.find("KEYS")->called_by, ElementsAre("NSPE", "DRIVER"));
  EXPECT_THAT(audit.find_service("STORE")->callers, ElementsAre("KEYS", "DRIVER"));
  EXPECT_EQ(audit.find("keys"), nullptr);
}

TEST_F(AuditTest, TheImageAddsMemoryAndEntryPoints) {
  const AuditJson json = linked();
  EXPECT_EQ(json["partitions"][2]["memory"][1].dump(),
            R"({"what":"stack","base":"0x38000200","size":"0xc0","access":"rw-"})");
  EXPECT_EQ(json["entry_points"].dump(), R"([{"name":"redoubt_gate_call","address":"0x10010440"}])");
  const Audit audit = read_audit(json, "x");
  EXPECT_TRUE(audit.linked);
  EXPECT_EQ(bytes(audit.find("KEYS")->memory, {"code", "constants"}), 0x54u);
  EXPECT_THAT(audit.warnings.back(), HasSubstr("partition STORE has 48 bytes"));
  // Not in the image, but the SPM's: what it shares with the bootloader.
  EXPECT_EQ(access(audit.spm.back()), "rw-");
  EXPECT_EQ(audit.spm.back().what, "fault record");
}

TEST_F(AuditTest, MeasuredStacksAreTakenIn) {
  AuditJson json = linked();
  add_stacks(json, stacks_file(kStacks));
  const Audit audit = read_audit(json, "x");
  EXPECT_TRUE(audit.measured);
  EXPECT_EQ(audit.find("KEYS")->stack_used, 200u);
  EXPECT_EQ(json["spm"]["stacks_used"].dump(), R"({"gate stack":40})");
}

TEST_F(AuditTest, MeasurementsOfSomethingElseAreRefused) {
  const auto refused = [&](const std::string& text) {
    AuditJson json = linked();
    return error_of([&] { add_stacks(json, stacks_file(text)); });
  };
  EXPECT_THAT(refused("["), HasSubstr("stacks.json: is no measurement of stacks"));
  EXPECT_THAT(refused("[]"), HasSubstr("is no measurement of stacks"));
  EXPECT_THAT(refused("{}"), HasSubstr("has no measurement of test@test_board"));
  EXPECT_THAT(refused(R"({"test@test_board": {}})"), HasSubstr("has no stack of partition KEYS"));
  EXPECT_THAT(refused(altered(kStacks, R"("KEYS": {"size": 256)", R"("KEYS": {"size": 512)")),
              HasSubstr("partition KEYS had another stack when it was measured"));
  EXPECT_THAT(refused(altered(kStacks, R"("used": 200)", R"("used": "many")")),
              HasSubstr("a number is none"));
  EXPECT_THAT(refused(altered(kStacks, R"("used": 200)", R"("used": [])")),
              HasSubstr("is no measurement of stacks"));
}

TEST_F(AuditTest, OtherJsonIsRefused) {
  for (const char* text : {"[]", "{}", R"({"system": 1})", "null"})
    EXPECT_EQ(error_of([&] { read_audit(AuditJson::parse(text), "a.json"); }),
              "a.json: is no audit that `redoubt compose` made");
  AuditJson json = composed();
  json["isolation_level"] = "0x100000000";
  EXPECT_NE(error_of([&] { read_audit(json, "a.json"); }), "no error");
}

TEST_F(AuditTest, TheTableHasARowForEach) {
  AuditJson json = linked();
  add_stacks(json, stacks_file(kStacks));
  EXPECT_EQ(audit_table(read_audit(json, "x")), read_file(audit_testdata("table.golden")));
}

TEST_F(AuditTest, WhatIsNotKnownIsADash) {
  const std::string table = audit_table(read_audit(composed(1), "x"));
  EXPECT_THAT(
      table,
      HasSubstr("DRIVER     IPC    application  privileged  LOW          -     -    256     -   128  "));
  EXPECT_THAT(table, HasSubstr("  secure side (privileged, reaches all): KEYS STORE DRIVER SPM\n"));
  EXPECT_THAT(table, Not(HasSubstr("entry points")));
}

}  // namespace
}  // namespace redoubt::tool
