// SPDX-License-Identifier: BSD-3-Clause
// The one declaration from which both ends of a service's protocol derive. A service's protocol.hpp says,
// once for each operation,
//
//     struct SetRequest { std::uint64_t uid; std::uint32_t flags; std::uint32_t reserved; };
//     static_assert(offsetof(SetRequest, flags) == 8 && sizeof(SetRequest) == 16);
//     using Set = protocol::Operation<1, SetRequest, 1>;  // type 1, one data input
//
// and the client calls protocol::call<Set>(…) (client.hpp), the server lists protocol::On<Set, handler>
// (server.hpp).
//
// On the wire an operation is one psa_call(): its type number, the request struct as input vector 0 (left out
// when there is none), the data inputs after it, the reply struct as output vector 0 (left out likewise), the
// data outputs after it. Numbers are little endian. Type numbers are never reused, structs never change: what
// must change gets a new number.
#pragma once

#include <psa/client.h>

#include <cstdint>
#include <type_traits>

namespace redoubt {

// Who called: negative for the NSPE, positive for a secure partition. The SPM says it, never the caller.
enum class ClientId : std::int32_t {};

namespace protocol {

// A service with many operations has them in tables of so many numbers, its families (server.hpp).
inline constexpr std::int32_t kFamilySize = 32;

// Stands for a request or a reply that an operation does not have.
struct None {};

// Fixed layout: no padding, in which a client's memory could leak or two encodings of one request could
// differ. Members are integers and arrays of them: a bool or enum from outside could hold a value that its
// type does not have.
template <class T>
concept WireStruct = std::is_same_v<T, None> ||
    (std::is_trivially_copyable_v<T>&& std::is_standard_layout_v<T>&&
         std::has_unique_object_representations_v<T> &&
     alignof(T) <= 8 && sizeof(T) <= 255);

template <std::int32_t kTypeNumber, WireStruct RequestT = None, unsigned kDataInputs = 0,
          unsigned kDataOutputs = 0, WireStruct ReplyT = None>
struct Operation {
  using Request = RequestT;
  using Reply = ReplyT;
  static constexpr std::int32_t kType = kTypeNumber;
  static constexpr bool kHasRequest = !std::is_same_v<Request, None>;
  static constexpr bool kHasReply = !std::is_same_v<Reply, None>;
  static constexpr unsigned kInputs = kDataInputs;
  static constexpr unsigned kOutputs = kDataOutputs;
  static constexpr unsigned kInVectors = kDataInputs + (kHasRequest ? 1 : 0);
  static constexpr unsigned kOutVectors = kDataOutputs + (kHasReply ? 1 : 0);
  static_assert(kTypeNumber >= 0 && kTypeNumber < 1024, "the server's table is indexed by the number");
  static_assert(kInVectors + kOutVectors <= PSA_MAX_IOVEC);
};

}  // namespace protocol
}  // namespace redoubt
