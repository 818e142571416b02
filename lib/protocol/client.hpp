// SPDX-License-Identifier: BSD-3-Clause
// The client's half: call<Operation>() packs the arguments into vectors and makes one psa_call().
#pragma once

#include <psa/client.h>

#include <cstddef>
#include <type_traits>

#include "lib/protocol/protocol.hpp"

namespace redoubt::protocol {

// Data that goes to the service.
struct In {
  const void* data;
  std::size_t size;
};

// Data that comes back. `length`, unless null, gets the number of bytes written if the call succeeds.
struct Out {
  void* data;
  std::size_t capacity;
  std::size_t* length = nullptr;
};

namespace detail {

struct Next {
  unsigned in;
  unsigned out;
};

template <class Op>
struct Vectors {
  // One more than may be needed where none is: an array has at least one element.
  psa_invec in[Op::kInVectors + (Op::kInVectors == 0)];
  psa_outvec out[Op::kOutVectors + (Op::kOutVectors == 0)];

  // `next` are the indices of the next data input and output.
  void add(const typename Op::Request& request, Next&) { in[0] = {&request, sizeof request}; }
  void add(typename Op::Reply& reply, Next&) { out[0] = {&reply, sizeof reply}; }
  void add(const In& input, Next& next) { in[next.in++] = {input.data, input.size}; }
  void add(const Out& output, Next& next) { out[next.out++] = {output.data, output.capacity}; }

  template <class T>
  void take_length(const T& argument, unsigned& index) const {
    if constexpr (std::is_same_v<T, Out>) {
      if (argument.length != nullptr) *argument.length = out[index].len;
      ++index;
    }
  }
};

template <class T, class... Args>
inline constexpr unsigned kCount = (0u + ... + (std::is_same_v<std::remove_cvref_t<Args>, T> ? 1u : 0u));

}  // namespace detail

// The arguments, in this order: the request, the reply (an lvalue), the data inputs, the data outputs; each
// where the operation has one. Reply and lengths are set only if the service answered PSA_SUCCESS.
template <class Op, class... Args>
[[gnu::always_inline]] inline psa_status_t call(psa_handle_t handle, Args&&... args) {
  static_assert(detail::kCount<In, Args...> == Op::kInputs, "data inputs as declared");
  static_assert(detail::kCount<Out, Args...> == Op::kOutputs, "data outputs as declared");
  static_assert(detail::kCount<typename Op::Request, Args...> == (Op::kHasRequest ? 1 : 0),
                "the request as declared");
  static_assert(detail::kCount<typename Op::Reply, Args...> == (Op::kHasReply ? 1 : 0),
                "the reply as declared");
  static_assert(sizeof...(Args) == Op::kInVectors + Op::kOutVectors);
  detail::Vectors<Op> vectors;
  [[maybe_unused]] detail::Next next{Op::kHasRequest ? 1 : 0, Op::kHasReply ? 1 : 0};
  (vectors.add(args, next), ...);
  const psa_status_t status =
      psa_call(handle, Op::kType, Op::kInVectors != 0 ? vectors.in : nullptr, Op::kInVectors,
               Op::kOutVectors != 0 ? vectors.out : nullptr, Op::kOutVectors);
  if (status == PSA_SUCCESS) {
    [[maybe_unused]] unsigned index = Op::kHasReply ? 1 : 0;
    (vectors.take_length(args, index), ...);
  }
  return status;
}

}  // namespace redoubt::protocol
