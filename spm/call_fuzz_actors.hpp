// SPDX-License-Identifier: BSD-3-Clause
// Clients and partitions that do what the fuzzer's bytes say, and compare all that comes back with the model.
// All of them read the same bytes, in the order in which they run.
#pragma once

#include <psa/client.h>

#include <array>

#include "spm/call_fuzz_model.hpp"

namespace redoubt::spm::test {

// The fuzzer's bytes, zeros after their end: then everybody does as little as possible.
class Input {
 public:
  Input() = default;
  Input(const std::uint8_t* data, std::size_t size) : at_(data), left_(size) {}
  bool is_empty() const { return left_ == 0; }
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *at_++;
  }
  std::uint32_t word() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | byte();
    return value;
  }
  std::size_t below(std::size_t limit) { return byte() % limit; }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  const std::uint8_t* at_ = nullptr;
  std::size_t left_ = 0;
};

extern Input input;
extern model::Model expected;
// The end of a sequence: messages that are held are answered, connections are closed.
extern bool is_draining;
inline constexpr std::int32_t kCloseAll = 0x7F000001;  // a request's type: to close what it has connected to

// Who acts: the NSPE or a partition, on which thread.
struct Actor {
  std::int32_t id;
  std::size_t thread;
};
inline constexpr Actor kNspeActor = {model::kNspeId, model::kNspeThread};

// `actor` has come back from the SPM, and it is its turn.
void go_on(const Actor& actor);

// ---- clients ----

struct Arguments {
  static constexpr std::size_t kRoom = 40;
  std::array<std::array<std::uint8_t, kRoom>, 5> in, out;
  psa_invec invec[5];
  psa_outvec outvec[5];
  std::size_t ins = 0, outs = 0;
  bool are_right = true;
};

void fill(Arguments& arguments);       // all right
void spoil_one(Arguments& arguments);  // perhaps
void request(const Actor& actor, psa_handle_t handle, std::int32_t type, Arguments& arguments);
void request(const Actor& actor, psa_handle_t handle, std::int32_t type);
void connect(const Actor& actor, std::uint32_t sid, std::uint32_t version);
void close(const Actor& actor, psa_handle_t handle);
void close_all(const Actor& actor);
// A right call, connect request or end of a connection, if somebody can run while it waits.
void call_somebody(const Actor& actor);

void raise_interrupt(const Actor& actor);

// ---- partitions ----

psa_status_t serve_as_function(Place place, const psa_msg_t& message);
[[noreturn]] void serve_as_thread(Id id, psa_signal_t signals);

}  // namespace redoubt::spm::test
