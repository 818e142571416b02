// SPDX-License-Identifier: BSD-3-Clause
// Each PROGRAMMER ERROR of a partition that serves a message or calls others, in both models: it stops, and
// the report names it.
#include <array>

#include "spm/test_misuse.hpp"

namespace redoubt::spm::test {
namespace {

char data[8];

// ---- what all functions that take a message's handle ask of it ----

using Use = void (*)(psa_handle_t handle);
constexpr std::array<Use, 5> kUses = {
    [](psa_handle_t handle) { (void)psa_read(handle, 0, data, 1); },
    [](psa_handle_t handle) { (void)psa_skip(handle, 0, 1); },
    [](psa_handle_t handle) { psa_write(handle, 0, data, 1); },
    [](psa_handle_t handle) { psa_set_rhandle(handle, data); },
    [](psa_handle_t handle) { (void)psa_map_invec(handle, 0); },
};

TEST_F(Misused, MessageHandlesThatAreNone) {
  for (const psa_handle_t bad : {PSA_NULL_HANDLE, psa_handle_t{-1}, psa_handle_t{INT32_MAX}}) {
    for (const Use use : kUses) {
      stops([=](const psa_msg_t&) { return use(bad), 0; }, "used a message handle");
    }
  }
}

TEST_F(Misused, MessageHandlesOfAnEarlierMessage) {
  static psa_handle_t old = PSA_NULL_HANDLE;
  const Script keep = [](const psa_msg_t& message) {
    old = message.handle;
    return PSA_SUCCESS;
  };
  for (const Place place : {kMiddle, kHighA}) {
    service[place] = keep;
    ASSERT_EQ(call(place), PSA_SUCCESS);
  }
  for (const Use use : kUses) {
    stops([=](const psa_msg_t&) { return use(old), 0; }, "used a message handle");
  }
}

// Bits around the right handle's.
TEST_F(Misused, MessageHandlesThatAreNearlyRight) {
  for (std::uint32_t bit = 0; bit < 32; bit += 5) {
    stops(
        [=](const psa_msg_t& m) {
          const auto bad = static_cast<std::uint32_t>(m.handle) ^ 1u << bit;
          return static_cast<psa_status_t>(psa_read(static_cast<psa_handle_t>(bad), 0, data, 1));
        },
        "used a message handle");
  }
}

TEST_F(Misused, TheMessageOfTheCallerIsNotTheCallees) {
  static psa_handle_t of_caller = PSA_NULL_HANDLE;
  const Script callers = [](const psa_msg_t& message) {
    of_caller = message.handle;
    return call(kSecureOnly);
  };
  for (const Use use : kUses) {
    service[kSecureOnly] = [=](const psa_msg_t&) { return use(of_caller), 0; };
    for (const Place place : {kMiddle, kHighA}) {
      stops_at(place, callers, "partition KEEPER .2. used a message handle");
    }
  }
}

// A message of the IPC model is its partition's alone: not its client's, nor that of whom it calls.
TEST_F(Misused, TheMessageOfTheCalleeIsNotTheCallers) {
  static psa_handle_t of_callee = PSA_NULL_HANDLE;
  service[kWorker] = [](const psa_msg_t& message) {
    of_callee = message.handle;
    psa_notify(kHighId);
    return PSA_SUCCESS;
  };
  for (const Use use : kUses) {
    on_signals[kHighId] = [=](psa_signal_t) { use(of_callee); };
    EXPECT_DEATH((void)call(kWorker), "HIGH .7. used a message handle");
  }
}

// The handle can be foretold; it is good for nothing before psa_get().
TEST_F(Misused, TheMessageThatIsStillQueued) {
  static psa_handle_t last = PSA_NULL_HANDLE;
  on_signals[kHighId] = [](psa_signal_t signals) {
    if (last != PSA_NULL_HANDLE) (void)psa_read(last + 128, 0, data, 1);
    const psa_msg_t message = get((signals & signal_of(kHighA)) != 0 ? kHighA : kHighB);
    last = message.handle;
    psa_reply(message.handle, PSA_SUCCESS);
  };
  ASSERT_EQ(call(kHighA), PSA_SUCCESS);
  EXPECT_DEATH((void)call(kHighA), "HIGH .7. used a message handle");
}

// ---- vectors ----

TEST_F(Misused, VectorNumbers) {
  for (const std::uint32_t index : {4u, ~0u}) {
    const std::string words = "named a vector above PSA_MAX_IOVEC";
    stops([=](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, index, data, 1)); }, words);
    stops([=](const psa_msg_t& m) { return static_cast<int>(psa_skip(m.handle, index, 1)); }, words);
    stops([=](const psa_msg_t& m) { return psa_write(m.handle, index, data, 1), 0; }, words);
    stops([=](const psa_msg_t& m) { return psa_write(m.handle, index, data, 0), 0; }, words);
  }
}

TEST_F(Misused, Buffers) {
  const std::string words = "gave a buffer that is not its memory";
  stops([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, nullptr, 1)); }, words);
  stops([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, data, SIZE_MAX)); }, words);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, nullptr, 1), 0; }, words);
}

TEST_F(Misused, WritingTooMuch) {
  const std::string words = "wrote more than the client's vector holds";
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, 5), 0; }, words);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, SIZE_MAX), 0; }, words);
  stops([](const psa_msg_t& m) { return psa_write(m.handle, 1, data, 1), 0; }, words);  // not there
  stops(
      [](const psa_msg_t& m) {
        psa_write(m.handle, 0, data, 3);
        psa_write(m.handle, 0, data, 2);
        return 0;
      },
      words);
}

// ---- connections ----

TEST_F(Misused, AConnectRequestHasNoVectors) {
  const std::string words = "asked for the vectors of a message that has none";
  stops_in_connect([](const psa_msg_t& m) { return static_cast<int>(psa_read(m.handle, 0, data, 1)); },
                   words);
  stops_in_connect([](const psa_msg_t& m) { return static_cast<int>(psa_skip(m.handle, 0, 1)); }, words);
  stops_in_connect([](const psa_msg_t& m) { return psa_write(m.handle, 0, data, 1), 0; }, words);
}

TEST_F(Misused, ADisconnectionHasNoVectorsEither) {
  const Script script = [](const psa_msg_t& m) {
    return m.type == PSA_IPC_DISCONNECT ? static_cast<int>(psa_read(m.handle, 0, data, 1)) : PSA_SUCCESS;
  };
  service[kConnection] = service[kHighConnection] = script;
  const psa_handle_t keeper = psa_connect(kSid + kConnection, 1),
                     high = psa_connect(kSid + kHighConnection, 1);
  EXPECT_DEATH(psa_close(keeper), "KEEPER .2. asked for the vectors of a message that has none");
  EXPECT_DEATH(psa_close(high), "HIGH .7. asked for the vectors of a message that has none");
  reset();
  psa_close(keeper);
  psa_close(high);
}

TEST_F(Misused, AConnectRequestHasThreeAnswers) {
  for (const psa_status_t status : {1, -1, PSA_ERROR_GENERIC_ERROR, PSA_ERROR_PROGRAMMER_ERROR}) {
    stops_in_connect([=](const psa_msg_t&) { return status; },
                     "answered a connect request with a wrong status");
  }
}

TEST_F(Misused, AnRhandleWithoutAConnection) {
  stops([](const psa_msg_t& m) { return psa_set_rhandle(m.handle, nullptr), 0; }, "set an rhandle");
}

TEST_F(Misused, Panic) {
  stops([](const psa_msg_t&) -> psa_status_t { psa_panic(); }, "called psa_panic");
}

// ---- as a client ----

TEST_F(Misused, HandlesOfServices) {
  const std::string words = "called a service with a handle";
  for (const psa_handle_t bad :
       {PSA_NULL_HANDLE, psa_handle_t{-1}, psa_handle_t{0x100}, handle_of(kStrict, 1), handle_of(kHole, 1),
        handle_of(kSecureConnection, 1), handle_of(kTop, 1), handle_of(kPlaces, 1)}) {
    stops([=](const psa_msg_t&) { return call(bad); }, words);
  }
  stops([](const psa_msg_t&) { return psa_close(1), 0; }, words);
  stops([](const psa_msg_t&) { return psa_close(handle_of(kStrict, 2)), 0; }, words);
}

TEST_F(Misused, AnotherClientsConnection) {
  const psa_handle_t of_nspe = psa_connect(kSid + kConnection, 1);
  ASSERT_TRUE(PSA_HANDLE_IS_VALID(of_nspe));
  stops([=](const psa_msg_t&) { return call(of_nspe); }, "called a service with a handle");
  stops([=](const psa_msg_t&) { return psa_close(of_nspe), 0; }, "called a service with a handle");
  psa_close(of_nspe);
}

TEST_F(Misused, AConnectionThatIsClosed) {
  stops(
      [](const psa_msg_t&) {
        const psa_handle_t handle = psa_connect(kSid + kSecureConnection, 1);
        psa_close(handle);
        return call(handle);
      },
      "called a service with a handle");
}

TEST_F(Misused, ServicesThatAreNoDependency) {
  const Script call_keeper = [](const psa_msg_t&) { return call(kSecureOnly); };
  for (const Place place : {kMiddle, kHighA}) {
    service[kSecureOnly] = [](const psa_msg_t&) { return call(kRelaxed); };
    stops_at(place, call_keeper, "KEEPER .2. called a service with a handle");
    service[kSecureOnly] = [](const psa_msg_t&) { return psa_connect(kSid + kConnection, 1); };
    stops_at(place, call_keeper, "KEEPER .2. asked for a service");
  }
}

TEST_F(Misused, APartitionWithoutDependenciesCallsNobody) {
  for (const Place place : {kRelaxed, kWorker}) {
    const std::string name = place == kRelaxed ? "LEAF .1." : "WORKER .10.";
    stops_at(
        place, [](const psa_msg_t&) { return call(kSecureOnly); }, name + " called a service");
    stops_at(
        place, [](const psa_msg_t&) { return psa_connect(kSid + kConnection, 1); }, name);
    stops_at(
        place, [](const psa_msg_t&) { return psa_close(1), 0; }, name + " called a service");
  }
}

TEST_F(Misused, ConnectingToNothing) {
  stops([](const psa_msg_t&) { return psa_connect(kSid + 99, 1); }, "asked for a service");
  stops([](const psa_msg_t&) { return psa_connect(kSid + kSecureConnection, 2); }, "asked for a service");
  stops([](const psa_msg_t&) { return psa_connect(kSid + kStrict, 2); }, "asked for a service");
}

TEST_F(Misused, TypesAndVectorsAsAClient) {
  stops([](const psa_msg_t&) { return call(handle_of(kStrict, 2), -1); },
        "called a service with a negative type");
  static const psa_invec in[] = {{nullptr, 1}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}};
  stops([](const psa_msg_t&) { return psa_call(handle_of(kStrict, 2), 0, in, 5, nullptr, 0); },
        "called a service with too many vectors");
  stops([](const psa_msg_t&) { return psa_call(handle_of(kStrict, 2), 0, in, 1, nullptr, 0); },
        "called a service with vectors that are not its memory");
}

TEST_F(Misused, VectorsForAnIpcService) {
  static const psa_invec in[] = {{nullptr, 1}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}, {nullptr, 0}};
  stops([](const psa_msg_t&) { return psa_call(handle_of(kWorker, 1), 0, in, 5, nullptr, 0); },
        "called a service with too many vectors");
  stops([](const psa_msg_t&) { return psa_call(handle_of(kWorker, 1), 0, in, 1, nullptr, 0); },
        "called a service with vectors that are not its memory");
}

// The answer says that the request was the client's PROGRAMMER ERROR.
TEST_F(Misused, ARequestThatItsServiceFindsMalformed) {
  service[kSecureOnly] = service[kWorker] = [](const psa_msg_t&) { return PSA_ERROR_PROGRAMMER_ERROR; };
  service[kSecureConnection] = [](const psa_msg_t& m) {
    return m.type == PSA_IPC_CALL ? PSA_ERROR_PROGRAMMER_ERROR : PSA_SUCCESS;
  };
  const std::string words = "sent a request that the service found malformed";
  stops([](const psa_msg_t&) { return call(kSecureOnly); }, words);
  stops([](const psa_msg_t&) { return call(kWorker); }, words);
  stops([](const psa_msg_t&) { return call(psa_connect(kSid + kSecureConnection, 1)); }, words);
}

TEST_F(Misused, BackToAPartitionThatWaits) {
  const std::string words = "called back to a partition that waits for it";
  stops_at(
      kMiddle, [](const psa_msg_t&) { return call(kMiddle); }, "MIDDLE .3. " + words);
  service[kBack] = [](const psa_msg_t&) { return call(kMiddle); };
  stops_at(
      kMiddle, [](const psa_msg_t&) { return call(kBack); }, "BACK .4. " + words);
}

}  // namespace
}  // namespace redoubt::spm::test
