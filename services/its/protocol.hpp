// SPDX-License-Identifier: BSD-3-Clause
// The operations of internal trusted storage, wire version 1.
#pragma once

#include <cstddef>

#include "lib/protocol/protocol.hpp"

namespace redoubt::its {

struct SetRequest {
  std::uint64_t uid;
  std::uint32_t flags;
  std::uint32_t reserved;  // 0
};
static_assert(offsetof(SetRequest, flags) == 8 && sizeof(SetRequest) == 16);

struct GetRequest {
  std::uint64_t uid;
  std::uint32_t offset;
  std::uint32_t reserved;  // 0
};
static_assert(offsetof(GetRequest, offset) == 8 && sizeof(GetRequest) == 16);

struct UidRequest {
  std::uint64_t uid;
};
static_assert(sizeof(UidRequest) == 8);

struct InfoReply {
  std::uint32_t size;
  std::uint32_t flags;
};
static_assert(offsetof(InfoReply, flags) == 4 && sizeof(InfoReply) == 8);

using Set = protocol::Operation<1, SetRequest, 1>;     // input: the data
using Get = protocol::Operation<2, GetRequest, 0, 1>;  // output: as much of the data as there is room for
using GetInfo = protocol::Operation<3, UidRequest, 0, 0, InfoReply>;
using Remove = protocol::Operation<4, UidRequest>;

}  // namespace redoubt::its
