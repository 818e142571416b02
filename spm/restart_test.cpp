// SPDX-License-Identifier: BSD-3-Clause
// What is left of a partition's calls, connections and interrupts when it is started anew. (That it does
// start is the device's part: tests/system/restart.py.)
#include <gtest/gtest.h>
#include <psa/client.h>

#include "redoubt_config/spm.hpp"
#include "spm/schedule.hpp"
#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

class Restart : public testing::Test {
 protected:
  void SetUp() override {
    reset();
    service[kConnection] = service[kHighConnection] = [this](const psa_msg_t& message) {
      types_.push_back(message.type);
      return PSA_SUCCESS;
    };
  }
  // As the device does it; here the thread of an IPC partition just waits again.
  static void start_anew(Id id) {
    const PartitionDescriptor& partition = kPartitions[id - 1];
    abandon(partition);
    if (partition.thread == nullptr) return;
    partition.state->waiter = partition.thread;
    partition.state->wanted = PSA_WAIT_ANY;
  }

  std::vector<std::int32_t> types_;
};

TEST_F(Restart, ConnectionsToItAreLostAndItHearsOfThemNoMore) {
  for (const auto& [place, id] : {std::pair{kConnection, kKeeperId}, std::pair{kHighConnection, kHighId}}) {
    const psa_handle_t handle = psa_connect(kSid + place, 1);
    ASSERT_TRUE(PSA_HANDLE_IS_VALID(handle));
    start_anew(id);
    types_.clear();
    for (int i = 0; i < 2; ++i) EXPECT_EQ(call(handle), PSA_ERROR_COMMUNICATION_FAILURE);
    psa_close(handle);  // its rhandle was of an earlier life
    EXPECT_TRUE(types_.empty());
    psa_handle_t handles[config::kSpmConnections];
    for (psa_handle_t& each : handles) {
      each = psa_connect(kSid + place, 1);
      EXPECT_TRUE(PSA_HANDLE_IS_VALID(each)) << "the closed one is still taken";
    }
    for (const psa_handle_t each : handles) psa_close(each);
  }
}

// It is not its client's error: a client that is a partition gets the same status, and goes on.
TEST_F(Restart, APartitionThatHasLostItsConnectionGoesOn) {
  static psa_handle_t of_mid = PSA_NULL_HANDLE;
  service[kMid] = [](const psa_msg_t&) {
    return of_mid = psa_connect(kSid + kHighConnection, 1), PSA_SUCCESS;
  };
  ASSERT_EQ(call(kMid), PSA_SUCCESS);
  start_anew(kHighId);
  types_.clear();
  service[kMid] = [](const psa_msg_t&) { return call(of_mid); };
  EXPECT_EQ(call(kMid), PSA_ERROR_COMMUNICATION_FAILURE);
  service[kMid] = [](const psa_msg_t&) { return psa_close(of_mid), 5; };
  EXPECT_EQ(call(kMid), 5);
  EXPECT_TRUE(types_.empty());
}

TEST_F(Restart, ItsOwnConnectionsAreForgotten) {
  static psa_handle_t of_middle = PSA_NULL_HANDLE;
  service[kMiddle] = [](const psa_msg_t&) {
    of_middle = psa_connect(kSid + kConnection, 1);
    return PSA_SUCCESS;
  };
  for (std::uint32_t i = 0; i < 2 * config::kSpmConnections; ++i) {
    EXPECT_EQ(call(kMiddle), PSA_SUCCESS);
    EXPECT_TRUE(PSA_HANDLE_IS_VALID(of_middle));
    start_anew(kMiddleId);
  }
}

// MID and LOW wait for HIGH, which got the first one's message only.
TEST_F(Restart, WhoWaitsForItGetsAnError) {
  psa_status_t of_mid = 0, of_low = 0;
  on_signals[kHighId] = [](psa_signal_t) {
    const psa_msg_t message = get(kHighA);
    psa_write(message.handle, 0, "ab", 2);
  };
  char text[4] = {};
  psa_outvec out[] = {{text, 4}};
  on_signals[kMidId] = [&](psa_signal_t) {
    psa_reply(get(kMid).handle, PSA_SUCCESS);
    of_mid = psa_call(handle_of(kHighA, 1), 0, nullptr, 0, out, 1);
    on_signals[kMidId] = serve;
  };
  EXPECT_EQ(call(kMid), PSA_SUCCESS);
  on_signals[kHighId] = [](psa_signal_t) { psa_clear(), (void)psa_wait(PSA_DOORBELL, PSA_BLOCK); };
  service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 0; };
  EXPECT_EQ(call(kWorker), PSA_SUCCESS);
  on_signals[kLowId] = [&](psa_signal_t) {
    psa_reply(get(kLow).handle, PSA_SUCCESS);
    of_low = psa_connect(kSid + kHighConnection, 1);
    on_signals[kLowId] = serve;
  };
  EXPECT_EQ(call(kLow), PSA_SUCCESS);
  service[kWorker] = [](const psa_msg_t&) { return start_anew(kHighId), 7; };
  EXPECT_EQ(call(kWorker), 7);
  EXPECT_EQ(of_mid, PSA_ERROR_COMMUNICATION_FAILURE);
  EXPECT_EQ(out[0].len, 2u);
  EXPECT_EQ(of_low, PSA_ERROR_CONNECTION_REFUSED);
  EXPECT_TRUE(types_.empty());
  // It serves again, and the connection that nobody got is free.
  on_signals[kHighId] = serve;
  service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 0; };
  EXPECT_EQ(call(kWorker), PSA_SUCCESS);
  for (std::uint32_t i = 0; i < 2 * config::kSpmConnections; ++i) {
    const psa_handle_t handle = psa_connect(kSid + kHighConnection, 1);
    EXPECT_TRUE(PSA_HANDLE_IS_VALID(handle));
    psa_close(handle);
  }
}

TEST_F(Restart, ItsInterruptsAreDisabled) {
  EXPECT_TRUE(is_enabled(kHighInterrupt));
  raise(kHighInterrupt);
  start_anew(kHighId);
  EXPECT_FALSE(is_enabled(kHighInterrupt));
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::spm::test
