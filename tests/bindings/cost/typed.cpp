// SPDX-License-Identifier: BSD-3-Clause
// The service of by_hand.c in C++, for its size.
#include <redoubt/service.hpp>

namespace {

namespace service = redoubt::psa::service;
using redoubt::psa::Status;

constexpr psa_signal_t kEchoSignal = 0x10;
constexpr psa_signal_t kTimerSignal = 0x20;

struct State {
  std::uint32_t used;
  std::uint32_t sum;
};

struct Counter {
  State states[4];

  Status connect(const service::Message& message) {
    for (State& state : states) {
      if (state.used != 0) continue;
      state = {1, 0};
      message.bind(&state);
      return Status::kSuccess;
    }
    return Status::kConnectionBusy;
  }

  static Status request(const service::Message& message) {
    std::uint32_t amount;
    const Status status = message.read(0, amount);
    if (status != Status::kSuccess) return status;
    auto* const state = message.state<State>();
    state->sum += amount;
    return message.write(0, state->sum);
  }

  static void disconnect(const service::Message& message) { message.state<State>()->used = 0; }
};

struct Echo {
  static psa_status_t request(const service::Message& message) {
    std::uint8_t piece[16];
    service::Input in = message.input(0);
    service::Output out = message.output(0);
    if (in.size() > out.capacity()) return PSA_ERROR_BUFFER_TOO_SMALL;
    while (in.size() != 0) out.write({piece, in.read(piece)});
    return PSA_SUCCESS;
  }
};

constinit Counter counter{};
constexpr Echo kEcho;
volatile std::uint32_t ticks;

}  // namespace

extern "C" psa_status_t counter_sfn(const psa_msg_t* msg) { return service::serve(counter, *msg); }

extern "C" void echo_main() {
  service::run(service::on_interrupt<kTimerSignal>([] { ticks = ticks + 1; }),
               service::on<kEchoSignal>(kEcho));
}
