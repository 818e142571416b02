// SPDX-License-Identifier: BSD-3-Clause
// Where there are no registers to pass vectors in (the host): what client/psa_call.cpp calls and
// spm/gate/host.cpp is. The same protocol as on Armv8-M, see client/psa_call.S.
#pragma once

#include <psa/error.h>

#include <cstddef>
#include <cstdint>

namespace redoubt::client {

inline constexpr std::int32_t kTypeConnect = -1;
inline constexpr std::int32_t kTypeClose = -2;

struct Vector {
  std::uintptr_t base;
  std::size_t size;  // back comes how much of an output was not written
};

// Input i is vector i, output j is vector 3 - j.
struct Vectors {
  Vector vector[4];
};

psa_status_t transport_call(std::uint32_t handle, std::int32_t type, std::uint32_t counts, Vectors& vectors);
std::uint32_t transport_version(std::uint32_t sid);
std::uint32_t transport_framework_version();

}  // namespace redoubt::client
