// SPDX-License-Identifier: BSD-3-Clause
// Request types of the null services, shared with the tests that call them.
#pragma once

#include <cstdint>

namespace redoubt::null {

// NULL (stateless): input i comes back in output i, as far as it fits in 64 bytes.
inline constexpr std::int32_t kEcho = 0;
// The same with as much as kBulkSize bytes of a vector in one psa_read() and one psa_write().
inline constexpr std::int32_t kBulk = 1;
inline constexpr std::uint32_t kBulkSize = 1024;

// NULL_CONNECTION: each connection has a count of its own.
enum ConnectionRequest : std::int32_t {
  kAdd = 1,        // in: std::uint32_t to add; out: the sum
  kGet = 2,        // out: the sum
  kMalformed = 3,  // answered with PSA_ERROR_PROGRAMMER_ERROR: the connection ends
  kClientId = 4,   // out: std::int32_t, who calls
};

inline constexpr std::uint32_t kMaxConnections =
    3;  // the next one is refused with PSA_ERROR_CONNECTION_REFUSED

}  // namespace redoubt::null
