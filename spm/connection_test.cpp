// SPDX-License-Identifier: BSD-3-Clause
// Connections, and what a partition may do as a client.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <psa/client.h>

#include <cstring>

#include "redoubt_config/spm.hpp"
#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {
namespace {

constexpr std::uint32_t kSidConnection = kSid + kConnection;

class Connections : public testing::Test {
 protected:
  void SetUp() override {
    reset();
    service[kConnection] = [this](const psa_msg_t& message) {
      messages_.push_back(message);
      return answer_;
    };
  }
  void TearDown() override {
    for (const psa_handle_t handle : open_) psa_close(handle);
  }
  psa_handle_t connect() {
    const psa_handle_t handle = psa_connect(kSidConnection, 2);
    if (PSA_HANDLE_IS_VALID(handle)) open_.push_back(handle);
    return handle;
  }

  std::vector<psa_msg_t> messages_;
  std::vector<psa_handle_t> open_;
  psa_status_t answer_ = PSA_SUCCESS;
};

TEST_F(Connections, ConnectCallClose) {
  const psa_handle_t handle = psa_connect(kSidConnection, 2);
  ASSERT_TRUE(PSA_HANDLE_IS_VALID(handle));
  EXPECT_EQ(call(handle, 7), PSA_SUCCESS);
  psa_close(handle);
  ASSERT_EQ(messages_.size(), 3u);
  EXPECT_EQ(messages_[0].type, PSA_IPC_CONNECT);
  EXPECT_EQ(messages_[0].client_id, -1);
  EXPECT_EQ(messages_[0].rhandle, nullptr);
  EXPECT_EQ(messages_[1].type, 7);
  EXPECT_EQ(messages_[2].type, PSA_IPC_DISCONNECT);
  EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR);
  psa_close(handle);
  EXPECT_EQ(messages_.size(), 3u);
}

TEST_F(Connections, TheRhandleBelongsToTheConnection) {
  int a = 0, b = 0;
  int* next = &a;
  service[kConnection] = [&](const psa_msg_t& message) {
    if (message.type == PSA_IPC_CONNECT) psa_set_rhandle(message.handle, next);
    if (message.type == PSA_IPC_CALL) ++*static_cast<int*>(message.rhandle);
    if (message.type == PSA_IPC_DISCONNECT) *static_cast<int*>(message.rhandle) += 100;
    return PSA_SUCCESS;
  };
  const psa_handle_t first = psa_connect(kSidConnection, 1);
  next = &b;
  const psa_handle_t second = psa_connect(kSidConnection, 1);
  EXPECT_EQ(call(first), PSA_SUCCESS);
  EXPECT_EQ(call(second), PSA_SUCCESS);
  EXPECT_EQ(call(second), PSA_SUCCESS);
  EXPECT_EQ(a, 1);
  EXPECT_EQ(b, 2);
  psa_close(first);
  psa_close(second);
  EXPECT_EQ(a, 101);
  EXPECT_EQ(b, 102);
}

TEST_F(Connections, ARefusalLeavesNoConnection) {
  for (const psa_status_t refusal : {PSA_ERROR_CONNECTION_REFUSED, PSA_ERROR_CONNECTION_BUSY}) {
    answer_ = refusal;
    for (std::uint32_t i = 0; i < 2 * config::kSpmConnections; ++i)
      EXPECT_EQ(psa_connect(kSidConnection, 2), refusal);
  }
  answer_ = PSA_SUCCESS;
  EXPECT_TRUE(PSA_HANDLE_IS_VALID(connect()));
}

TEST_F(Connections, WhatANonSecureClientMayNotConnectTo) {
  EXPECT_EQ(psa_connect(kSid + 99, 1), PSA_ERROR_CONNECTION_REFUSED);
  EXPECT_EQ(psa_connect(0, 0), PSA_ERROR_CONNECTION_REFUSED);
  EXPECT_EQ(psa_connect(kSid + kSecureConnection, 1), PSA_ERROR_CONNECTION_REFUSED);
  EXPECT_EQ(psa_connect(kSid + kStrict, 2), PSA_ERROR_CONNECTION_REFUSED);  // stateless
  for (const std::uint32_t version : {0u, 3u, ~0u}) {
    EXPECT_EQ(psa_connect(kSidConnection, version), PSA_ERROR_CONNECTION_REFUSED) << version;
  }
  EXPECT_TRUE(messages_.empty());
}

TEST_F(Connections, TheyAreLimitedAndComeBack) {
  for (std::uint32_t i = 0; i < config::kSpmConnections; ++i) ASSERT_TRUE(PSA_HANDLE_IS_VALID(connect()));
  EXPECT_EQ(psa_connect(kSidConnection, 2), PSA_ERROR_CONNECTION_BUSY);
  psa_close(open_.back());
  open_.pop_back();
  EXPECT_TRUE(PSA_HANDLE_IS_VALID(connect()));
}

TEST_F(Connections, AnOldHandleNeverFits) {
  const psa_handle_t old = psa_connect(kSidConnection, 2);
  psa_close(old);
  for (int i = 0; i < 1000; ++i) {
    const psa_handle_t handle = psa_connect(kSidConnection, 2);
    ASSERT_TRUE(PSA_HANDLE_IS_VALID(handle));
    EXPECT_NE(handle, old);
    EXPECT_EQ(call(old), PSA_ERROR_PROGRAMMER_ERROR);
    psa_close(old);
    EXPECT_EQ(call(handle), PSA_SUCCESS);
    psa_close(handle);
  }
}

TEST_F(Connections, ClosingWhatIsNoConnectionDoesNothing) {
  connect();
  messages_.clear();
  for (const psa_handle_t handle : {0, -1, 1, 0x12345, INT32_MIN, INT32_MAX}) psa_close(handle);
  psa_close(handle_of(kStrict, 2));
  EXPECT_TRUE(messages_.empty());
  EXPECT_EQ(call(open_.front()), PSA_SUCCESS);
}

// FF-M: after a PROGRAMMER ERROR the connection is only good for psa_close(), of which the service is told.
TEST_F(Connections, AMalformedRequestEndsTheConnection) {
  const psa_handle_t handle = connect();
  answer_ = PSA_ERROR_PROGRAMMER_ERROR;
  EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR);
  answer_ = PSA_SUCCESS;
  messages_.clear();
  EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_TRUE(messages_.empty());
  psa_close(handle);
  ASSERT_EQ(messages_.size(), 1u);
  EXPECT_EQ(messages_[0].type, PSA_IPC_DISCONNECT);
  open_.clear();
}

TEST_F(Connections, SoDoesEachErrorOfTheClient) {
  const psa_invec nowhere[] = {{nullptr, 1}, {nullptr, 1}, {nullptr, 1}, {nullptr, 1}, {nullptr, 1}};
  const auto check = [&](auto&& error) {
    const psa_handle_t handle = psa_connect(kSidConnection, 2);
    EXPECT_EQ(error(handle), PSA_ERROR_PROGRAMMER_ERROR);
    EXPECT_EQ(call(handle), PSA_ERROR_PROGRAMMER_ERROR);
    messages_.clear();
    psa_close(handle);
    EXPECT_EQ(messages_.size(), 1u);
  };
  check([](psa_handle_t handle) { return call(handle, -1); });
  check([](psa_handle_t handle) { return call(handle, INT32_MIN); });
  check([&](psa_handle_t handle) { return psa_call(handle, 0, nowhere, 5, nullptr, 0); });
  check([&](psa_handle_t handle) { return psa_call(handle, 0, nowhere, 1, nullptr, 0); });
}

TEST_F(Connections, ConnectAndDisconnectHaveNoVectors) {
  service[kConnection] = [](const psa_msg_t& message) {
    EXPECT_THAT(message.in_size, testing::Each(0));
    EXPECT_THAT(message.out_size, testing::Each(0));
    return PSA_SUCCESS;
  };
  const char data[4] = {};
  const psa_handle_t handle = psa_connect(kSidConnection, 2);
  service[kConnection] = [](const psa_msg_t&) { return PSA_SUCCESS; };
  const psa_invec in[] = {{data, 4}};
  EXPECT_EQ(psa_call(handle, 0, in, 1, nullptr, 0), PSA_SUCCESS);
  service[kConnection] = [](const psa_msg_t& message) {
    EXPECT_THAT(message.in_size, testing::Each(0));
    return PSA_SUCCESS;
  };
  psa_close(handle);
}

// ---- partitions as clients ----

class Nested : public Connections {
 protected:
  // Runs `script` in the partition MIDDLE (3).
  psa_status_t in_middle(Script script) {
    service[kMiddle] = std::move(script);
    return call(kMiddle);
  }
};

TEST_F(Nested, TheClientIsThePartition) {
  service[kSecureOnly] = [](const psa_msg_t& message) { return message.client_id; };
  EXPECT_EQ(in_middle([](const psa_msg_t&) { return call(kSecureOnly); }), 3);
}

TEST_F(Nested, ItsVectorsAndTheOuterOnesDoNotMix) {
  service[kSecureOnly] = [](const psa_msg_t& message) {
    char data[8] = {};
    EXPECT_EQ(psa_read(message.handle, 0, data, sizeof data), 2u);
    psa_write(message.handle, 0, data, 1);
    return PSA_SUCCESS;
  };
  service[kMiddle] = [](const psa_msg_t& message) {
    char data[4] = {};
    EXPECT_EQ(psa_read(message.handle, 0, data, 2), 2u);
    const psa_invec in[] = {{data, 2}};
    psa_outvec out[] = {{data + 2, 2}};
    EXPECT_EQ(psa_call(handle_of(kSecureOnly, 1), 0, in, 1, out, 1), PSA_SUCCESS);
    EXPECT_EQ(out[0].len, 1u);
    EXPECT_EQ(psa_read(message.handle, 0, data, 4), 1u);  // goes on where it was
    psa_write(message.handle, 0, data, 3);
    return PSA_SUCCESS;
  };
  char out[4] = {};
  const psa_invec in[] = {{"xyz", 3}};
  psa_outvec outs[] = {{out, 4}};
  EXPECT_EQ(psa_call(handle_of(kMiddle, 1), 0, in, 1, outs, 1), PSA_SUCCESS);
  EXPECT_EQ(outs[0].len, 3u);
  EXPECT_EQ(std::memcmp(out, "zyx", 3), 0);
}

TEST_F(Nested, AConnectionIsItsOwnersAlone) {
  psa_handle_t of_middle = PSA_NULL_HANDLE;
  EXPECT_EQ(in_middle([&](const psa_msg_t&) {
              of_middle = psa_connect(kSid + kSecureConnection, 1);
              EXPECT_TRUE(PSA_HANDLE_IS_VALID(of_middle));
              return call(of_middle);
            }),
            PSA_SUCCESS);
  EXPECT_EQ(call(of_middle), PSA_ERROR_PROGRAMMER_ERROR);
  psa_close(of_middle);
  EXPECT_EQ(in_middle([&](const psa_msg_t&) {
              EXPECT_EQ(call(of_middle), PSA_SUCCESS);
              psa_close(of_middle);
              return PSA_SUCCESS;
            }),
            PSA_SUCCESS);
}

TEST_F(Nested, APartitionGetsRefusalsAsValues) {
  service[kSecureConnection] = [](const psa_msg_t&) { return PSA_ERROR_CONNECTION_REFUSED; };
  EXPECT_EQ(in_middle([](const psa_msg_t&) { return psa_connect(kSid + kSecureConnection, 1); }),
            PSA_ERROR_CONNECTION_REFUSED);
}

TEST_F(Nested, VersionsAreThoseOfItsDependencies) {
  EXPECT_EQ(in_middle([](const psa_msg_t&) {
              EXPECT_EQ(psa_version(kSid + kSecureOnly), 1u);
              EXPECT_EQ(psa_version(kSid + 99), PSA_VERSION_NONE);
              EXPECT_EQ(psa_framework_version(), PSA_FRAMEWORK_VERSION);
              return PSA_SUCCESS;
            }),
            PSA_SUCCESS);
  service[kSecureOnly] = [](const psa_msg_t&) {
    EXPECT_EQ(psa_version(kSid + kStrict), 2u);
    EXPECT_EQ(psa_version(kSid + kMiddle), PSA_VERSION_NONE);  // KEEPER does not depend on it
    return PSA_SUCCESS;
  };
  EXPECT_EQ(in_middle([](const psa_msg_t&) { return call(kSecureOnly); }), PSA_SUCCESS);
}

TEST_F(Nested, ThreeDeep) {
  service[kStrict] = [](const psa_msg_t& message) { return 10 * message.client_id; };
  service[kSecureOnly] = [](const psa_msg_t& message) {
    return call(handle_of(kStrict, 2)) + message.client_id;
  };
  EXPECT_EQ(in_middle([](const psa_msg_t&) { return call(kSecureOnly); }), 23);
}

}  // namespace
}  // namespace redoubt::spm::test
