// SPDX-License-Identifier: BSD-3-Clause
// Requests: handles, policy, types, vectors and what a service sees of them. All through psa/client.h.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <psa/client.h>

#include <array>
#include <climits>
#include <cstring>
#include <numeric>
#include <thread>

#include "client/transport.hpp"
#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

using testing::Each;
using testing::ElementsAre;

class Call : public testing::Test {
 protected:
  void SetUp() override { reset(); }
  const psa_handle_t strict_ = handle_of(kStrict, 2);
};

// ---- versions ----

TEST_F(Call, TheFrameworkIsVersion11) { EXPECT_EQ(psa_framework_version(), 0x0101u); }

TEST_F(Call, VersionIsTheServicesOrNone) {
  EXPECT_EQ(psa_version(kSid + kStrict), 2u);
  EXPECT_EQ(psa_version(kSid + kConnection), 2u);
  EXPECT_EQ(psa_version(kSid + kSecureOnly), PSA_VERSION_NONE);
  EXPECT_EQ(psa_version(kSid + kHole), PSA_VERSION_NONE);
  EXPECT_EQ(psa_version(0), PSA_VERSION_NONE);
}

// ---- what reaches the service ----

TEST_F(Call, AMessageSaysWhoAsksForWhat) {
  psa_msg_t seen{};
  service[kStrict] = [&](const psa_msg_t& message) {
    seen = message;
    return 17;
  };
  const char in[3] = {};
  char out[5] = {};
  const psa_invec invec[] = {{in, 3}, {nullptr, 0}};
  psa_outvec outvec[] = {{out, 5}};
  EXPECT_EQ(psa_call(strict_, INT32_MAX, invec, 2, outvec, 1), 17);
  EXPECT_EQ(seen.type, INT32_MAX);
  EXPECT_GT(seen.handle, 0);
  EXPECT_EQ(seen.client_id, -1);
  EXPECT_EQ(seen.rhandle, nullptr);
  EXPECT_THAT(seen.in_size, ElementsAre(3, 0, 0, 0));
  EXPECT_THAT(seen.out_size, ElementsAre(5, 0, 0, 0));
  EXPECT_EQ(outvec[0].len, 0u);  // nothing was written
}

TEST_F(Call, NothingOfAnEarlierMessageIsLeft) {
  const char in[9] = {};
  const psa_invec invec[] = {{in, 9}, {in, 8}, {in, 7}, {in, 6}};
  EXPECT_EQ(psa_call(strict_, 0, invec, 4, nullptr, 0), PSA_SUCCESS);
  service[kStrict] = [](const psa_msg_t& message) {
    EXPECT_THAT(message.in_size, Each(0));
    EXPECT_THAT(message.out_size, Each(0));
    return PSA_SUCCESS;
  };
  EXPECT_EQ(call(strict_), PSA_SUCCESS);
}

TEST_F(Call, EveryStatusOfAServiceComesBack) {
  for (const psa_status_t status : {INT32_MIN, -1, 0, 1, INT32_MAX, PSA_ERROR_PROGRAMMER_ERROR}) {
    service[kStrict] = [=](const psa_msg_t&) { return status; };
    EXPECT_EQ(call(strict_), status);
  }
}

TEST_F(Call, MessageHandlesAreNotUsedAgain) {
  psa_handle_t before = PSA_NULL_HANDLE;
  service[kStrict] = [&](const psa_msg_t& message) {
    EXPECT_NE(message.handle, before);
    before = message.handle;
    return PSA_SUCCESS;
  };
  for (int i = 0; i < 100; ++i) EXPECT_EQ(call(strict_), PSA_SUCCESS);
}

// ---- handles and policy: what is refused never reaches a service ----

class Refused : public Call {
 protected:
  void SetUp() override {
    Call::SetUp();
    for (Script& script : service) {
      script = [](const psa_msg_t&) -> psa_status_t {
        ADD_FAILURE() << "a service was reached";
        return PSA_SUCCESS;
      };
    }
  }
};

TEST_F(Refused, HandlesThatAreNone) {
  for (const psa_handle_t handle : {0, 1, -1, 0x100, INT32_MIN, INT32_MAX, 0x40000000, 0x3FFFFFFF}) {
    EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR) << handle;
  }
  for (std::uint32_t place = kPlaces; place < 256; ++place) {
    EXPECT_EQ(call(handle_of(static_cast<Place>(place), 1)), PSA_ERROR_PROGRAMMER_ERROR);
  }
  for (std::uint32_t version = 0; version < 5; ++version) {
    EXPECT_EQ(call(handle_of(kHole, version)), PSA_ERROR_PROGRAMMER_ERROR);
  }
  EXPECT_EQ(call(handle_of(kHole, kMaxStatelessVersion)), PSA_ERROR_PROGRAMMER_ERROR);
}

TEST_F(Refused, BitsBesideAHandle) {
  const auto good = static_cast<std::uint32_t>(strict_);
  for (std::uint32_t bit = 8; bit < 32; ++bit) {
    EXPECT_EQ(call(static_cast<psa_handle_t>(good ^ 1u << bit)), PSA_ERROR_PROGRAMMER_ERROR) << bit;
  }
}

TEST_F(Refused, ServicesThatAreNotForTheNspe) {
  EXPECT_EQ(call(kSecureOnly), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(call(kBack), PSA_ERROR_PROGRAMMER_ERROR);
}

TEST_F(Refused, AConnectionBasedServiceByAStatelessHandle) {
  EXPECT_EQ(call(handle_of(kConnection, 1)), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(call(handle_of(kConnection, 2)), PSA_ERROR_PROGRAMMER_ERROR);
}

TEST_F(Refused, VersionsAgainstPolicy) {
  for (const std::uint32_t version : {0u, 1u, 3u, kMaxStatelessVersion}) {
    EXPECT_EQ(call(handle_of(kStrict, version)), PSA_ERROR_PROGRAMMER_ERROR) << version;
  }
  for (const std::uint32_t version : {0u, 4u, kMaxStatelessVersion}) {
    EXPECT_EQ(call(handle_of(kRelaxed, version)), PSA_ERROR_PROGRAMMER_ERROR) << version;
  }
}

TEST_F(Call, ARelaxedServiceAcceptsOlderVersions) {
  for (std::uint32_t version = 1; version <= 3; ++version)
    EXPECT_EQ(call(handle_of(kRelaxed, version)), PSA_SUCCESS);
}

TEST_F(Refused, NegativeTypes) {
  for (const std::int32_t type : {-1, -2, -3, INT32_MIN})
    EXPECT_EQ(call(strict_, type), PSA_ERROR_PROGRAMMER_ERROR);
  // Not even if the handle is the SID of a service that one could connect to.
  EXPECT_EQ(call(kSid + kConnection, PSA_IPC_CONNECT), PSA_ERROR_PROGRAMMER_ERROR);
}

TEST_F(Refused, MoreVectorsThanThereCanBe) {
  char memory[8] = {};
  psa_invec in[8];
  psa_outvec out[8];
  for (auto& vector : in) vector = {memory, 1};
  for (auto& vector : out) vector = {memory, 1};
  const std::size_t counts[][2] = {{5, 0},
                                   {0, 5},
                                   {3, 2},
                                   {1, 4},
                                   {4, 4},
                                   {SIZE_MAX, 0},
                                   {0, SIZE_MAX},
                                   {SIZE_MAX, 1},
                                   {1, SIZE_MAX},
                                   {SIZE_MAX, SIZE_MAX},
                                   {std::size_t{1} << 31, std::size_t{1} << 31},
                                   {256, 0},
                                   {0, 256}};
  for (const auto& [ins, outs] : counts) {
    EXPECT_EQ(psa_call(strict_, 0, in, ins, out, outs), PSA_ERROR_PROGRAMMER_ERROR) << ins << " " << outs;
  }
  for (const auto& vector : out) EXPECT_EQ(vector.len, 1u);
}

// A client of its own making need not use our library.
TEST_F(Refused, VectorCountsThatTheLibraryNeverSends) {
  char memory[8] = {};
  for (const std::uint32_t counts :
       {5u, 0x500u, 0x203u, 0x302u, 0x401u, 0x10000u, 0x80000000u, 0xFFFFFF00u, ~0u}) {
    client::Vectors vectors{};
    for (auto& vector : vectors.vector) vector = {reinterpret_cast<std::uintptr_t>(memory), 1};
    EXPECT_EQ(client::transport_call(static_cast<std::uint32_t>(strict_), 0, counts, vectors),
              PSA_ERROR_PROGRAMMER_ERROR)
        << counts;
  }
}

TEST_F(Refused, MemoryThatIsNone) {
  char memory[4] = {};
  const auto high = reinterpret_cast<void*>(~std::uintptr_t{0} - 1);
  const psa_invec bad_in[] = {{nullptr, 1}, {high, 3}, {memory, SIZE_MAX}};
  for (const psa_invec& bad : bad_in) {
    for (std::size_t at = 0; at < 4; ++at) {
      psa_invec in[4] = {{memory, 1}, {memory, 1}, {memory, 1}, {memory, 1}};
      in[at] = bad;
      EXPECT_EQ(psa_call(strict_, 0, in, 4, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
    }
  }
  const psa_outvec bad_out[] = {{nullptr, 1}, {high, 3}, {memory, SIZE_MAX}};
  for (const psa_outvec& bad : bad_out) {
    for (std::size_t at = 0; at < 4; ++at) {
      psa_outvec out[4] = {{memory, 1}, {memory, 2}, {memory, 3}, {memory, 4}};
      out[at] = bad;
      EXPECT_EQ(psa_call(strict_, 0, nullptr, 0, out, 4), PSA_ERROR_PROGRAMMER_ERROR);
      EXPECT_EQ(out[at].len, bad.len);  // as the client had them
      EXPECT_EQ(out[(at + 1) % 4].len, (at + 1) % 4 + 1);
    }
  }
}

TEST_F(Call, AnEmptyVectorMayBeAnywhere) {
  const psa_invec in[] = {{nullptr, 0}, {reinterpret_cast<void*>(~std::uintptr_t{0}), 0}};
  psa_outvec out[] = {{nullptr, 0}, {reinterpret_cast<void*>(1), 0}};
  EXPECT_EQ(psa_call(strict_, 0, in, 2, out, 2), PSA_SUCCESS);
}

TEST_F(Call, ADeviceThatCannotStartAnswersWithItsError) {
  start_result = Failure{PSA_ERROR_STORAGE_FAILURE};
  EXPECT_EQ(call(strict_), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_EQ(psa_connect(kSid + kConnection, 1), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_EQ(psa_version(kSid + kStrict), PSA_VERSION_NONE);
}

TEST_F(Call, ThreadsWaitForEachOther) {
  int inside = 0;
  service[kStrict] = [&](const psa_msg_t&) {
    EXPECT_EQ(++inside, 1);
    std::this_thread::yield();
    return --inside;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) EXPECT_EQ(call(strict_), 0);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// ---- psa_read, psa_skip, psa_write ----

TEST_F(Call, EachVectorIsItsOwn) {
  service[kStrict] = [](const psa_msg_t& message) {
    for (std::uint32_t i = 0; i < 2; ++i) {
      char byte = 0;
      EXPECT_EQ(psa_read(message.handle, i, &byte, 1), 1u);
      byte = static_cast<char>(byte + 1);
      psa_write(message.handle, 1 - i, &byte, 1);
    }
    return PSA_SUCCESS;
  };
  const char a = 'A', x = 'X';
  char out[2] = {};
  const psa_invec in[] = {{&a, 1}, {&x, 1}};
  psa_outvec outs[] = {{&out[0], 1}, {&out[1], 1}};
  EXPECT_EQ(psa_call(strict_, 0, in, 2, outs, 2), PSA_SUCCESS);
  EXPECT_THAT(out, ElementsAre('Y', 'B'));
}

TEST_F(Call, FourInputsAndFourOutputs) {
  const char in[4] = {1, 2, 3, 4};
  char out[4] = {};
  const psa_invec ins[] = {{&in[0], 1}, {&in[1], 1}, {&in[2], 1}, {&in[3], 1}};
  psa_outvec outs[] = {{&out[0], 1}, {&out[1], 1}, {&out[2], 1}, {&out[3], 1}};
  int sum = 0;
  service[kStrict] = [&](const psa_msg_t& message) {
    for (std::uint32_t i = 0; i < 4; ++i) {
      char byte = 0;
      EXPECT_EQ(psa_read(message.handle, i, &byte, 2), 1u);
      sum = sum * 10 + byte;
    }
    return PSA_SUCCESS;
  };
  EXPECT_EQ(psa_call(strict_, 0, ins, 4, nullptr, 0), PSA_SUCCESS);
  EXPECT_EQ(sum, 1234);
  service[kStrict] = [&](const psa_msg_t& message) {
    for (std::uint32_t i = 0; i < 4; i += 2) psa_write(message.handle, i, &in[i], 1);
    return PSA_SUCCESS;
  };
  EXPECT_EQ(psa_call(strict_, 0, nullptr, 0, outs, 4), PSA_SUCCESS);
  EXPECT_THAT(out, ElementsAre(1, 0, 3, 0));
  EXPECT_EQ(outs[0].len + outs[2].len, 2u);
  EXPECT_EQ(outs[1].len + outs[3].len, 0u);
}

TEST_F(Call, ReadAndSkipGoOnWhereTheyEnded) {
  std::array<std::uint8_t, 100> data;
  std::iota(data.begin(), data.end(), std::uint8_t{0});
  service[kStrict] = [](const psa_msg_t& message) {
    std::uint8_t part[60] = {};
    EXPECT_EQ(psa_read(message.handle, 0, part, 10), 10u);
    EXPECT_EQ(part[9], 9);
    EXPECT_EQ(psa_skip(message.handle, 0, 20), 20u);
    EXPECT_EQ(psa_read(message.handle, 0, part, 0), 0u);
    EXPECT_EQ(psa_read(message.handle, 0, part, 60), 60u);
    EXPECT_EQ(part[0], 30);
    EXPECT_EQ(psa_skip(message.handle, 0, SIZE_MAX), 10u);
    EXPECT_EQ(psa_skip(message.handle, 0, 1), 0u);
    EXPECT_EQ(psa_read(message.handle, 0, part, 1), 0u);
    // Vectors that are not there have nothing.
    EXPECT_EQ(psa_read(message.handle, 1, part, 1), 0u);
    EXPECT_EQ(psa_skip(message.handle, 3, 1), 0u);
    return PSA_SUCCESS;
  };
  const psa_invec in[] = {{data.data(), data.size()}};
  EXPECT_EQ(psa_call(strict_, 0, in, 1, nullptr, 0), PSA_SUCCESS);
}

TEST_F(Call, WritesAddUpAndTheClientLearnsHowMuch) {
  service[kStrict] = [](const psa_msg_t& message) {
    psa_write(message.handle, 0, "abc", 3);
    psa_write(message.handle, 0, "", 0);
    psa_write(message.handle, 0, "de", 2);
    psa_write(message.handle, 1, nullptr, 0);  // nothing into a vector that is not there
    return PSA_ERROR_GENERIC_ERROR;
  };
  char out[8] = {};
  psa_outvec outs[] = {{out, sizeof out}};
  EXPECT_EQ(psa_call(strict_, 0, nullptr, 0, outs, 1), PSA_ERROR_GENERIC_ERROR);
  EXPECT_EQ(outs[0].len, 5u);
  EXPECT_STREQ(out, "abcde");
}

TEST_F(Call, AVectorMayBeFilledExactly) {
  service[kStrict] = [](const psa_msg_t& message) {
    psa_write(message.handle, 0, "abcd", 4);
    return PSA_SUCCESS;
  };
  char out[4] = {};
  psa_outvec outs[] = {{out, 4}};
  EXPECT_EQ(psa_call(strict_, 0, nullptr, 0, outs, 1), PSA_SUCCESS);
  EXPECT_EQ(outs[0].len, 4u);
}

TEST_F(Call, InputAndOutputMayBeTheSameMemory) {
  service[kStrict] = [](const psa_msg_t& message) {
    char data[4];
    EXPECT_EQ(psa_read(message.handle, 0, data, 4), 4u);
    for (char& c : data) c = static_cast<char>(c + 1);
    psa_write(message.handle, 0, data, 4);
    return PSA_SUCCESS;
  };
  char memory[4] = {'H', 'A', 'L', '8'};
  const psa_invec in[] = {{memory, 4}};
  psa_outvec out[] = {{memory, 4}};
  EXPECT_EQ(psa_call(strict_, 0, in, 1, out, 1), PSA_SUCCESS);
  EXPECT_EQ(std::memcmp(memory, "IBM9", 4), 0);
}

TEST_F(Call, TheLifecycleIsThatOfTheHandOff) {
  service[kStrict] = [](const psa_msg_t&) { return static_cast<psa_status_t>(psa_rot_lifecycle_state()); };
  EXPECT_EQ(call(strict_), static_cast<psa_status_t>(PSA_LIFECYCLE_PSA_ROT_PROVISIONING));
}

}  // namespace
}  // namespace redoubt::spm::test
