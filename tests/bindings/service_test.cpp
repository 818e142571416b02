// SPDX-License-Identifier: BSD-3-Clause
// include/redoubt/service.hpp against a framework that only keeps books: messages in, answers out, and which
// function was called when.
#include <gmock/gmock.h>
#include <redoubt/service.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr psa_signal_t kFirst = 0x10;
constexpr psa_signal_t kSecond = 0x20;
constexpr psa_signal_t kTimer = 0x40;
constexpr psa_signal_t kUart = 0x80;

// psa_wait() throws it when no signal is left: the only way out of a partition's thread.
struct NothingLeft {};

struct Request {
  psa_msg_t msg{};
  std::vector<std::uint8_t> in[PSA_MAX_IOVEC];
  std::vector<std::uint8_t> out[PSA_MAX_IOVEC];  // what was written
  std::size_t at[PSA_MAX_IOVEC] = {};
};

std::map<psa_handle_t, Request> requests;
std::map<psa_signal_t, std::deque<psa_handle_t>> queue;
std::map<psa_handle_t, psa_status_t> answers;
std::vector<std::string> calls;
psa_signal_t asserted = 0;
psa_signal_t mask_of_wait = 0;
bool enabled = true;
void* bound = nullptr;
psa_handle_t next_handle = 1;

psa_msg_t& message(std::int32_t type, const std::vector<std::uint8_t>& in = {}, std::size_t room = 0) {
  const psa_handle_t handle = next_handle++;
  Request& request = requests[handle];
  request.in[0] = in;
  request.msg.type = type;
  request.msg.handle = handle;
  request.msg.client_id = -1;
  request.msg.in_size[0] = in.size();
  request.msg.out_size[0] = room;
  return request.msg;
}

void send(psa_signal_t signal, const psa_msg_t& msg) {
  queue[signal].push_back(msg.handle);
  asserted |= signal;
}

void note(const char* what, psa_signal_t signal) { calls.push_back(what + std::to_string(signal)); }

}  // namespace

extern "C" {

size_t psa_read(psa_handle_t handle, uint32_t index, void* buffer, size_t count) {
  Request& request = requests.at(handle);
  count = std::min(count, request.in[index].size() - request.at[index]);
  std::copy_n(request.in[index].begin() + static_cast<std::ptrdiff_t>(request.at[index]), count,
              static_cast<std::uint8_t*>(buffer));
  request.at[index] += count;
  return count;
}
size_t psa_skip(psa_handle_t handle, uint32_t index, size_t count) {
  Request& request = requests.at(handle);
  count = std::min(count, request.in[index].size() - request.at[index]);
  request.at[index] += count;
  return count;
}
void psa_write(psa_handle_t handle, uint32_t index, const void* buffer, size_t count) {
  const auto* const bytes = static_cast<const std::uint8_t*>(buffer);
  auto& out = requests.at(handle).out[index];
  out.insert(out.end(), bytes, bytes + count);
  EXPECT_LE(out.size(), requests.at(handle).msg.out_size[index]) << "a real framework stops the partition";
}
void psa_set_rhandle(psa_handle_t, void* rhandle) { bound = rhandle; }
psa_signal_t psa_wait(psa_signal_t mask, uint32_t timeout) {
  EXPECT_EQ(timeout, PSA_BLOCK);
  mask_of_wait = mask;
  if ((asserted & mask) == 0) throw NothingLeft();
  return asserted & mask;
}
psa_status_t psa_get(psa_signal_t signal, psa_msg_t* msg) {
  note("get ", signal);
  auto& waiting = queue[signal];
  const psa_handle_t handle = waiting.front();
  waiting.pop_front();
  if (waiting.empty()) asserted &= ~signal;
  if (handle == PSA_NULL_HANDLE) return PSA_ERROR_DOES_NOT_EXIST;
  *msg = requests.at(handle).msg;
  return PSA_SUCCESS;
}
void psa_reply(psa_handle_t handle, psa_status_t status) {
  EXPECT_EQ(answers.count(handle), 0u) << "answered twice";
  answers[handle] = status;
}
void psa_clear(void) {
  note("clear ", PSA_DOORBELL);
  asserted &= ~PSA_DOORBELL;
}
void psa_eoi(psa_signal_t signal) {
  note("eoi ", signal);
  asserted &= ~signal;
}
void psa_reset_signal(psa_signal_t signal) {
  note("reset ", signal);
  asserted &= ~signal;
}
void psa_irq_enable(psa_signal_t) { enabled = true; }
psa_irq_status_t psa_irq_disable(psa_signal_t) { return std::exchange(enabled, false) ? 0x80u : 0u; }
const void* psa_map_invec(psa_handle_t handle, uint32_t index) {
  calls.push_back("map in");
  return requests.at(handle).in[index].data();
}
void psa_unmap_invec(psa_handle_t, uint32_t) { calls.push_back("unmap in"); }
void* psa_map_outvec(psa_handle_t handle, uint32_t index) {
  calls.push_back("map out");
  Request& request = requests.at(handle);
  request.out[index].resize(request.msg.out_size[index]);
  return request.out[index].data();
}
void psa_unmap_outvec(psa_handle_t handle, uint32_t index, size_t length) {
  calls.push_back("unmap out");
  requests.at(handle).out[index].resize(length);
}
}

namespace redoubt::psa::service {
namespace {

struct Numbers {
  std::uint32_t a;
  std::uint16_t b;
  std::uint16_t c;
};
struct Padded {
  std::uint8_t a;
  std::uint32_t b;
};
static_assert(Plain<Numbers> && Plain<std::uint8_t> && !Plain<Padded> && !Plain<const char*> &&
              !Plain<std::vector<int>>);

// Sums what its clients send, per connection.
struct Counter {
  struct State {
    bool used = false;
    std::uint32_t sum = 0;
  };
  State states[2];

  Status connect(const Message& message) {
    for (State& state : states) {
      if (state.used) continue;
      state = {true, 0};
      message.bind(&state);
      return Status::kSuccess;
    }
    return Status::kConnectionBusy;
  }
  Result<> request(const Message& message) {
    std::uint32_t amount = 0;
    const Status status = message.read(0, amount);
    if (status != Status::kSuccess) return status;
    auto* const state = message.state<State>();
    state->sum += amount;
    return message.write(0, state->sum);
  }
  void disconnect(const Message& message) { *message.state<State>() = {}; }
};

struct Echo {
  psa_status_t request(const Message& message) const {
    std::uint8_t piece[3];
    Input in = message.input(0);
    Output out = message.output(0);
    while (in.size() != 0 && out.capacity() != 0) {
      const std::size_t count = in.read(std::span(piece).first(std::min(sizeof piece, out.capacity())));
      out.write(std::span(piece).first(count));
    }
    return message.type();
  }
};

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    requests.clear();
    queue.clear();
    answers.clear();
    calls.clear();
    asserted = 0;
    enabled = true;
    bound = nullptr;
  }
};

TEST_F(ServiceTest, WholeValuesOrNothing) {
  const Message whole(message(0, {1, 0, 0, 0, 2, 0, 3, 0}));
  Numbers numbers{};
  ASSERT_EQ(whole.read(0, numbers), Status::kSuccess);
  EXPECT_EQ(numbers.a, 1u);
  EXPECT_EQ(numbers.b, 2u);
  EXPECT_EQ(numbers.c, 3u);
  for (const std::size_t size : {0u, 7u, 9u}) {
    psa_msg_t& msg = message(0, std::vector<std::uint8_t>(size, 1));
    EXPECT_EQ(Message(msg).read(0, numbers), Status::kProgrammerError);
    EXPECT_EQ(requests[msg.handle].at[0], 0u);
  }
}

TEST_F(ServiceTest, ValuesAreWrittenWhereTheyFit) {
  psa_msg_t& msg = message(0, {}, 5);
  EXPECT_EQ(Message(msg).write(0, std::uint32_t{0x04030201}), Status::kSuccess);
  EXPECT_THAT(requests[msg.handle].out[0], testing::ElementsAre(1, 2, 3, 4));
  psa_msg_t& small = message(0, {}, 3);
  EXPECT_EQ(Message(small).write(0, std::uint32_t{1}), Status::kBufferTooSmall);
  EXPECT_TRUE(requests[small.handle].out[0].empty());
}

TEST_F(ServiceTest, VectorsInPieces) {
  psa_msg_t& msg = message(7, {1, 2, 3, 4, 5, 6, 7, 8}, 7);
  const Echo echo;
  EXPECT_EQ(serve(echo, msg), 7);
  EXPECT_THAT(requests[msg.handle].out[0], testing::ElementsAre(1, 2, 3, 4, 5, 6, 7));
  Input input = Message(message(0, {1, 2, 3})).input(0);
  EXPECT_EQ(input.skip(2), 2u);
  EXPECT_EQ(input.size(), 1u);
  EXPECT_EQ(input.skip(2), 1u);
  EXPECT_EQ(input.size(), 0u);
}

TEST_F(ServiceTest, WhoAsks) {
  psa_msg_t& msg = message(3);
  EXPECT_TRUE(Message(msg).is_from_nonsecure());
  msg.client_id = 5;
  EXPECT_FALSE(Message(msg).is_from_nonsecure());
  EXPECT_EQ(Message(msg).client_id(), 5);
  EXPECT_EQ(Message(msg).type(), 3);
}

TEST_F(ServiceTest, ConnectionsHaveTheirState) {
  Counter counter;
  EXPECT_EQ(serve(counter, message(PSA_IPC_CONNECT)), PSA_SUCCESS);
  void* const first = bound;
  EXPECT_EQ(first, &counter.states[0]);
  EXPECT_EQ(serve(counter, message(PSA_IPC_CONNECT)), PSA_SUCCESS);
  EXPECT_EQ(serve(counter, message(PSA_IPC_CONNECT)), PSA_ERROR_CONNECTION_BUSY);
  for (const int sum : {5, 10}) {
    psa_msg_t& msg = message(0, {5, 0, 0, 0}, 4);
    msg.rhandle = first;
    EXPECT_EQ(serve(counter, msg), PSA_SUCCESS);
    EXPECT_THAT(requests[msg.handle].out[0], testing::ElementsAre(sum, 0, 0, 0));
  }
  psa_msg_t& malformed = message(0, {5}, 4);
  malformed.rhandle = first;
  EXPECT_EQ(serve(counter, malformed), PSA_ERROR_PROGRAMMER_ERROR);
  psa_msg_t& end = message(PSA_IPC_DISCONNECT);
  end.rhandle = first;
  EXPECT_EQ(serve(counter, end), PSA_SUCCESS);
  EXPECT_FALSE(counter.states[0].used);
}

TEST_F(ServiceTest, WithoutConnectEveryConnectionIsAccepted) {
  const Echo echo;
  EXPECT_EQ(serve(echo, message(PSA_IPC_CONNECT)), PSA_SUCCESS);
  EXPECT_EQ(serve(echo, message(PSA_IPC_DISCONNECT)), PSA_SUCCESS);
}

TEST_F(ServiceTest, MappedVectors) {
  psa_msg_t& msg = message(0, {1, 2, 3}, 3);
  const Message mapped(msg);
  const auto in = mapped.map_input(0);
  const auto out = mapped.map_output(0);
  std::reverse_copy(in.begin(), in.end(), out.begin());
  mapped.unmap_output(0, 2);
  mapped.unmap_input(0);
  EXPECT_THAT(requests[msg.handle].out[0], testing::ElementsAre(3, 2));
  EXPECT_THAT(calls, testing::ElementsAre("map in", "map out", "unmap out", "unmap in"));
}

TEST_F(ServiceTest, TheThreadOfAPartition) {
  Counter counter;
  counter.states[0].used = true;
  std::vector<psa_handle_t> kept;
  int ticks = 0;
  int bytes = 0;
  int rings = 0;
  psa_msg_t& add = message(0, {5, 0, 0, 0}, 4);
  add.rhandle = &counter.states[0];
  send(kFirst, add);
  send(kFirst, message(PSA_IPC_CONNECT));
  psa_msg_t& later = message(4);
  send(kSecond, later);
  asserted |= kTimer | kUart | PSA_DOORBELL;
  EXPECT_THROW(run(on_interrupt<kTimer>([&] { ++ticks; }), on<kFirst>(counter),
                   on_message<kSecond>([&](const psa_msg_t& msg) { kept.push_back(msg.handle); }),
                   on_flih_signal<kUart>([&] { bytes += (asserted & kUart) == 0; }),
                   on_doorbell([&] { rings += (asserted & PSA_DOORBELL) == 0; })),
               NothingLeft);
  EXPECT_EQ(mask_of_wait, kFirst | kSecond | kTimer | kUart | PSA_DOORBELL);
  EXPECT_THAT(calls, testing::ElementsAre("eoi 64", "get 16", "get 32", "reset 128", "clear 8", "get 16"));
  EXPECT_EQ(counter.states[0].sum, 5u);
  EXPECT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers.at(add.handle), PSA_SUCCESS);
  EXPECT_EQ(ticks, 1);
  EXPECT_EQ(bytes, 1);
  EXPECT_EQ(rings, 1);
  EXPECT_THAT(kept, testing::ElementsAre(later.handle));  // not answered: that is its service's business
}

TEST_F(ServiceTest, AMessageThatIsGoneIsNotAnswered) {
  const Echo echo;
  queue[kFirst].push_back(PSA_NULL_HANDLE);
  asserted = kFirst;
  EXPECT_THROW(run(on<kFirst>(echo)), NothingLeft);
  EXPECT_TRUE(answers.empty());
}

TEST_F(ServiceTest, SignalsThatAreNotAssertedAreLeftAlone) {
  const Echo echo;
  dispatch(kSecond | PSA_DOORBELL, on<kFirst>(echo), on_interrupt<kTimer>([] { FAIL(); }));
  EXPECT_TRUE(calls.empty());
}

TEST_F(ServiceTest, DisablingAnInterruptNests) {
  {
    const InterruptDisabled outer(kTimer);
    EXPECT_FALSE(enabled);
    { const InterruptDisabled inner(kTimer); }
    EXPECT_FALSE(enabled);
  }
  EXPECT_TRUE(enabled);
}

}  // namespace
}  // namespace redoubt::psa::service
