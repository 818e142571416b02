// SPDX-License-Identifier: BSD-3-Clause
// The IPC model: signals, messages, answers in any order, who runs when, and calls between the two models.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <psa/client.h>

#include <cstring>
#include <string>

#include "redoubt_config/spm.hpp"
#include "spm/gate/host.hpp"
#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

using testing::Each;
using testing::ElementsAre;

class Ipc : public testing::Test {
 protected:
  void SetUp() override { reset(); }

  // `partition` answers the NSPE's call first and then, as it is more urgent, does `script`.
  static void after_reply(Place place, const std::function<void()>& script) {
    on_signals[kServices[place].partition->id] = [=](psa_signal_t) {
      psa_reply(get(place).handle, PSA_SUCCESS);
      script();
    };
    EXPECT_EQ(call(place), PSA_SUCCESS);
  }
  // HIGH is left waiting for a message of its service B, upon which it does `script`. Meanwhile others wait
  // for it.
  static void high_waits_for_b(const std::function<void()>& script) {
    on_signals[kHighId] = [=](psa_signal_t) {
      psa_clear();
      EXPECT_EQ(psa_wait(signal_of(kHighB), PSA_BLOCK), signal_of(kHighB));
      script();
      on_signals[kHighId] = serve;
    };
    service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 0; };
    EXPECT_EQ(call(kWorker), PSA_SUCCESS);
  }

  std::string trace_;
};

// ---- psa_wait ----

TEST_F(Ipc, PollingReturnsAtOnce) {
  service[kHighA] = [](const psa_msg_t&) {
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
    EXPECT_EQ(psa_wait(signal_of(kHighB), PSA_POLL), 0u);
    EXPECT_EQ(psa_wait(signal_of(kHighB), ~PSA_BLOCK), 0u);  // the other bits are reserved
    return 5;
  };
  EXPECT_EQ(call(kHighA), 5);
}

TEST_F(Ipc, WaitingEndsNoSignal) {
  on_signals[kHighId] = [](psa_signal_t signals) {
    EXPECT_EQ(signals, signal_of(kHighA));
    for (const std::uint32_t timeout : {PSA_POLL, PSA_BLOCK, ~0u}) {
      EXPECT_EQ(psa_wait(PSA_WAIT_ANY, timeout), signal_of(kHighA));
    }
    serve(signals);
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

TEST_F(Ipc, OnlyTheMaskCounts) {
  service[kHighA] = [](const psa_msg_t&) {
    psa_notify(kHighId);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), PSA_DOORBELL);
    EXPECT_EQ(psa_wait(~PSA_DOORBELL, PSA_POLL), 0u);
    EXPECT_EQ(psa_wait(signal_of(kHighA), PSA_POLL), 0u);
    EXPECT_EQ(psa_wait(PSA_DOORBELL | 1u, PSA_BLOCK), PSA_DOORBELL);
    psa_clear();
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

TEST_F(Ipc, WhatIsNotInTheMaskDoesNotWake) {
  high_waits_for_b([this] { trace_ += 'H'; });
  after_reply(kMid, [this] {
    psa_notify(kHighId);
    trace_ += 'M';
    EXPECT_EQ(call(kHighA), PSA_SUCCESS);
    trace_ += 'm';
  });
  EXPECT_EQ(trace_, "M");
  EXPECT_EQ(call(kHighB), PSA_SUCCESS);
  EXPECT_EQ(trace_, "MHm");
}

// ---- psa_get ----

TEST_F(Ipc, AMessageSaysWhoAsksForWhat) {
  psa_msg_t seen{};
  service[kHighA] = [&](const psa_msg_t& message) {
    seen = message;
    return 17;
  };
  const char in[3] = {};
  char out[5] = {};
  const psa_invec invec[] = {{in, 3}, {nullptr, 0}, {in, 2}};
  psa_outvec outvec[] = {{out, 5}};
  EXPECT_EQ(psa_call(handle_of(kHighA, 1), INT32_MAX, invec, 3, outvec, 1), 17);
  EXPECT_EQ(seen.type, INT32_MAX);
  EXPECT_GT(seen.handle, 0);
  EXPECT_EQ(seen.client_id, -1);
  EXPECT_EQ(seen.rhandle, nullptr);
  EXPECT_THAT(seen.in_size, ElementsAre(3, 0, 2, 0));
  EXPECT_THAT(seen.out_size, ElementsAre(5, 0, 0, 0));
  EXPECT_EQ(outvec[0].len, 0u);  // nothing was written
  EXPECT_EQ(call(kHighA), 17);
  EXPECT_THAT(seen.in_size, Each(0));
  EXPECT_THAT(seen.out_size, Each(0));
}

TEST_F(Ipc, TheOldestMessageOfASignalComesFirst) {
  high_waits_for_b([] {
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), signal_of(kHighA) | signal_of(kHighB));
    const psa_msg_t first = get(kHighA);
    EXPECT_EQ(first.client_id, kMidId);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), signal_of(kHighA) | signal_of(kHighB));  // another one waits
    const psa_msg_t second = get(kHighA);
    EXPECT_EQ(second.client_id, kLowId);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), signal_of(kHighB));
    const psa_msg_t third = get(kHighB);
    EXPECT_EQ(third.client_id, kNonSecureClient);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
    psa_reply(third.handle, 3);
    psa_reply(first.handle, 1);
    psa_reply(second.handle, 2);
  });
  psa_status_t of_mid = 0, of_low = 0;
  after_reply(kMid, [&] { of_mid = call(kHighA); });
  after_reply(kLow, [&] { of_low = call(kHighA); });
  EXPECT_EQ(call(kHighB), 3);
  EXPECT_EQ(of_mid, 1);
  EXPECT_EQ(of_low, 2);
}

// psa_get() names one service; its messages are found behind those of another one.
TEST_F(Ipc, SignalsAreServedInAnyOrder) {
  high_waits_for_b([] {
    const psa_msg_t late = get(kHighB);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), signal_of(kHighA));
    const psa_msg_t early = get(kHighA);
    psa_reply(early.handle, 1);
    psa_reply(late.handle, 2);
  });
  psa_status_t of_mid = 0;
  after_reply(kMid, [&] { of_mid = call(kHighA); });
  EXPECT_EQ(call(kHighB), 2);
  EXPECT_EQ(of_mid, 1);
}

// ---- psa_reply ----

TEST_F(Ipc, EveryStatusOfAServiceComesBack) {
  for (const psa_status_t status : {INT32_MIN, -1, 0, 1, INT32_MAX, PSA_ERROR_PROGRAMMER_ERROR}) {
    service[kHighA] = [=](const psa_msg_t&) { return status; };
    EXPECT_EQ(call(kHighA), status);
  }
}

// The messages that a partition holds have vectors, cursors and answers of their own.
TEST_F(Ipc, MessagesThatAreHeldDoNotMix) {
  const auto step = [](const psa_msg_t& message) {
    char byte = 0;
    EXPECT_EQ(psa_read(message.handle, 0, &byte, 1), 1u);
    psa_write(message.handle, 0, &byte, 1);
  };
  high_waits_for_b([=] {
    const psa_msg_t a = get(kHighA), b = get(kHighB);
    step(b), step(a), step(b), step(a), step(b);
    EXPECT_EQ(psa_skip(b.handle, 0, 9), 0u);
    psa_reply(b.handle, 2);
    step(a);
    psa_reply(a.handle, 1);
  });
  const auto ask = [](Place place, const char* in, psa_outvec& out) {
    const psa_invec invec[] = {{in, 3}};
    return psa_call(handle_of(place, 1), 0, invec, 1, &out, 1);
  };
  char of_mid[4] = {}, of_nspe[5] = {};
  psa_outvec mids = {of_mid, 4}, nspes = {of_nspe, 5};
  after_reply(kMid, [&] { EXPECT_EQ(ask(kHighA, "abc", mids), 1); });
  EXPECT_EQ(ask(kHighB, "xyz", nspes), 2);
  EXPECT_STREQ(of_mid, "abc");
  EXPECT_STREQ(of_nspe, "xyz");
  EXPECT_EQ(mids.len, 3u);
  EXPECT_EQ(nspes.len, 3u);
}

TEST_F(Ipc, AMessageMayBeAnsweredLater) {
  psa_handle_t held = PSA_NULL_HANDLE;
  on_signals[kHighId] = [&](psa_signal_t signals) {
    if ((signals & signal_of(kHighB)) != 0) held = get(kHighB).handle;
    if ((signals & PSA_DOORBELL) == 0) return;
    psa_clear();
    psa_reply(held, 77);
  };
  // MID's call waits while MID's own client goes on.
  psa_status_t of_mid = 0;
  after_reply(kMid, [&] { of_mid = call(kHighB); });
  EXPECT_EQ(of_mid, 0);
  service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 4; };
  EXPECT_EQ(call(kWorker), 4);
  EXPECT_EQ(of_mid, 77);
}

TEST_F(Ipc, MessageHandlesAreNotUsedAgain) {
  std::vector<psa_handle_t> seen;
  service[kHighA] = [&](const psa_msg_t& message) {
    EXPECT_THAT(seen, Each(testing::Ne(message.handle)));
    seen.push_back(message.handle);
    return PSA_SUCCESS;
  };
  after_reply(kMid, [] {
    for (int i = 0; i < 50; ++i) EXPECT_EQ(call(kHighA), PSA_SUCCESS);
  });
  for (int i = 0; i < 50; ++i) EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

// ---- connections ----

TEST_F(Ipc, AConnectionFromItsBeginningToItsEnd) {
  int counter = 0;
  std::vector<std::int32_t> types;
  service[kHighConnection] = [&](const psa_msg_t& message) {
    types.push_back(message.type);
    if (message.type == PSA_IPC_CONNECT) {
      EXPECT_EQ(message.rhandle, nullptr);
      psa_set_rhandle(message.handle, &counter);
      return PSA_SUCCESS;
    }
    EXPECT_EQ(message.rhandle, &counter);
    return message.type == PSA_IPC_DISCONNECT ? PSA_ERROR_GENERIC_ERROR : ++counter;  // that is not looked at
  };
  const psa_handle_t handle = psa_connect(kSid + kHighConnection, 1);
  ASSERT_TRUE(PSA_HANDLE_IS_VALID(handle));
  EXPECT_EQ(call(handle, 8), 1);
  EXPECT_EQ(call(handle, 9), 2);
  psa_close(handle);
  EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_THAT(types, ElementsAre(PSA_IPC_CONNECT, 8, 9, PSA_IPC_DISCONNECT));
}

// An rhandle is changed by any message, and by that of another connection it is not.
TEST_F(Ipc, AnRhandleMayChange) {
  int a = 0, b = 0;
  service[kHighConnection] = [&](const psa_msg_t& message) {
    if (message.type == 1) psa_set_rhandle(message.handle, &a);
    if (message.type == 2) psa_set_rhandle(message.handle, &b);
    return message.rhandle == &b ? 2 : message.rhandle == &a ? 1 : PSA_SUCCESS;
  };
  const psa_handle_t one = psa_connect(kSid + kHighConnection, 1),
                     other = psa_connect(kSid + kHighConnection, 1);
  EXPECT_EQ(call(one, 1), PSA_SUCCESS);
  EXPECT_EQ(call(one, 2), 1);
  EXPECT_EQ(call(other, 1), PSA_SUCCESS);
  EXPECT_EQ(call(one, 3), 2);
  psa_close(one);
  psa_close(other);
}

TEST_F(Ipc, ARefusalIsTheAnswerToAConnectRequest) {
  for (const psa_status_t refusal : {PSA_ERROR_CONNECTION_REFUSED, PSA_ERROR_CONNECTION_BUSY}) {
    service[kHighConnection] = [this, refusal](const psa_msg_t& message) {
      psa_set_rhandle(message.handle, &trace_);
      return refusal;
    };
    for (std::uint32_t i = 0; i < 2 * config::kSpmConnections; ++i) {
      EXPECT_EQ(psa_connect(kSid + kHighConnection, 1), refusal);
    }
  }
  service[kHighConnection] = [](const psa_msg_t& message) {
    EXPECT_EQ(message.rhandle, nullptr);
    return PSA_SUCCESS;
  };
  const psa_handle_t handle = psa_connect(kSid + kHighConnection, 1);
  EXPECT_TRUE(PSA_HANDLE_IS_VALID(handle));
  psa_close(handle);
}

TEST_F(Ipc, AMalformedRequestEndsTheConnection) {
  std::vector<std::int32_t> types;
  service[kHighConnection] = [&](const psa_msg_t& message) {
    types.push_back(message.type);
    return message.type == 1 ? PSA_ERROR_PROGRAMMER_ERROR : PSA_SUCCESS;
  };
  const psa_handle_t handle = psa_connect(kSid + kHighConnection, 1),
                     other = psa_connect(kSid + kHighConnection, 1);
  EXPECT_EQ(call(handle, 1), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(call(handle, 2), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(call(other, 3), PSA_SUCCESS);
  psa_close(handle);
  psa_close(other);
  EXPECT_THAT(types,
              ElementsAre(PSA_IPC_CONNECT, PSA_IPC_CONNECT, 1, 3, PSA_IPC_DISCONNECT, PSA_IPC_DISCONNECT));
}

// ---- psa_notify and psa_clear ----

TEST_F(Ipc, ADoorbellIsOne) {
  service[kHighA] = [](const psa_msg_t&) {
    for (int i = 0; i < 3; ++i) psa_notify(kHighId);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_BLOCK), PSA_DOORBELL);
    psa_clear();
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

// HIGH waits for WORKER and hears of the doorbell afterwards.
TEST_F(Ipc, ADoorbellWaitsForWhoDoesNotWait) {
  service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 6; };
  service[kHighA] = [](const psa_msg_t&) {
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
    EXPECT_EQ(call(kWorker), 6);
    EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), PSA_DOORBELL);
    psa_clear();
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

// ---- the two models together ----

TEST_F(Ipc, PartitionsOfBothModelsCallEachOther) {
  // NSPE -> HIGH -> KEEPER -> LEAF and, from KEEPER too, WORKER.
  service[kStrict] = [](const psa_msg_t& message) { return message.client_id; };
  service[kWorker] = [](const psa_msg_t& message) { return 10 * message.client_id; };
  service[kSecureOnly] = [](const psa_msg_t& message) {
    return 100 * message.client_id + call(kWorker) + call(handle_of(kStrict, 2));
  };
  service[kHighA] = [](const psa_msg_t& message) { return 1000 * -message.client_id + call(kSecureOnly); };
  EXPECT_EQ(call(kHighA), 1000 + 100 * kHighId + 10 * kKeeperId + kKeeperId);
}

TEST_F(Ipc, VectorsGoThroughBothModels) {
  const Script turn = [](const psa_msg_t& message) {
    char text[4] = {};
    EXPECT_EQ(psa_read(message.handle, 0, text, 4), 4u);
    for (char& c : text) c = static_cast<char>(c + 1);
    psa_write(message.handle, 0, text, 4);
    return PSA_SUCCESS;
  };
  const auto forward_to = [](Place place) -> Script {
    return [=](const psa_msg_t& message) {
      char text[4] = {};
      EXPECT_EQ(psa_read(message.handle, 0, text, 4), 4u);
      const psa_invec in[] = {{text, 4}};
      psa_outvec out[] = {{text, 4}};
      EXPECT_EQ(psa_call(handle_of(place, 1), 0, in, 1, out, 1), PSA_SUCCESS);
      psa_write(message.handle, 0, text, out[0].len);
      return PSA_SUCCESS;
    };
  };
  service[kWorker] = turn;
  service[kSecureOnly] = forward_to(kWorker);
  service[kHighA] = forward_to(kSecureOnly);
  service[kMiddle] = forward_to(kHighA);
  const psa_invec in[] = {{"HAL8", 4}};
  char text[5] = {};
  psa_outvec out[] = {{text, 4}};
  EXPECT_EQ(psa_call(handle_of(kMiddle, 1), 0, in, 1, out, 1), PSA_SUCCESS);
  EXPECT_STREQ(text, "IBM9");
}

TEST_F(Ipc, PartitionsHaveConnectionsToBothModels) {
  const auto use = [](Place place) -> Script {
    return [=](const psa_msg_t& message) {
      const psa_handle_t handle = psa_connect(kSid + place, 1);
      EXPECT_TRUE(PSA_HANDLE_IS_VALID(handle));
      const psa_status_t status = call(handle, message.type);
      psa_close(handle);
      return status;
    };
  };
  service[kSecureConnection] = service[kHighConnection] = [](const psa_msg_t& message) {
    return message.type < 0 ? PSA_SUCCESS : 10 * message.client_id + message.type;
  };
  service[kHighA] = use(kSecureConnection);
  service[kMid] = service[kMiddle] = use(kHighConnection);
  EXPECT_EQ(call(kHighA, 1), 10 * kHighId + 1);
  EXPECT_EQ(call(kMid, 2), 10 * kMidId + 2);
  EXPECT_EQ(call(kMiddle, 3), 10 * kMiddleId + 3);
}

TEST_F(Ipc, VersionsAreThoseOfItsDependencies) {
  service[kHighA] = [](const psa_msg_t&) {
    EXPECT_EQ(psa_version(kSid + kSecureOnly), 1u);
    EXPECT_EQ(psa_version(kSid + kStrict), 2u);
    EXPECT_EQ(psa_version(kSid + kMid), PSA_VERSION_NONE);
    EXPECT_EQ(psa_version(kSid + kHighA), PSA_VERSION_NONE);  // its own
    EXPECT_EQ(psa_framework_version(), PSA_FRAMEWORK_VERSION);
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
  EXPECT_EQ(psa_version(kSid + kHighA), 1u);
}

// FF-M: closing the null handle does nothing, whoever does it.
TEST_F(Ipc, ClosingTheNullHandle) {
  for (const Place place : {kRelaxed, kMiddle, kHighA, kWorker}) {
    service[place] = [](const psa_msg_t&) { return psa_close(PSA_NULL_HANDLE), 3; };
    EXPECT_EQ(call(place), 3);
  }
}

// ---- the start ----

TEST_F(Ipc, AnInitialisationMayCallOthers) {
  int seen = 0;
  service[kStrict] = [&](const psa_msg_t& message) { return seen = message.client_id, PSA_SUCCESS; };
  initialise = [] { return call(handle_of(kStrict, 2)); };
  EXPECT_TRUE(host::initialise_partitions());
  EXPECT_EQ(seen, kKeeperId);
}

TEST_F(Ipc, AnInitialisationThatFailsIsTheEndOfTheStart) {
  initialise = [] { return PSA_ERROR_STORAGE_FAILURE; };
  EXPECT_EQ(host::initialise_partitions().status(), PSA_ERROR_STORAGE_FAILURE);
  initialise = [] { return PSA_SUCCESS; };
  EXPECT_TRUE(host::initialise_partitions());
}

// Only failed initialisation is tried again; who was started then goes on waiting.
TEST_F(Ipc, StartingAgainDisturbsNobody) {
  EXPECT_TRUE(host::initialise_partitions());
  service[kHighA] = [](const psa_msg_t&) { return 9; };
  EXPECT_EQ(call(kHighA), 9);
}

}  // namespace
}  // namespace redoubt::spm::test
