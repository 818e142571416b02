// SPDX-License-Identifier: BSD-3-Clause
// The bootloader's cryptography: Mbed TLS's SHA-256 and p256-m, called directly.
#pragma once

#include "lib/image/verify.hpp"

namespace redoubt::boot {

struct BootPrimitives {
  static image::Digest sha256(Bytes data);
  static hardened::Verdict verify_p256(Bytes point, const image::Digest& digest,
                                       const image::RawSignature& signature);
};
static_assert(image::Primitives<BootPrimitives>);

}  // namespace redoubt::boot
