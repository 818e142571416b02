// SPDX-License-Identifier: BSD-3-Clause
// The server's half: a table of operations, and the decoding of a message into a typed call of the right
// handler.
//
//     psa_status_t set(ClientId client, const SetRequest& request, protocol::Input data);
//     using Operations = protocol::Dispatcher<protocol::On<Set, set>, …>;
//     extern "C" psa_status_t its_sfn(const psa_msg_t* msg) { return Operations::dispatch(*msg); }
//
// A handler takes the client, the request (if the operation has one), the data inputs and the data outputs,
// and returns psa_status_t or Status; where the operation has a reply, Result<Reply>.
#pragma once

#include <psa/service.h>
#include <redoubt/service.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/protocol/protocol.hpp"

namespace redoubt::protocol {

// The data vectors that the client sends, and those that go to it.
using psa::service::Input;
using psa::service::Output;

namespace detail {

using Thunk = psa_status_t (*)(const psa_msg_t& msg, const void* request);

// All that decoding must know of an operation; 8 bytes on the target. A null thunk: the operation is not
// offered.
struct Row {
  Thunk thunk = nullptr;
  std::uint8_t request_size = 0;
  std::uint8_t reply_size = 0;
  std::uint8_t in_vectors = 0;
  std::uint8_t out_vectors = 0;
};

// The largest request, which is copied to the stack.
inline constexpr std::size_t kRequestMax = 64;

// Calls the handler with typed arguments. The request was copied to memory of the partition's own and has the
// right size.
template <class Op, auto kHandler, std::size_t... kIn, std::size_t... kOut>
psa_status_t invoke(const psa_msg_t& msg, const void* request, std::index_sequence<kIn...>,
                    std::index_sequence<kOut...>) {
  const ClientId client{msg.client_id};
  const auto handler = [&](auto&&... leading) {
    return kHandler(leading..., Input(msg, kIn + (Op::kHasRequest ? 1 : 0))...,
                    Output(msg, kOut + (Op::kHasReply ? 1 : 0))...);
  };
  const auto result = [&] {
    if constexpr (Op::kHasRequest) {
      return handler(client, *static_cast<const typename Op::Request*>(request));
    } else {
      return handler(client);
    }
  }();
  if constexpr (Op::kHasReply) {
    if (result) psa_write(msg.handle, 0, &*result, sizeof *result);
  }
  if constexpr (std::is_same_v<decltype(result), const psa_status_t>) {
    return result;
  } else {
    return result.status();
  }
}

template <class Op, auto kHandler>
psa_status_t thunk(const psa_msg_t& msg, const void* request) {
  return invoke<Op, kHandler>(msg, request, std::make_index_sequence<Op::kInputs>(),
                              std::make_index_sequence<Op::kOutputs>());
}

template <class T>
inline constexpr std::size_t kWireSize = std::is_same_v<T, None> ? 0 : sizeof(T);

}  // namespace detail

// An operation and its handler.
template <class Operation, auto kHandler>
struct On {
  using Op = Operation;
  static constexpr bool kIsOffered = true;
  static constexpr detail::Row row() {
    return {&detail::thunk<Op, kHandler>, detail::kWireSize<typename Op::Request>,
            detail::kWireSize<typename Op::Reply>, Op::kInVectors, Op::kOutVectors};
  }
};

// The same, if a Kconfig symbol says so: otherwise the handler costs nothing and callers get
// PSA_ERROR_NOT_SUPPORTED.
template <class Operation>
struct NotOffered {
  using Op = Operation;
  static constexpr bool kIsOffered = false;
  static constexpr detail::Row row() { return {}; }
};
template <bool kOffered, class Operation, auto kHandler>
using OnIf = std::conditional_t<kOffered, On<Operation, kHandler>, NotOffered<Operation>>;

// Operations whose numbers follow one another: rows[i] is that of the number first + i.
struct Family {
  const detail::Row* rows;
  std::uint8_t count;
};

// Answers a message of the service: the handler's status, or
//   PSA_ERROR_NOT_SUPPORTED    no such operation (an old service met a newer client)
//   PSA_ERROR_PROGRAMMER_ERROR the vectors are not those of the operation; no handler has run
psa_status_t dispatch(const Family& only, const psa_msg_t& msg);
// Each family stands where its numbers say; null: not offered.
psa_status_t dispatch(std::span<const Family* const> families, const psa_msg_t& msg);

template <class... Entries>
class Dispatcher {
  static constexpr std::int32_t kFirst = std::min({Entries::Op::kType...}) / kFamilySize * kFamilySize;
  // Up to the last one that is offered: what is not asked for costs nothing.
  static constexpr std::size_t kCount =
      static_cast<std::size_t>(std::max({Entries::kIsOffered ? Entries::Op::kType : kFirst...}) - kFirst) + 1;
  static constexpr std::array<detail::Row, kCount> make_rows() {
    std::array<detail::Row, kCount> rows{};
    const auto set = [&rows](std::int32_t type, bool is_offered, const detail::Row& row) {
      if (is_offered) rows[static_cast<std::size_t>(type - kFirst)] = row;
    };
    (set(Entries::Op::kType, Entries::kIsOffered, Entries::row()), ...);
    return rows;
  }
  static constexpr bool distinct() {
    std::array<unsigned, kFamilySize> seen{};
    return (... && (seen[Entries::Op::kType - kFirst]++ == 0));
  }
  static_assert(std::max({Entries::Op::kType...}) < kFirst + kFamilySize, "a family has so many numbers");
  static_assert(distinct(), "two operations have the same type number");
  static_assert(std::max({detail::kWireSize<typename Entries::Op::Request>...}) <= detail::kRequestMax);
  static constexpr std::array<detail::Row, kCount> kRows = make_rows();

 public:
  static constexpr Family kFamily = {kRows.data(), kCount};
  static psa_status_t dispatch(const psa_msg_t& msg) { return protocol::dispatch(kFamily, msg); }
};

}  // namespace redoubt::protocol
