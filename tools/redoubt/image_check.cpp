// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/image_check.hpp"

#include <algorithm>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

hardened::Verdict HostPrimitives::verify_p256(Bytes point, const image::Digest& digest,
                                              const image::RawSignature& signature) {
  std::array<std::uint8_t, PublicKey::kPointSize> encoded{0x04};
  std::copy(point.begin(), point.end(), encoded.begin() + 1);
  try {
    const bool good = PublicKey(encoded).verify_raw(digest, signature);
    return good ? hardened::Verdict::accepted() : hardened::Verdict::refused();
  } catch (const Error&) {
    return hardened::Verdict::refused();  // not a point of the curve
  }
}

CheckedImage check_image(Bytes file, std::uint32_t capacity, const image::Demand& demand) {
  CheckedImage checked{};
  checked.outcome = image::parse_file(file, capacity, checked.image);
  if (!checked.outcome.is_accepted()) return checked;
  HostPrimitives primitives;
  checked.outcome = image::verify(checked.image, demand, primitives, checked.facts);
  return checked;
}

}  // namespace redoubt::tool
