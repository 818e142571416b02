// SPDX-License-Identifier: BSD-3-Clause
// A RoT service in C++: thin names for the functions of psa/service.h, whose documentation holds. Typed reads
// and writes, a connection's state with its type, and the two ways in: an SFN partition is
//
//     struct Counter {
//       psa_status_t connect(Message& message);     // may be left out: every connection is accepted
//       psa_status_t request(Message& message);
//       void disconnect(Message& message);          // may be left out: nothing is to be done
//     };
//     constinit Counter counter;
//     extern "C" psa_status_t counter_sfn(const psa_msg_t* msg) { return service::serve(counter, *msg); }
//
// and an IPC partition
//
//     extern "C" void counter_main(void) {
//       service::run(service::on<COUNTER_SIGNAL>(counter),
//                    service::on_interrupt<TIMER_SIGNAL>([] { … }));
//     }
//
// C++20, header-only: no exceptions, RTTI, heap or static constructors, and no instruction more than the same
// in C (tests/bindings/service_cost.py compares).
#pragma once

#include <psa/service.h>
#include <redoubt/result.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

namespace redoubt::psa::service {

// What can travel as its bytes: no padding, in which memory could leak, and no pointers. A client's bytes may
// be any: a bool or an enum could get a value that its type does not have, so receive integers.
template <class T>
concept Plain =
    std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> && !std::is_pointer_v<T>;

// A vector that the client sends. Every byte is fetched from the client's memory once, when it is read.
class Input {
 public:
  Input(const psa_msg_t& msg, std::uint32_t index)
      : handle_(msg.handle), index_(index), left_(msg.in_size[index]) {}
  // Bytes that are left to read.
  std::size_t size() const { return left_; }
  // Reads the next bytes, as many as `into` has room for; returns how many there were.
  std::size_t read(std::span<std::uint8_t> into) {
    const std::size_t count = psa_read(handle_, index_, into.data(), into.size());
    left_ -= count;
    return count;
  }
  std::size_t skip(std::size_t count) {
    const std::size_t skipped = psa_skip(handle_, index_, count);
    left_ -= skipped;
    return skipped;
  }

 private:
  psa_handle_t handle_;
  std::uint32_t index_;
  std::size_t left_;
};

// A vector that goes to the client. Nothing that was written can be taken back or read again.
class Output {
 public:
  Output(const psa_msg_t& msg, std::uint32_t index)
      : handle_(msg.handle), index_(index), left_(msg.out_size[index]) {}
  // Room that is left.
  std::size_t capacity() const { return left_; }
  // At most capacity() bytes: more would stop the partition.
  void write(std::span<const std::uint8_t> data) {
    psa_write(handle_, index_, data.data(), data.size());
    left_ -= data.size();
  }

 private:
  psa_handle_t handle_;
  std::uint32_t index_;
  std::size_t left_;
};

// A message that is being served. It refers to the psa_msg_t and does not answer it: the value that the
// handler returns does.
class Message {
 public:
  explicit Message(const psa_msg_t& msg) : msg_(msg) {}

  std::int32_t type() const { return msg_.type; }
  std::int32_t client_id() const { return msg_.client_id; }
  bool is_from_nonsecure() const { return msg_.client_id < 0; }
  std::size_t in_size(std::uint32_t index) const { return msg_.in_size[index]; }
  std::size_t out_size(std::uint32_t index) const { return msg_.out_size[index]; }
  const psa_msg_t& raw() const { return msg_; }

  // A whole vector. kProgrammerError, and nothing was read: the client's vector has another size.
  template <Plain T>
  [[nodiscard]] Status read(std::uint32_t index, T& value) const {
    if (msg_.in_size[index] != sizeof value) return Status::kProgrammerError;
    const std::size_t count = psa_read(msg_.handle, index, &value, sizeof value);
    return count == sizeof value ? Status::kSuccess : Status::kProgrammerError;
  }
  // A vector's beginning. kBufferTooSmall, and nothing was written: there is no room for it.
  template <Plain T>
  [[nodiscard]] Status write(std::uint32_t index, const T& value) const {
    if (msg_.out_size[index] < sizeof value) return Status::kBufferTooSmall;
    psa_write(msg_.handle, index, &value, sizeof value);
    return Status::kSuccess;
  }
  // A vector in pieces.
  Input input(std::uint32_t index) const { return {msg_, index}; }
  Output output(std::uint32_t index) const { return {msg_, index}; }

  // The connection's state: what bind() was given in connect(), nullptr before. The same T in both.
  template <class T>
  T* state() const {
    return static_cast<T*>(msg_.rhandle);
  }
  template <class T>
  void bind(T* state) const {
    psa_set_rhandle(msg_.handle, state);
  }

  // The client's memory in place, for a service with mm_iovec (PSA_FRAMEWORK_HAS_MM_IOVEC): not empty, once
  // for each vector, and not one that is read or written otherwise. It may change at any time.
  std::span<const std::uint8_t> map_input(std::uint32_t index) const {
    return {static_cast<const std::uint8_t*>(psa_map_invec(msg_.handle, index)), msg_.in_size[index]};
  }
  void unmap_input(std::uint32_t index) const { psa_unmap_invec(msg_.handle, index); }
  std::span<std::uint8_t> map_output(std::uint32_t index) const {
    return {static_cast<std::uint8_t*>(psa_map_outvec(msg_.handle, index)), msg_.out_size[index]};
  }
  // `length` bytes were written; without it the client gets none.
  void unmap_output(std::uint32_t index, std::size_t length) const {
    psa_unmap_outvec(msg_.handle, index, length);
  }

 private:
  const psa_msg_t& msg_;
};

namespace detail {

// What a handler may return.
inline psa_status_t raw(psa_status_t status) { return status; }
inline psa_status_t raw(Status status) { return static_cast<psa_status_t>(status); }
inline psa_status_t raw(const Result<>& result) { return raw(result.status()); }

template <class Service>
concept Connects = requires(Service& service, Message& message) {
  service.connect(message);
};
template <class Service>
concept Disconnects = requires(Service& service, Message& message) {
  service.disconnect(message);
};

}  // namespace detail

// The SFN adapter: what NAME_sfn() returns. Handlers return psa_status_t, Status or Result<>.
template <class Service>
psa_status_t serve(Service& service, const psa_msg_t& msg) {
  Message message(msg);
  if constexpr (detail::Connects<Service>) {
    if (msg.type == PSA_IPC_CONNECT) return detail::raw(service.connect(message));
  }
  if constexpr (detail::Disconnects<Service>) {
    if (msg.type == PSA_IPC_DISCONNECT) {
      service.disconnect(message);
      return PSA_SUCCESS;
    }
  }
  if (msg.type < 0) return PSA_SUCCESS;
  return detail::raw(service.request(message));
}

// ---- the IPC model ----

// A signal and what is done when it is asserted. A service is referred to, a function object is copied.
template <psa_signal_t kOne, class Action>
struct On {
  static_assert(kOne != 0 && (kOne & (kOne - 1)) == 0, "one signal");
  static constexpr psa_signal_t kSignal = kOne;
  Action action;
};

// A service's signal: takes a message, has it served, answers it.
template <psa_signal_t kSignal, class Service>
auto on(Service& service) {
  const auto action = [&service] {
    psa_msg_t msg;
    if (psa_get(kSignal, &msg) == PSA_SUCCESS) psa_reply(msg.handle, serve(service, msg));
  };
  return On<kSignal, decltype(action)>{action};
}

// The same for a service that answers by psa_reply() itself, now or later: `take` gets the psa_msg_t.
template <psa_signal_t kSignal, class Take>
auto on_message(Take take) {
  const auto action = [take] {
    psa_msg_t msg;
    if (psa_get(kSignal, &msg) == PSA_SUCCESS) take(msg);
  };
  return On<kSignal, decltype(action)>{action};
}

// An interrupt handled in the second level (SLIH): it is taken again once `handle` has returned.
template <psa_signal_t kSignal, class Handle>
auto on_interrupt(Handle handle) {
  const auto action = [handle] {
    handle();
    psa_eoi(kSignal);
  };
  return On<kSignal, decltype(action)>{action};
}

// The signal of an interrupt handled in the first level (FLIH): ended first, so that one which comes while
// `handle` runs is not lost.
template <psa_signal_t kSignal, class Handle>
auto on_flih_signal(Handle handle) {
  const auto action = [handle] {
    psa_reset_signal(kSignal);
    handle();
  };
  return On<kSignal, decltype(action)>{action};
}

// psa_notify() of another partition: ended first, for the same reason.
template <class Handle>
auto on_doorbell(Handle handle) {
  const auto action = [handle] {
    psa_clear();
    handle();
  };
  return On<PSA_DOORBELL, decltype(action)>{action};
}

// Acts on the signals that are asserted, each once, in the order of the list.
template <class... Signals>
void dispatch(psa_signal_t asserted, const Signals&... signals) {
  const auto act = [asserted](const auto& signal) {
    if ((asserted & std::remove_cvref_t<decltype(signal)>::kSignal) != 0) signal.action();
  };
  (act(signals), ...);
}

// The thread of an IPC partition: waits for the signals of the list and acts on them, for ever. Handlers run
// one at a time, and what they share needs no lock.
template <class... Signals>
[[noreturn]] void run(const Signals&... signals) {
  constexpr psa_signal_t kMask = (... | Signals::kSignal);
  static_assert(std::popcount(kMask) == sizeof...(Signals), "a signal is in the list twice");
  for (;;) dispatch(psa_wait(kMask, PSA_BLOCK), signals...);
}

// An interrupt is disabled while this lives, for what its first-level handler shares with the thread.
class [[nodiscard]] InterruptDisabled {
 public:
  explicit InterruptDisabled(psa_signal_t signal) : signal_(signal), before_(psa_irq_disable(signal)) {}
  InterruptDisabled(const InterruptDisabled&) = delete;
  InterruptDisabled& operator=(const InterruptDisabled&) = delete;
  ~InterruptDisabled() {
    if (before_ != 0) psa_irq_enable(signal_);
  }

 private:
  psa_signal_t signal_;
  psa_irq_status_t before_;
};

}  // namespace redoubt::psa::service
