// SPDX-License-Identifier: BSD-3-Clause
// A location of keys that are wrapped with AES-CCM under a key of their owner's, which is derived from the
// hardware unique key when it is needed.
#pragma once

#include <redoubt/crypto.h>

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class HukWrappedKeys {
 public:
  static constexpr psa_key_location_t kLocation = REDOUBT_KEY_LOCATION_WRAPPED;
  static constexpr std::size_t kNonceSize = 13;
  static constexpr std::size_t kTagSize = 16;
  static constexpr std::size_t kOverhead = kNonceSize + kTagSize;
  static Status close(ClientId owner, Bytes identity, MutableBytes blob);
  static Status open(ClientId owner, Bytes identity, MutableBytes blob);
};
static_assert(KeyLocationDriver<HukWrappedKeys>);

}  // namespace redoubt::crypto
