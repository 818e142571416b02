// SPDX-License-Identifier: BSD-3-Clause
// Finite-field Diffie-Hellman in the groups of RFC 7919, by Mbed TLS's big numbers, which are on the heap for
// the time of a call.
#pragma once

#include <array>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsFfdh {
 public:
  static constexpr auto kGroups = [] {
    constexpr std::uint16_t kBits[] = {2048, 3072, 4096, 6144, 8192};
    constexpr bool kIsChosen[] = {config::kCryptoFfdhe2048, config::kCryptoFfdhe3072,
                                  config::kCryptoFfdhe4096, config::kCryptoFfdhe6144,
                                  config::kCryptoFfdhe8192};
    constexpr std::size_t kCount = kIsChosen[0] + kIsChosen[1] + kIsChosen[2] + kIsChosen[3] + kIsChosen[4];
    std::array<Group, kCount> groups{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::size(kBits); ++i) {
      if (kIsChosen[i]) groups[count++] = {PSA_KEY_TYPE_DH_PUBLIC_KEY(PSA_DH_FAMILY_RFC7919), kBits[i]};
    }
    return groups;
  }();
  static Status check_private(Group group, MutableBytes key);
  static Status check_public(Group group, Bytes key);
  static Status public_key(Group group, Bytes private_key, MutableBytes key);
  static Status agree(Group group, Bytes private_key, Bytes peer, MutableBytes secret);
};

}  // namespace redoubt::crypto
