// SPDX-License-Identifier: BSD-3-Clause
// Names, keys and sizes of RFC 9783's claims: what the maker and the verifier of a token have in common.
#pragma once

#include <cstdint>
#include <string_view>

namespace redoubt::token {

// CWT claim keys, in the order in which we encode them (RFC 8949, section 4.2.1).
enum class Claim : std::int16_t {
  kNonce = 10,
  kInstanceId = 256,
  kProfile = 265,
  kBootSeed = 268,
  kClientId = 2394,
  kLifecycle = 2395,
  kImplementationId = 2396,
  kCertificationReference = 2398,
  kSoftwareComponents = 2399,
  kVerificationService = 2400,
};
std::string_view name(Claim claim);

// Keys inside a software component (RFC 9783, section 4.4.1).
enum class ComponentKey : std::int8_t {
  kType = 1,
  kMeasurement = 2,
  kVersion = 4,
  kSignerId = 5,
  kDescription = 6,
};

inline constexpr char kProfileTfm[] = "tag:psacertified.org,2023:psa#tfm";
inline constexpr std::size_t kInstanceIdSize = 33;
inline constexpr std::uint8_t kInstanceIdTypeRandom =
    0x01;  // first byte of an instance id (EAT's UEID type RAND)
inline constexpr std::size_t kImplementationIdSize = 32;
inline constexpr std::size_t kBootSeedMinSize = 8;
inline constexpr std::size_t kBootSeedMaxSize = 32;

// Of nonces, measurements and signer ids alike.
constexpr bool is_hash_size(std::size_t size) { return size == 32 || size == 48 || size == 64; }

}  // namespace redoubt::token
