// SPDX-License-Identifier: BSD-3-Clause
// Images for tests, and a signature scheme that is not one: whoever "signs" writes the digest's bytes as r
// and s.
#pragma once

#include <ostream>
#include <vector>

#include "lib/image/build.hpp"

namespace redoubt::image {

void PrintTo(Reason reason, std::ostream* out);  // NOLINT: GoogleTest's name

namespace test {

inline constexpr std::uint32_t kLoadAddress = 0x10010000;
inline constexpr std::uint16_t kHeaderSize = 0x40;
inline constexpr std::uint32_t kCapacity = 0x1000;
inline constexpr std::size_t kUnprotectedTlvs = 4 + 36 + 36 + 95 + 76;  // with a signature of 72 bytes

// FNV-1a in 32 lanes: not a hash that resists anybody, but one that every bit changes.
struct ToyPrimitives {
  static Digest sha256(Bytes data);
  // Good if both halves of the signature are the digest with its top bit set, mixed with the point's first
  // byte.
  static hardened::Verdict verify_p256(Bytes point, const Digest& digest, const RawSignature& signature);
  static std::vector<std::uint8_t> sign(Bytes point, const Digest& digest);
};
static_assert(Primitives<ToyPrimitives>);

std::vector<std::uint8_t> public_key(std::uint8_t first_byte_of_point);
BuildRequest request(const std::vector<std::uint8_t>& payload);
std::vector<std::uint8_t> build_toy(const BuildRequest& request);
Demand demand_for(const BuildRequest& request);

}  // namespace test
}  // namespace redoubt::image
