// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/fault_words.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstring>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/symbols.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr fault::GuardExceptions kGuards = {25, 26};
const Places kPlaces = {[](std::uint32_t address) { return fmt::format("<{:x}>", address); },
                        [](std::uint32_t address) { return fmt::format("<call {:x}>", address); },
                        [](std::uint32_t address) { return fmt::format("<link {:x}>", address); }};
const Places kNowhere = {[](std::uint32_t) { return ""; }, [](std::uint32_t) { return ""; },
                         [](std::uint32_t) { return ""; }};

redoubt_fault secure_exception() {
  redoubt_fault fault{};
  fault.size = sizeof fault;
  fault.count = 2;
  fault.flags = REDOUBT_FAULT_HAS_ADDRESS | REDOUBT_FAULT_HAS_REGISTERS | REDOUBT_FAULT_HAS_STACK_NS;
  fault.exception = 4;
  fault.partition = 6;
  std::memcpy(fault.name, "FAULTY", 7);
  fault.instruction = 0x1000;
  fault.address = 0x38000000;
  fault.cfsr = 0x82;
  fault.registers.lr = 0x2001;
  fault.stack_ns[8] = 0x3001;
  return fault;
}

TEST(FaultText, AnExceptionOfAPartition) {
  const std::string words = describe_fault(secure_exception(), kGuards, kPlaces);
  EXPECT_THAT(words, testing::StartsWith(
                         "partition FAULTY (6) touched memory that it has no right to at 0x38000000\n"));
  EXPECT_THAT(words, HasSubstr("instruction   0x00001000  <1000>\n"));
  EXPECT_THAT(words, HasSubstr("called from   0x00002001  <link 2001>\n"));
  EXPECT_THAT(words, HasSubstr("its call      0x00003001  <call 3001>\n"));
  EXPECT_THAT(words, HasSubstr("CFSR 0x00000082"));
  EXPECT_THAT(words, HasSubstr("the device was reset"));
  EXPECT_THAT(words, HasSubstr("2 since power-on"));
}

TEST(FaultText, WithoutSymbolsTheNumbersStay) {
  const std::string words = describe_fault(secure_exception(), kGuards, kNowhere);
  EXPECT_THAT(words, HasSubstr("instruction   0x00001000\n"));
  EXPECT_THAT(words, Not(HasSubstr("its call"))) << "a word that is no code of the application is no caller";
}

TEST(FaultText, TheNonSecureSide) {
  redoubt_fault fault = secure_exception();
  fault.nonsecure = 1;
  fault.partition = 0;
  fault.cfsr = 0;
  fault.sfsr = 8;
  const std::string words = describe_fault(fault, kGuards, kPlaces);
  EXPECT_THAT(words, testing::StartsWith("the non-secure side touched secure memory at"));
  EXPECT_THAT(words, Not(HasSubstr("its call")));
}

TEST(FaultText, AMisuse) {
  redoubt_fault fault = secure_exception();
  fault.kind = REDOUBT_FAULT_MISUSE;
  fault.misuse = 0;
  std::string words = describe_fault(fault, kGuards, kPlaces);
  EXPECT_THAT(words, testing::StartsWith("partition FAULTY (6) called psa_panic()\n"));
  EXPECT_THAT(words, HasSubstr("called before 0x00001000  <call 1000>\n"));
  fault.misuse = 200;
  fault.detail = -1;
  words = describe_fault(fault, kGuards, kPlaces);
  EXPECT_THAT(words,
              testing::StartsWith("partition FAULTY (6) broke rule 200 of its API, value 0xffffffff\n"));
}

TEST(FaultText, InterruptsNeedTheBoard) {
  redoubt_fault fault = secure_exception();
  fault.exception = 26;
  EXPECT_THAT(describe_fault(fault, kGuards, kPlaces), HasSubstr("touched a peripheral of the secure side"));
  EXPECT_THAT(describe_fault(fault, std::nullopt, kPlaces),
              HasSubstr("raised interrupt 10 of the secure side"));
}

TEST(FaultText, WhatIsWithheldAndWhatHappenedThen) {
  redoubt_fault fault = secure_exception();
  fault.flags = REDOUBT_FAULT_REDACTED | REDOUBT_FAULT_RESTARTED;
  fault.instruction = 0;
  const std::string words = describe_fault(fault, kGuards, kPlaces);
  EXPECT_THAT(words, HasSubstr("not in development"));
  EXPECT_THAT(words, HasSubstr("started anew"));
  EXPECT_THAT(words, Not(HasSubstr("MSP")));
  EXPECT_THAT(words, Not(HasSubstr("instruction")));
}

TEST(FaultText, ARefusalToStart) {
  redoubt_fault fault{};
  fault.kind = REDOUBT_FAULT_START;
  EXPECT_THAT(describe_fault(fault, kGuards, kPlaces),
              testing::StartsWith("the SPM itself refused to start\n"));
}

TEST(FaultText, RecordsOfBothForms) {
  const redoubt_fault fault = secure_exception();
  EXPECT_EQ(parse_fault(bytes_of(fault)).partition, 6);
  fault::Record record{};
  record.magic = fault::kMagic;
  record.partition = 7;
  record.instruction = 0x4444;
  fault::seal(record);
  std::vector<std::uint8_t> memory(256);
  std::memcpy(memory.data(), &record, sizeof record);
  EXPECT_EQ(parse_fault(memory).partition, 7);
  EXPECT_EQ(parse_fault(memory).instruction, 0x4444u);
  memory[20] ^= 1;
  EXPECT_THROW(parse_fault(memory), Error);
}

// A newer device knows more than this tool, an older one less.
TEST(FaultText, RecordsOfOtherVersions) {
  std::vector<std::uint8_t> bytes(sizeof(redoubt_fault) + 8);
  redoubt_fault fault = secure_exception();
  fault.size = static_cast<std::uint32_t>(bytes.size());
  std::memcpy(bytes.data(), &fault, sizeof fault);
  EXPECT_EQ(parse_fault(bytes).partition, 6);
  fault.size = 60;
  std::memcpy(bytes.data(), &fault, sizeof fault);
  bytes.resize(60);
  EXPECT_EQ(parse_fault(bytes).registers.lr, 0u);
  for (const std::size_t size : {0u, 3u, 59u}) {
    bytes.resize(size);
    EXPECT_THROW(parse_fault(bytes), Error) << size;
  }
}

TEST(FaultText, LinesOfTheConsole) {
  EXPECT_EQ(explain_line(
                "[SPM] FAULT: partition A (1) divided by zero, instruction 0x10012D5C (CFSR 0x02000000 SFSR "
                "0x00000000)",
                kPlaces),
            "        in <10012d5c>\n");
  EXPECT_EQ(
      explain_line("[SPM] FAULT: partition A (1) called psa_panic(), before instruction 0x10012D6C", kPlaces),
      "        in <call 10012d6c>\n");
  EXPECT_EQ(
      explain_line("[SPM]   r0 0x00000001 r1 0x0 r2 0x0 r3 0x0 r12 0x0 lr 0x10010DDF pc 0x10012D5C xpsr 0x0",
                   kPlaces),
      "        called from <link 10010ddf>\n");
  EXPECT_EQ(explain_line("[SPM]   non-secure stack 0x00000006 0x0010063B", kPlaces),
            "        in a call from <call 10063b>\n");
  for (const char* other :
       {"", "[APP] FAULT: instruction 0x1", "[SPM] FAULT: x, instruction unknown (CFSR 0x0)",
        "[SPM] starting the non-secure side at 0x00100400", "[SPM]   non-secure stack"}) {
    EXPECT_EQ(explain_line(other, kPlaces), "") << other;
  }
  EXPECT_EQ(explain_line("[SPM] FAULT: x, instruction 0x1 (CFSR 0x0)", kNowhere), "");
}

TEST(Symbols, PlacesFromAddr2line) {
  EXPECT_EQ(describe_place("f\n/x/f.c:12\n"), "f at /x/f.c:12");
  EXPECT_EQ(describe_place("g\n/x/g.h:3 (discriminator 2)\nf\n/x/f.c:12\n"),
            "g at /x/g.h:3, inlined into f at /x/f.c:12");
  EXPECT_EQ(describe_place("f\n??:0\n"), "f");
  EXPECT_EQ(describe_place("??\n??:0\n"), "");
  EXPECT_EQ(describe_place(""), "");
  EXPECT_EQ(outermost_function("g at /x/g.h:3, inlined into f at /x/f.c:12"), "f");
  EXPECT_EQ(outermost_function("f"), "f");
}

}  // namespace
}  // namespace redoubt::tool
