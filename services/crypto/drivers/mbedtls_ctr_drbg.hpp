// SPDX-License-Identifier: BSD-3-Clause
// CTR_DRBG with AES-256, by choice AES-128, and derivation function (SP 800-90A) by Mbed TLS, seeded by
// EntropySource (entropy.hpp).
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsCtrDrbg {
 public:
  Status seed();
  Status generate(MutableBytes out);
  // Forgets everything; the next use seeds again.
  void reset();

 private:
  Opaque<sizeof(void*) == 4 ? 320 : 352> context_{};
  bool is_seeded_ = false;
};
static_assert(RandomDriver<MbedtlsCtrDrbg>);

}  // namespace redoubt::crypto
