// SPDX-License-Identifier: BSD-3-Clause
// Each PROGRAMMER ERROR of a partition: it stops, and the report names it.
#include <gtest/gtest.h>
#include <psa/client.h>

#include "redoubt_config.hpp"
#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

psa_status_t call(psa_handle_t handle, std::int32_t type = 0) {
  return psa_call(handle, type, nullptr, 0, nullptr, 0);
}

class Misused : public testing::Test {
 protected:
  void SetUp() override {
    reset();
    GTEST_FLAG_SET(death_test_style, "fast");
  }
  // MIDDLE (3) runs `script` for a client with one input and one output of 4 bytes each.
  static void stops(const Script& script, const char* report) {
    service[kMiddle] = script;
    char memory[4] = {};
    const psa_invec in[] = {{memory, 4}};
    psa_outvec out[] = {{memory, 4}};
    EXPECT_DEATH((void)psa_call(handle_of(kMiddle, 1), 0, in, 1, out, 1), report);
  }
  // KEEPER (2) runs `script` for a connect request.
  static void stops_in_connect(const Script& script, const char* report) {
    service[kConnection] = script;
    EXPECT_DEATH((void)psa_connect(kSid + kConnection, 2), report);
  }
};

TEST_F(Misused, MessageHandles) {
  const char* const report = "partition MIDDLE .3. used a message handle";
  static char data[4];
  static psa_handle_t old = PSA_NULL_HANDLE;
  service[kMiddle] = [](const psa_msg_t& message) {
    old = message.handle;
    return PSA_SUCCESS;
  };
  ASSERT_EQ(call(handle_of(kMiddle, 1)), PSA_SUCCESS);
  for (const psa_handle_t bad : {PSA_NULL_HANDLE, psa_handle_t{-1}, psa_handle_t{INT32_MIN}, old}) {
    stops([=](const psa_msg_t&) { return static_cast<int>(psa_read(bad, 0, data, 1)); }, report);
    stops([=](const psa_msg_t&) { return static_cast<int>(psa_skip(bad, 0, 1)); }, report);
    stops([=](const psa_msg_t&) { return psa_write(bad, 0, data, 1), 0; }, report);
    stops([=](const psa_msg_t&) { return psa_set_rhandle(bad, data), 0; }, report);
  }
}

TEST_F(Misused, TheMessageOfTheCallerIsNotTheCallees) {
  static psa_handle_t of_middle = PSA_NULL_HANDLE;
  service[kSecureOnly] = [](const psa_msg_t&) {
    char byte;
    return static_cast<psa_status_t>(psa_read(of_middle, 0, &byte, 1));
  };
  stops(
      [](const psa_msg_t& message) {
        of_middle = message.handle;
        return call(handle_of(kSecureOnly, 1));
      },
      "partition KEEPER .2. used a message handle");
}

TEST_F(Misused, VectorNumbers) {
  const char* const report = "MIDDLE .3. named a vector above PSA_MAX_IOVEC";
  static char data[4];
  for (const std::uint32_t index : {4u, 5u, ~0u}) {
    stops([=](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, index, data, 1)); }, report);
    stops([=](const psa_msg_t& m) { return static_cast<int>(psa_skip(m.handle, index, 1)); }, report);
    stops([=](const psa_msg_t& m) { return psa_write(m.handle, index, data, 1), 0; }, report);
    stops([=](const psa_msg_t& m) { return psa_write(m.handle, index, data, 0), 0; }, report);
  }
}

TEST_F(Misused, Buffers) {
  const char* const report = "MIDDLE .3. gave a buffer that is not its memory";
  stops([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, nullptr, 1)); }, report);
  stops([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, &start_result, SIZE_MAX)); },
        report);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, nullptr, 1), 0; }, report);
}

TEST_F(Misused, WritingTooMuch) {
  const char* const report = "MIDDLE .3. wrote more than the client's vector holds";
  static const char data[8] = {};
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, 5), 0; }, report);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, SIZE_MAX), 0; }, report);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 1, data, 1), 0; }, report);  // not there
  stops(
      [](const psa_msg_t& m) {
        psa_write(m.handle, 0, data, 3);
        psa_write(m.handle, 0, data, 2);
        return 0;
      },
      report);
}

TEST_F(Misused, AConnectRequestHasNoVectors) {
  const char* const report = "KEEPER .2. asked for the vectors of a message that has none";
  static char data[4];
  stops_in_connect([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, data, 1)); },
                   report);
  stops_in_connect([](const psa_msg_t& m) { return static_cast<int>(psa_skip(m.handle, 0, 1)); }, report);
  stops_in_connect([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, 1), 0; }, report);
}

TEST_F(Misused, AConnectRequestHasThreeAnswers) {
  for (const psa_status_t status : {1, -1, PSA_ERROR_GENERIC_ERROR, PSA_ERROR_PROGRAMMER_ERROR}) {
    stops_in_connect([=](const psa_msg_t&) { return status; },
                     "answered a connect request with a wrong status");
  }
}

TEST_F(Misused, AnRhandleWithoutAConnection) {
  stops([](const psa_msg_t& m) { return psa_set_rhandle(m.handle, nullptr), 0; },
        "MIDDLE .3. set an rhandle");
}

TEST_F(Misused, Panic) {
  stops([](const psa_msg_t&) -> psa_status_t { psa_panic(); }, "MIDDLE .3. called psa_panic");
}

TEST_F(Misused, HandlesOfServices) {
  const char* const report = "MIDDLE .3. called a service with a handle";
  for (const psa_handle_t bad :
       {PSA_NULL_HANDLE, psa_handle_t{-1}, psa_handle_t{0x100}, handle_of(kStrict, 1), handle_of(kHole, 1),
        handle_of(kConnection, 1), handle_of(kPlaces, 1)}) {
    stops([=](const psa_msg_t&) { return call(bad); }, report);
  }
  stops([](const psa_msg_t&) { return psa_close(1), 0; }, report);
  stops([](const psa_msg_t&) { return psa_close(handle_of(kStrict, 2)), 0; }, report);
}

TEST_F(Misused, ServicesThatAreNoDependency) {
  service[kSecureOnly] = [](const psa_msg_t&) { return call(handle_of(kRelaxed, 1)); };
  stops([](const psa_msg_t&) { return call(handle_of(kSecureOnly, 1)); },
        "KEEPER .2. called a service with a handle");
  service[kSecureOnly] = [](const psa_msg_t&) { return psa_connect(kSid + kConnection, 1); };
  stops([](const psa_msg_t&) { return call(handle_of(kSecureOnly, 1)); }, "KEEPER .2. asked for a service");
}

TEST_F(Misused, ConnectingToNothing) {
  const char* const report = "MIDDLE .3. asked for a service";
  stops([](const psa_msg_t&) { return psa_connect(kSid + 99, 1); }, report);
  stops([](const psa_msg_t&) { return psa_connect(kSid + kConnection, 3); }, report);
  stops([](const psa_msg_t&) { return psa_connect(kSid + kStrict, 2); }, report);
}

TEST_F(Misused, TypesAndVectorsAsAClient) {
  stops([](const psa_msg_t&) { return call(handle_of(kStrict, 2), -1); },
        "MIDDLE .3. called a service with a negative");
  static const psa_invec in[] = {{nullptr, 1}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}};
  stops([](const psa_msg_t&) { return psa_call(handle_of(kStrict, 2), 0, in, 5, nullptr, 0); },
        "with too many vectors");
  stops([](const psa_msg_t&) { return psa_call(handle_of(kStrict, 2), 0, in, 1, nullptr, 0); },
        "with vectors that are not its memory");
}

TEST_F(Misused, BackToAPartitionThatWaits) {
  stops([](const psa_msg_t&) { return call(handle_of(kMiddle, 1)); }, "MIDDLE .3. called too deep or back");
  service[kBack] = [](const psa_msg_t&) { return call(handle_of(kMiddle, 1)); };
  stops([](const psa_msg_t&) { return call(handle_of(kBack, 1)); }, "BACK .4. called too deep or back");
}

// CONFIG_SPM_CALL_DEPTH is 4: BACK, KEEPER and LEAF still fit behind MIDDLE, but not all of them behind TOP.
TEST_F(Misused, TooDeep) {
  static_assert(config::kSpmCallDepth == 4);
  service[kSecureOnly] = [](const psa_msg_t&) { return call(handle_of(kStrict, 2)); };
  service[kBack] = [](const psa_msg_t&) { return call(handle_of(kSecureOnly, 1)); };
  service[kMiddle] = [](const psa_msg_t&) { return call(handle_of(kBack, 1)); };
  service[kTop] = [](const psa_msg_t&) { return call(handle_of(kMiddle, 1)); };
  EXPECT_EQ(call(handle_of(kMiddle, 1)), PSA_SUCCESS);
  EXPECT_DEATH((void)call(handle_of(kTop, 1)), "KEEPER .2. called too deep or back");
}

}  // namespace
}  // namespace redoubt::spm::test
