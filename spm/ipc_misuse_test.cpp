// SPDX-License-Identifier: BSD-3-Clause
// Each PROGRAMMER ERROR of the functions of the IPC model, and of those who use them in the other one.
#include "spm/test_misuse.hpp"

namespace redoubt::spm::test {
namespace {

class IpcMisused : public Misused {
 protected:
  static void stops_high(const Script& script, const std::string& words) {
    stops_at(kHighA, script, "partition HIGH .7. " + words);
  }
  static void stops_middle(const Script& script, const std::string& words) {
    stops_at(kMiddle, script, "partition MIDDLE .3. " + words);
  }
  // What HIGH does while the message of its service A waits.
  static void stops_with_signal(std::function<void()> script, const std::string& words) {
    on_signals[kHighId] = [script = std::move(script)](psa_signal_t) { script(); };
    EXPECT_DEATH((void)call(kHighA), "partition HIGH .7. " + words);
  }
};

psa_msg_t message;

// ---- psa_wait ----

TEST_F(IpcMisused, WaitingForNoSignalOfItsOwn) {
  for (const psa_signal_t mask : {0u, 1u, 1u << 31, signal_of(kMid), signal_of_interrupt(kMidInterrupt)}) {
    for (const std::uint32_t timeout : {PSA_POLL, PSA_BLOCK}) {
      stops_high([=](const psa_msg_t&) { return static_cast<int>(psa_wait(mask, timeout)); },
                 "named a signal that is not one of its own");
    }
  }
}

// ---- psa_get ----

TEST_F(IpcMisused, GettingWhatIsNotOneServicesSignal) {
  const std::string words = "named a signal that is not";
  for (const psa_signal_t bad : {0u, PSA_DOORBELL, signal_of(kHighB), signal_of(kMid), 1u << 31, PSA_WAIT_ANY,
                                 signal_of(kHighA) | signal_of(kHighB)}) {
    stops_with_signal([=] { (void)psa_get(bad, &message); }, words);
  }
}

TEST_F(IpcMisused, GettingTwoSignalsThatAreBothAsserted) {
  on_signals[kHighId] = [](psa_signal_t) {
    psa_clear();
    (void)psa_wait(signal_of(kHighB), PSA_BLOCK);
    (void)psa_get(signal_of(kHighA) | signal_of(kHighB), &message);
  };
  on_signals[kMidId] = [](psa_signal_t) {
    psa_notify(kHighId);
    psa_reply(get(kMid).handle, PSA_SUCCESS);
    (void)call(kHighA);
  };
  EXPECT_DEATH((void)(call(kMid), call(kHighB)), "HIGH .7. named a signal that is not one of its own");
}

TEST_F(IpcMisused, GettingADoorbellOrAnInterrupt) {
  const std::string words = "HIGH .7. named a signal that is not one of its own";
  service[kWorker] = [](const psa_msg_t&) { return psa_notify(kHighId), 0; };
  on_signals[kHighId] = [](psa_signal_t) { (void)psa_get(PSA_DOORBELL, &message); };
  EXPECT_DEATH((void)call(kWorker), words);
  on_signals[kHighId] = [](psa_signal_t signals) { (void)psa_get(signals, &message); };
  EXPECT_DEATH((raise(kHighInterrupt), (void)call(kWorker)), words);
}

TEST_F(IpcMisused, GettingWhatIsNotAsserted) {
  stops_high([](const psa_msg_t&) { return psa_get(signal_of(kHighA), &message); },
             "named a signal that is not asserted");
}

TEST_F(IpcMisused, GettingIntoWhatIsNoMessage) {
  const auto somewhere = reinterpret_cast<std::uintptr_t>(&message);
  for (const std::uintptr_t bad : {std::uintptr_t{0}, somewhere + 1, somewhere + 2, ~std::uintptr_t{0} - 7}) {
    stops_with_signal([=] { (void)psa_get(signal_of(kHighA), reinterpret_cast<psa_msg_t*>(bad)); },
                      "gave a buffer that is not its memory");
  }
}

// ---- psa_reply ----

TEST_F(IpcMisused, ReplyingToNoMessage) {
  const std::string words = "used a message handle";
  for (const psa_handle_t bad : {PSA_NULL_HANDLE, psa_handle_t{-1}, psa_handle_t{0x101}, INT32_MAX}) {
    stops_high([=](const psa_msg_t&) { return psa_reply(bad, PSA_SUCCESS), 0; }, words);
  }
  stops_with_signal([] { psa_reply(1 + 128, PSA_SUCCESS); }, words);  // not delivered yet
}

TEST_F(IpcMisused, ReplyingTwice) {
  stops_high(
      [](const psa_msg_t& m) {
        psa_reply(m.handle, PSA_SUCCESS);
        psa_reply(m.handle, PSA_SUCCESS);
        return 0;
      },
      "used a message handle");
}

TEST_F(IpcMisused, UsingAMessageAfterTheReply) {
  char byte;
  for (const int use : {0, 1, 2, 3}) {
    stops_high(
        [&, use](const psa_msg_t& m) {
          psa_reply(m.handle, PSA_SUCCESS);
          if (use == 0) (void)psa_read(m.handle, 0, &byte, 1);
          if (use == 1) (void)psa_skip(m.handle, 0, 1);
          if (use == 2) psa_write(m.handle, 0, &byte, 1);
          if (use == 3) psa_set_rhandle(m.handle, nullptr);
          return 0;
        },
        "used a message handle");
  }
}

TEST_F(IpcMisused, ReplyingToAnotherPartitionsMessage) {
  static psa_handle_t of_worker = PSA_NULL_HANDLE;
  service[kWorker] = [](const psa_msg_t& m) {
    of_worker = m.handle;
    return psa_notify(kHighId), 0;
  };
  on_signals[kHighId] = [](psa_signal_t) { psa_reply(of_worker, PSA_SUCCESS); };
  EXPECT_DEATH((void)call(kWorker), "HIGH .7. used a message handle");
}

TEST_F(IpcMisused, ReplyingWithAConnectionsHandle) {
  service[kHighConnection] = [](const psa_msg_t&) { return PSA_SUCCESS; };
  const psa_handle_t connection = psa_connect(kSid + kHighConnection, 1);
  stops_high([=](const psa_msg_t&) { return psa_reply(connection, PSA_SUCCESS), 0; },
             "used a message handle");
  psa_close(connection);
}

// ---- psa_notify and psa_clear ----

TEST_F(IpcMisused, NotifyingWhoIsNotThere) {
  for (const std::int32_t bad : {0, -1, static_cast<std::int32_t>(kIds), INT32_MAX, INT32_MIN}) {
    stops_high([=](const psa_msg_t&) { return psa_notify(bad), 0; },
               "notified a partition that does not exist");
  }
}

TEST_F(IpcMisused, NotifyingAnSfnPartition) {
  stops_high([](const psa_msg_t&) { return psa_notify(kKeeperId), 0; },
             "notified a partition that does not exist");
}

TEST_F(IpcMisused, ClearingWhatIsNotAsserted) {
  stops_high([](const psa_msg_t&) { return psa_clear(), 0; }, "named a signal that is not asserted");
}

// ---- the end of a partition ----

TEST_F(IpcMisused, ReturningFromTheEntryPoint) {
  service[kHighA] = [](const psa_msg_t&) {
    on_signals[kHighId] = nullptr;
    return 0;
  };
  EXPECT_DEATH((void)call(kHighA), "HIGH .7. returned from its entry point");
}

// ---- what the SFN model does not have ----

TEST_F(IpcMisused, AnSfnPartitionWithoutInterruptsHasNoSignals) {
  for (const psa_signal_t mask : {0u, PSA_DOORBELL, signal_of(kMiddle), PSA_WAIT_ANY}) {
    stops_middle([=](const psa_msg_t&) { return static_cast<int>(psa_wait(mask, PSA_POLL)); },
                 "named a signal that is not one of its own");
  }
}

TEST_F(IpcMisused, AnSfnPartitionWaitsForItsInterruptsOnly) {
  for (const psa_signal_t mask : {PSA_DOORBELL, signal_of(kDevice), signal_of_interrupt(kMidInterrupt)}) {
    stops_at(
        kDevice, [=](const psa_msg_t&) { return static_cast<int>(psa_wait(mask, PSA_POLL)); },
        "DEVICE .6. named a signal that is not one of its own");
  }
}

TEST_F(IpcMisused, AnSfnPartitionHasNoFunctionsOfTheIpcModel) {
  const std::string words = "called a function that its model does not have";
  for (const psa_signal_t signal : {PSA_DOORBELL, signal_of(kMiddle), signal_of(kHighA)}) {
    stops_middle([=](const psa_msg_t&) { return psa_get(signal, &message); }, words);
  }
  stops_middle([](const psa_msg_t& m) { return psa_reply(m.handle, PSA_SUCCESS), 0; }, words);
  stops_middle([](const psa_msg_t&) { return psa_reply(PSA_NULL_HANDLE, PSA_SUCCESS), 0; },
               "used a message handle");
  stops_middle([](const psa_msg_t&) { return psa_notify(kHighId), 0; }, words);
  stops_middle([](const psa_msg_t&) { return psa_clear(), 0; }, words);
}

}  // namespace
}  // namespace redoubt::spm::test
