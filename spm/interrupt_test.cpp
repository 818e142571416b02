// SPDX-License-Identifier: BSD-3-Clause
// Interrupts of partitions, of both models: MID has one of each level, so has DEVICE (SFN), and HIGH has one
// of FF-M 1.0.
#include <string>

#include "spm/test_misuse.hpp"

namespace redoubt::spm::test {
namespace {

constexpr psa_signal_t kHighSignal = signal_of_interrupt(kHighInterrupt);
constexpr psa_signal_t kMidSignal = signal_of_interrupt(kMidInterrupt);
constexpr psa_signal_t kDeviceSignal = signal_of_interrupt(kDeviceInterrupt);

// The same in MID (IPC) and in DEVICE (SFN).
struct Owner {
  const char* name;
  const char* report;
  Place place;
  std::uint32_t second, first;  // interrupts by their level
};

class Interrupts : public testing::TestWithParam<Owner> {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    reset();
  }
  psa_status_t in_owner(const std::function<void()>& script) const {
    service[GetParam().place] = [=](const psa_msg_t&) {
      script();
      return 1;
    };
    return call(GetParam().place);
  }
  void stops(const std::function<void()>& script, const std::string& words) const {
    EXPECT_DEATH((void)in_owner(script), std::string("partition ") + GetParam().report + " " + words);
  }
  const std::uint32_t second_ = GetParam().second, first_ = GetParam().first;
  const psa_signal_t second_signal_ = signal_of_interrupt(second_),
                     first_signal_ = signal_of_interrupt(first_);
};

constexpr Owner kMidOwner = {"Ipc", "MID .8.", kMid, kMidInterrupt, kMidFirstInterrupt};
constexpr Owner kDeviceOwner = {"Sfn", "DEVICE .6.", kDevice, kDeviceInterrupt, kDeviceFirstInterrupt};
INSTANTIATE_TEST_SUITE_P(In, Interrupts, testing::Values(kMidOwner, kDeviceOwner),
                         [](const auto& test) { return test.param.name; });

// ---- second level ----

TEST_P(Interrupts, TheSecondLevelIsASignalUntilItsEnd) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(second_signal_);
              EXPECT_EQ(psa_wait(second_signal_, PSA_POLL), 0u);
              raise(second_);
              EXPECT_FALSE(is_enabled(second_));  // until psa_eoi()
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_BLOCK), second_signal_);
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), second_signal_);
              psa_eoi(second_signal_);
              EXPECT_TRUE(is_enabled(second_));
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
            }),
            1);
}

// A level that was still high while it was masked is not an interrupt of its own.
TEST_P(Interrupts, TheEndForgetsWhatIsPending) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(second_signal_);
              raise(second_);
              raise(second_);
              EXPECT_TRUE(is_pending(second_));
              psa_eoi(second_signal_);
              EXPECT_FALSE(is_pending(second_));
            }),
            1);
}

TEST_P(Interrupts, DisabledBetweenTheSignalAndItsEnd) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(second_signal_);
              raise(second_);
              EXPECT_NE(psa_irq_disable(second_signal_), 0u);
              EXPECT_EQ(psa_wait(second_signal_, PSA_POLL), second_signal_);  // it stays
              psa_eoi(second_signal_);
              EXPECT_FALSE(is_enabled(second_));
            }),
            1);
}

TEST_P(Interrupts, EnabledBetweenTheSignalAndItsEnd) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(second_signal_);
              raise(second_);
              EXPECT_NE(psa_irq_disable(second_signal_), 0u);
              psa_irq_enable(second_signal_);
              EXPECT_FALSE(is_enabled(second_));
              psa_eoi(second_signal_);
              EXPECT_TRUE(is_enabled(second_));
            }),
            1);
}

// ---- psa_irq_enable and psa_irq_disable ----

TEST_P(Interrupts, TheyAreDisabledAtTheStart) {
  for (const std::uint32_t number : {second_, first_}) {
    EXPECT_FALSE(is_enabled(number));
    raise(number);
    EXPECT_TRUE(is_pending(number));
  }
  EXPECT_EQ(in_owner([&] {
              EXPECT_EQ(psa_wait(second_signal_ | first_signal_, PSA_POLL), 0u);
              EXPECT_EQ(psa_irq_disable(second_signal_), 0u);
              EXPECT_EQ(psa_irq_disable(first_signal_), 0u);
            }),
            1);
}

TEST_P(Interrupts, DisablingSaysWhatWas) {
  EXPECT_EQ(in_owner([&] {
              for (const psa_signal_t signal : {second_signal_, first_signal_}) {
                for (int i = 0; i < 2; ++i) psa_irq_enable(signal);  // one that is enabled stays so
                EXPECT_NE(psa_irq_disable(signal), 0u);
                EXPECT_EQ(psa_irq_disable(signal), 0u);
              }
            }),
            1);
  EXPECT_FALSE(is_enabled(second_));
  EXPECT_FALSE(is_enabled(first_));
}

TEST_P(Interrupts, EachIsItsOwn) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(first_signal_);
              EXPECT_EQ(psa_irq_disable(second_signal_), 0u);
              EXPECT_TRUE(is_enabled(first_));
            }),
            1);
}

// ---- first level ----

TEST_P(Interrupts, AFirstLevelHandlerDecidesOnTheSignal) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(first_signal_);
              int runs = 0;
              first_level = [&] { return ++runs, PSA_FLIH_NO_SIGNAL; };
              raise(first_);
              EXPECT_EQ(runs, 1);
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
              first_level = [&] { return ++runs, PSA_FLIH_SIGNAL; };
              raise(first_);
              raise(first_);
              EXPECT_EQ(runs, 3);
              EXPECT_TRUE(is_enabled(first_));
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_BLOCK), first_signal_);
              psa_reset_signal(first_signal_);
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
              EXPECT_TRUE(is_enabled(first_));
            }),
            1);
}

TEST_P(Interrupts, AFirstLevelHandlerMayUseItsInterrupts) {
  EXPECT_EQ(in_owner([&] {
              psa_irq_enable(first_signal_);
              first_level = [&] {
                psa_irq_enable(second_signal_);
                EXPECT_NE(psa_irq_disable(first_signal_), 0u);
                return PSA_FLIH_SIGNAL;
              };
              raise(first_);
              EXPECT_FALSE(is_enabled(first_));
              EXPECT_TRUE(is_enabled(second_));
              psa_irq_enable(first_signal_);
              first_level = [&] { return psa_reset_signal(first_signal_), PSA_FLIH_NO_SIGNAL; };
              raise(first_);
              EXPECT_EQ(psa_wait(PSA_WAIT_ANY, PSA_POLL), 0u);
            }),
            1);
}

// It runs as its partition, whoever was interrupted.
TEST_P(Interrupts, AFirstLevelHandlerInterruptsAnybody) {
  EXPECT_EQ(in_owner([&] { psa_irq_enable(first_signal_); }), 1);
  service[kWorker] = [&](const psa_msg_t& message) {
    first_level = [&] { return psa_irq_disable(first_signal_), PSA_FLIH_NO_SIGNAL; };
    raise(first_);
    char byte = 0;
    EXPECT_EQ(psa_read(message.handle, 0, &byte, 1), 0u);  // WORKER goes on
    return 6;
  };
  EXPECT_EQ(call(kWorker), 6);
  EXPECT_FALSE(is_enabled(first_));
}

// ---- PROGRAMMER ERRORs ----

TEST_P(Interrupts, SignalsThatAreNoInterruptOfIts) {
  const psa_signal_t of_other = GetParam().place == kMid ? kDeviceSignal : kMidSignal;
  for (const psa_signal_t bad : {0u, PSA_DOORBELL, signal_of(kMid), of_other, kHighSignal,
                                 first_signal_ | second_signal_, PSA_WAIT_ANY}) {
    const std::string words = "named a signal that is not such an interrupt's";
    stops([=] { psa_eoi(bad); }, words);
    stops([=] { psa_reset_signal(bad); }, words);
    stops([=] { psa_irq_enable(bad); }, words);
    stops([=] { (void)psa_irq_disable(bad); }, words);
  }
}

TEST_P(Interrupts, TheEndOfTheOtherLevel) {
  const std::string words = "named a signal that is not such an interrupt's";
  stops(
      [&] {
        psa_irq_enable(first_signal_);
        raise(first_);
        psa_eoi(first_signal_);
      },
      words);
  stops(
      [&] {
        psa_irq_enable(second_signal_);
        raise(second_);
        psa_reset_signal(second_signal_);
      },
      words);
}

TEST_P(Interrupts, TheEndOfWhatIsNotAsserted) {
  const std::string words = "named a signal that is not asserted";
  stops([&] { psa_eoi(second_signal_); }, words);
  stops([&] { psa_reset_signal(first_signal_); }, words);
  stops(
      [&] {
        psa_irq_enable(second_signal_);
        raise(second_);
        psa_eoi(second_signal_);
        psa_eoi(second_signal_);
      },
      words);
}

// A handler has no message: least of all one that its partition was to get once, and that another one serves
// now.
TEST_F(Misused, AHandlerWithTheMessageOfAnother) {
  service[kDevice] = [](const psa_msg_t&) {
    return psa_irq_enable(signal_of_interrupt(kDeviceFirstInterrupt)), 0;
  };
  ASSERT_EQ(call(kDevice), PSA_SUCCESS);
  const psa_invec nowhere[] = {{nullptr, 1}};
  EXPECT_EQ(psa_call(handle_of(kDevice, 1), 0, nowhere, 1, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  stops_at(
      kWorker,
      [](const psa_msg_t& message) {
        first_level = [=] {
          char stolen;
          (void)psa_read(message.handle, 0, &stolen, 1);
          return PSA_FLIH_NO_SIGNAL;
        };
        raise(kDeviceFirstInterrupt);
        return 0;
      },
      "DEVICE .6. used a message handle");
}

// ---- whom they wake ----

class InterruptsAndThreads : public testing::Test {
 protected:
  void SetUp() override { reset(); }
};

TEST_F(InterruptsAndThreads, ThoseOfFfm10AreEnabledAtTheStart) {
  EXPECT_TRUE(is_enabled(kHighInterrupt));
  service[kHighA] = [](const psa_msg_t&) {
    EXPECT_NE(psa_irq_disable(kHighSignal), 0u);
    return 1;
  };
  EXPECT_EQ(call(kHighA), 1);
}

TEST_F(InterruptsAndThreads, WhoIsMoreUrgentRunsFirst) {
  std::string trace;
  on_signals[kHighId] = [&](psa_signal_t signals) {
    EXPECT_EQ(signals, kHighSignal);
    trace += 'H';
    serve(signals);
  };
  service[kWorker] = [&](const psa_msg_t&) {
    raise(kHighInterrupt);
    (void)psa_wait(PSA_WAIT_ANY, PSA_POLL);  // here the SPM is left
    trace += 'w';
    return 2;
  };
  EXPECT_EQ(call(kWorker), 2);
  EXPECT_EQ(trace, "Hw");
  EXPECT_TRUE(is_enabled(kHighInterrupt));
}

TEST_F(InterruptsAndThreads, WhoIsLessUrgentRunsLater) {
  std::string trace;
  on_signals[kMidId] = [&](psa_signal_t signals) {
    if ((signals & kMidSignal) != 0) trace += 'M';
    serve(signals);
  };
  service[kMid] = [](const psa_msg_t&) { return psa_irq_enable(kMidSignal), 0; };
  EXPECT_EQ(call(kMid), PSA_SUCCESS);
  service[kHighA] = [&](const psa_msg_t&) {
    raise(kMidInterrupt);
    (void)psa_wait(PSA_WAIT_ANY, PSA_POLL);
    trace += 'h';
    return 2;
  };
  EXPECT_EQ(call(kHighA), 2);
  EXPECT_EQ(trace, "hM");
}

// A secure function waits for its device on its caller's thread; the others go on.
TEST_F(InterruptsAndThreads, AnSfnPartitionWaitsForItsInterrupt) {
  psa_status_t answer = 0;
  service[kDevice] = [](const psa_msg_t& message) {
    psa_irq_enable(kDeviceSignal);
    EXPECT_EQ(psa_wait(kDeviceSignal, PSA_BLOCK), kDeviceSignal);
    psa_eoi(kDeviceSignal);
    return message.client_id;
  };
  on_signals[kMidId] = [&](psa_signal_t) {
    psa_reply(get(kMid).handle, PSA_SUCCESS);
    answer = call(kDevice);
    on_signals[kMidId] = serve;
  };
  EXPECT_EQ(call(kMid), PSA_SUCCESS);
  EXPECT_EQ(answer, 0);
  raise(kDeviceInterrupt);
  EXPECT_EQ(call(kLow), PSA_SUCCESS);
  EXPECT_EQ(answer, kMidId);
}

TEST_F(InterruptsAndThreads, OneThatNobodyOwns) {
  for (const std::uint32_t number : {0u, kHighInterrupt - 1}) raise(number);
  EXPECT_EQ(call(kHighA), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::spm::test
