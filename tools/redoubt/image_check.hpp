// SPDX-License-Identifier: BSD-3-Clause
// The bootloader's decision about an image, taken on the host.
#pragma once

#include "lib/image/verify.hpp"
#include "tools/redoubt/crypto_host.hpp"

namespace redoubt::tool {

// The host's cryptography as lib/image wants it.
struct HostPrimitives {
  image::Digest sha256(Bytes data) { return tool::sha256(data); }
  hardened::Verdict verify_p256(Bytes point, const image::Digest& digest,
                                const image::RawSignature& signature);
};

struct CheckedImage {
  image::Outcome outcome;
  image::Image image;
  image::Facts facts;
};

// Parses and verifies a whole file. `image` and `facts` are defined if it is accepted.
CheckedImage check_image(Bytes file, std::uint32_t capacity, const image::Demand& demand);

}  // namespace redoubt::tool
