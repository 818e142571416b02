// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "lib/protocol/client.hpp"
#include "lib/protocol/loopback.hpp"
#include "lib/protocol/server.hpp"

namespace redoubt::protocol {
namespace {

constexpr psa_handle_t kHandle = 7;

struct PutRequest {
  std::uint32_t tag;
  std::uint32_t flags;
};
struct SumReply {
  std::uint32_t sum;
};
using Ping = Operation<0>;
using Put = Operation<1, PutRequest, 2>;
using Fetch = Operation<2, PutRequest, 0, 2>;
using Sum = Operation<4, None, 1, 1, SumReply>;
using Fail = Operation<5, PutRequest, 0, 0, SumReply>;
using Absent = Operation<6, PutRequest>;

struct Seen {
  int calls = 0;
  ClientId client{};
  PutRequest request{};
  std::vector<std::vector<std::uint8_t>> inputs;
};
Seen seen;

std::vector<std::uint8_t> drain(Input& input) {
  std::vector<std::uint8_t> data;
  std::array<std::uint8_t, 3> piece{};  // small, so that a stream takes several reads
  while (input.size() != 0) {
    const std::size_t count = input.read(piece);
    data.insert(data.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return data;
}

psa_status_t ping(ClientId client) {
  seen.client = client;
  ++seen.calls;
  return PSA_SUCCESS;
}

Status put(ClientId client, const PutRequest& request, Input first, Input second) {
  seen.client = client;
  seen.request = request;
  seen.inputs = {drain(first), drain(second)};
  ++seen.calls;
  return request.flags == 0 ? Status{} : Failure{PSA_ERROR_NOT_PERMITTED};
}

psa_status_t fetch(ClientId, const PutRequest& request, Output first, Output second) {
  const std::array<std::uint8_t, 4> data{1, 2, 3, 4};
  if (first.capacity() < data.size()) return PSA_ERROR_BUFFER_TOO_SMALL;
  first.write(Bytes(data).first(2));
  first.write(Bytes(data).last(2));
  EXPECT_EQ(second.capacity(), 8u);
  second.write(bytes_of(request.tag));
  return request.flags == 0 ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

Result<SumReply> sum(ClientId, Input input, Output output) {
  SumReply reply{};
  for (const std::uint8_t byte : drain(input)) reply.sum += byte;
  output.write(Bytes(reinterpret_cast<const std::uint8_t*>("ok"), 2));
  return reply;
}

Result<SumReply> fail(ClientId, const PutRequest&) { return Failure{PSA_ERROR_DOES_NOT_EXIST}; }

psa_status_t absent(ClientId, const PutRequest&) { return PSA_SUCCESS; }

using Operations = Dispatcher<On<Put, put>, On<Fetch, fetch>, On<Ping, ping>, On<Sum, sum>, On<Fail, fail>,
                              OnIf<false, Absent, absent>>;

psa_status_t service(const psa_msg_t* msg) { return Operations::dispatch(*msg); }

class ProtocolTest : public testing::Test {
 protected:
  ProtocolTest() {
    seen = {};
    loopback::attach(kHandle, service);
    loopback::set_client(-5);
  }
  // A raw call with vectors of the given sizes.
  static psa_status_t raw(int32_t type, const std::vector<std::size_t>& in,
                          const std::vector<std::size_t>& out) {
    static std::array<std::uint8_t, 64> memory;
    std::vector<psa_invec> in_vec;
    std::vector<psa_outvec> out_vec;
    in_vec.reserve(in.size());
    out_vec.reserve(out.size());
    for (const std::size_t size : in) in_vec.push_back({memory.data(), size});
    for (const std::size_t size : out) out_vec.push_back({memory.data(), size});
    return psa_call(kHandle, type, in_vec.data(), in_vec.size(), out_vec.data(), out_vec.size());
  }
};

TEST_F(ProtocolTest, CarriesRequestAndInputs) {
  const std::array<std::uint8_t, 7> first{1, 2, 3, 4, 5, 6, 7};
  const std::array<std::uint8_t, 2> second{8, 9};
  const PutRequest request{0x1234, 0};
  EXPECT_EQ(call<Put>(kHandle, request, In{first.data(), first.size()}, In{second.data(), second.size()}),
            PSA_SUCCESS);
  EXPECT_EQ(seen.client, ClientId{-5});
  EXPECT_EQ(seen.request.tag, 0x1234u);
  ASSERT_EQ(seen.inputs.size(), 2u);
  EXPECT_THAT(seen.inputs[0], testing::ElementsAreArray(first));
  EXPECT_THAT(seen.inputs[1], testing::ElementsAreArray(second));
}

TEST_F(ProtocolTest, StatusOfTheHandlerReturns) {
  const PutRequest request{0, 1};
  EXPECT_EQ(call<Put>(kHandle, request, In{nullptr, 0}, In{nullptr, 0}), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(call<Ping>(kHandle), PSA_SUCCESS);
  EXPECT_EQ(seen.calls, 2);
}

TEST_F(ProtocolTest, OutputsAndTheirLengths) {
  std::array<std::uint8_t, 6> first{};
  std::array<std::uint8_t, 8> second{};
  std::size_t first_length = 99;
  std::size_t second_length = 99;
  const PutRequest request{0x04030201, 0};
  const Out out1{first.data(), first.size(), &first_length};
  const Out out2{second.data(), second.size(), &second_length};
  EXPECT_EQ(call<Fetch>(kHandle, request, out1, out2), PSA_SUCCESS);
  EXPECT_EQ(first_length, 4u);
  EXPECT_EQ(second_length, 4u);
  EXPECT_THAT(first, testing::ElementsAre(1, 2, 3, 4, 0, 0));
  EXPECT_THAT(second, testing::ElementsAre(1, 2, 3, 4, 0, 0, 0, 0));
}

TEST_F(ProtocolTest, LengthsAreLeftAloneOnFailure) {
  std::array<std::uint8_t, 8> buffer{};
  std::size_t length = 99;
  const Out out{buffer.data(), buffer.size(), &length};
  const PutRequest request{1, 1};
  EXPECT_EQ(call<Fetch>(kHandle, request, out, out), PSA_ERROR_GENERIC_ERROR);
  EXPECT_EQ(length, 99u);
}

TEST_F(ProtocolTest, ReplyComesOnlyWithSuccess) {
  const std::array<std::uint8_t, 3> data{10, 20, 30};
  std::array<char, 4> text{};
  std::size_t length = 0;
  SumReply reply{};
  EXPECT_EQ(call<Sum>(kHandle, reply, In{data.data(), data.size()}, Out{text.data(), text.size(), &length}),
            PSA_SUCCESS);
  EXPECT_EQ(reply.sum, 60u);
  EXPECT_EQ(std::string(text.data(), length), "ok");
  reply.sum = 7;
  EXPECT_EQ(call<Fail>(kHandle, PutRequest{}, reply), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(reply.sum, 7u);
}

TEST_F(ProtocolTest, UnknownOperations) {
  for (const int32_t type : {3, 6, 7, 1000, 0x7FFFFFFF})
    EXPECT_EQ(raw(type, {8}, {}), PSA_ERROR_NOT_SUPPORTED) << type;
}

TEST_F(ProtocolTest, WrongShapesReachNoHandler) {
  for (const std::size_t size : {0u, 1u, 7u, 9u, 64u})
    EXPECT_EQ(raw(Put::kType, {size, 4, 4}, {}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Put::kType, {}, {}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Put::kType, {8, 4, 4, 1}, {}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Put::kType, {8, 4, 4}, {1}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Ping::kType, {1}, {}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Ping::kType, {0, 0, 0, 1}, {}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Ping::kType, {}, {0, 0, 1}), PSA_ERROR_PROGRAMMER_ERROR);
  for (const std::size_t size : {0u, 3u, 5u})
    EXPECT_EQ(raw(Sum::kType, {4}, {size, 4}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(seen.calls, 0);
}

TEST_F(ProtocolTest, ConnectionsAreAccepted) {
  psa_msg_t msg{};
  for (const int32_t type : {PSA_IPC_CONNECT, PSA_IPC_DISCONNECT}) {
    msg.type = type;
    EXPECT_EQ(Operations::dispatch(msg), PSA_SUCCESS);
  }
}

TEST_F(ProtocolTest, TheLoopbackIsAsStrictAsTheSpm) {
  EXPECT_EQ(psa_call(kHandle + 1, 0, nullptr, 0, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(psa_call(kHandle, -1, nullptr, 0, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(raw(Ping::kType, {0, 0, 0}, {0, 0}), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_DEATH(psa_write(1, 0, "x", 1), "not the current message");
}

}  // namespace
}  // namespace redoubt::protocol
