// SPDX-License-Identifier: BSD-3-Clause
// Who runs when: priorities, and SFN partitions that are busy. A trace has one letter for each step.
#include <gtest/gtest.h>
#include <psa/client.h>

#include <string>

#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

class Schedule : public testing::Test {
 protected:
  void SetUp() override { reset(); }
  void step(char letter) { trace_ += letter; }

  // What the partition does when its doorbell rings.
  void on_doorbell(Id id, std::function<void()> script) {
    on_signals[id] = [script = std::move(script)](psa_signal_t signals) {
      if ((signals & PSA_DOORBELL) != 0) script();
      serve(signals);
    };
  }

  std::string trace_;
};

// ---- psa_notify ----

TEST_F(Schedule, WhoIsMoreUrgentAndNotifiedRunsFirst) {
  on_doorbell(kHighId, [&] { step('H'); });
  service[kMid] = [&](const psa_msg_t&) {
    step('m');
    psa_notify(kHighId);
    step('M');
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kMid), PSA_SUCCESS);
  EXPECT_EQ(trace_, "mHM");
}

TEST_F(Schedule, WhoIsLessUrgentAndNotifiedRunsWhenTheOtherWaits) {
  on_doorbell(kLowId, [&] { step('L'); });
  service[kMid] = [&](const psa_msg_t&) {
    step('m');
    psa_notify(kLowId);
    step('M');
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kMid), PSA_SUCCESS);
  EXPECT_EQ(trace_, "mML");
}

TEST_F(Schedule, OfTwoTheMoreUrgentRunsFirst) {
  on_doorbell(kLowId, [&] { step('L'); });
  on_doorbell(kMidId, [&] { step('M'); });
  service[kHighA] = [&](const psa_msg_t&) {
    psa_notify(kLowId);
    psa_notify(kMidId);
    step('H');
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
  EXPECT_EQ(trace_, "HML");
}

// The NSPE is the last: its answer is ready, and all partitions that have something to do do it first.
TEST_F(Schedule, TheNspeWaitsForAll) {
  on_doorbell(kWorkerId, [&] { step('W'); });
  on_doorbell(kLowId, [&] {
    step('L');
    psa_notify(kWorkerId);
  });
  service[kHighA] = [&](const psa_msg_t&) {
    psa_notify(kLowId);
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
  step('n');
  EXPECT_EQ(trace_, "LWn");
}

// ---- psa_reply ----

TEST_F(Schedule, AMoreUrgentClientGoesOnBeforeItsServer) {
  on_signals[kWorkerId] = [&](psa_signal_t) {
    psa_reply(get(kWorker).handle, 5);
    step('w');
  };
  service[kHighA] = [&](const psa_msg_t&) {
    const psa_status_t status = call(kWorker);
    step('H');
    return status;
  };
  EXPECT_EQ(call(kHighA), 5);
  EXPECT_EQ(trace_, "Hw");
}

TEST_F(Schedule, ALessUrgentClientGoesOnWhenItsServerWaits) {
  on_signals[kHighId] = [&](psa_signal_t) {
    psa_reply(get(kHighA).handle, 5);
    step('h');
  };
  service[kLow] = [&](const psa_msg_t&) {
    const psa_status_t status = call(kHighA);
    step('L');
    return status;
  };
  EXPECT_EQ(call(kLow), 5);
  EXPECT_EQ(trace_, "hL");
}

// An SFN partition runs as urgently as its caller.
TEST_F(Schedule, AnSfnPartitionHasItsCallersPriority) {
  on_doorbell(kMidId, [&] { step('M'); });
  service[kWorker] = [&](const psa_msg_t&) {
    psa_notify(kMidId);
    step('w');
    return PSA_SUCCESS;
  };
  service[kSecureOnly] = [&](const psa_msg_t&) {
    step('k');
    EXPECT_EQ(call(kWorker), PSA_SUCCESS);  // MID runs before WORKER answers KEEPER
    step('K');
    return PSA_SUCCESS;
  };
  service[kHighA] = [&](const psa_msg_t&) { return call(kSecureOnly); };
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
  EXPECT_EQ(trace_, "kMwK");
}

// ---- an SFN partition that is busy ----

class Busy : public Schedule {
 protected:
  // LOW is inside KEEPER, which waits for WORKER, which then does `script`.
  void while_low_is_in_keeper(const std::function<void()>& script) {
    service[kWorker] = [this, script](const psa_msg_t&) {
      script();
      step('w');
      return PSA_SUCCESS;
    };
    service[kSecureOnly] = [this](const psa_msg_t& message) {
      step('(');
      const psa_status_t status = message.client_id == kLowId ? call(kWorker) : PSA_SUCCESS;
      step(')');
      return status == PSA_SUCCESS ? message.client_id : status;
    };
    service[kLow] = [this](const psa_msg_t&) {
      const psa_status_t status = call(kSecureOnly);
      step('L');
      return status;
    };
    EXPECT_EQ(call(kLow), kLowId);
  }
};

TEST_F(Busy, TheSecondCallerWaitsAndThenGetsItsAnswer) {
  on_doorbell(kHighId, [&] {
    step('h');
    EXPECT_EQ(call(kSecureOnly), kHighId);
    step('H');
  });
  while_low_is_in_keeper([] { psa_notify(kHighId); });
  EXPECT_EQ(trace_, "(hw)()HL");
}

TEST_F(Busy, OfTwoThatWaitTheMoreUrgentIsFirst) {
  on_doorbell(kHighId, [&] {
    step('h');
    EXPECT_EQ(call(kSecureOnly), kHighId);
    step('H');
  });
  on_doorbell(kMidId, [&] {
    step('m');
    EXPECT_EQ(call(kSecureOnly), kMidId);
    step('M');
  });
  while_low_is_in_keeper([] {
    psa_notify(kMidId);
    psa_notify(kHighId);
  });
  EXPECT_EQ(trace_, "(mhw)()H()ML");
}

TEST_F(Busy, ConnectionsWaitToo) {
  std::uint32_t messages = 0;
  service[kSecureConnection] = [&](const psa_msg_t&) {
    return static_cast<psa_status_t>(messages++ == 1 ? 7 : 0);
  };
  on_doorbell(kHighId, [&] {
    const psa_handle_t handle = psa_connect(kSid + kSecureConnection, 1);
    step('H');
    EXPECT_TRUE(PSA_HANDLE_IS_VALID(handle));
    EXPECT_EQ(call(handle), 7);
    psa_close(handle);
  });
  while_low_is_in_keeper([] { psa_notify(kHighId); });
  EXPECT_EQ(trace_, "(w)HL");
  EXPECT_EQ(messages, 3u);
}

// The vectors of a call that has to wait arrive whole.
TEST_F(Busy, VectorsWaitWithTheirCall) {
  on_doorbell(kHighId, [&] {
    const psa_invec in[] = {{"abc", 3}};
    char text[4] = {};
    psa_outvec out[] = {{text, 4}};
    EXPECT_EQ(psa_call(handle_of(kSecureOnly, 1), 2, in, 1, out, 1), 3);
    EXPECT_EQ(out[0].len, 2u);
    EXPECT_STREQ(text, "bc");
  });
  while_low_is_in_keeper([] {
    psa_notify(kHighId);
    service[kSecureOnly] = [](const psa_msg_t& message) {
      char part[2];
      EXPECT_EQ(message.in_size[0], 3u);
      EXPECT_EQ(psa_skip(message.handle, 0, 1), 1u);
      EXPECT_EQ(psa_read(message.handle, 0, part, 9), 2u);
      psa_write(message.handle, 0, part, 2);
      return 3;
    };
  });
}

}  // namespace
}  // namespace redoubt::spm::test
