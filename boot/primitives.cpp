// SPDX-License-Identifier: BSD-3-Clause
#include "boot/primitives.hpp"

#include <mbedtls/platform_util.h>
#include <mbedtls/sha256.h>
#include <p256-m.h>

extern "C" void mbedtls_platform_zeroize(void* buffer, size_t size) { redoubt::wipe(buffer, size); }

namespace redoubt::boot {

image::Digest BootPrimitives::sha256(Bytes data) {
  image::Digest digest{};
  mbedtls_sha256_context context;
  mbedtls_sha256_init(&context);
  // None of these can fail without a hardware driver; if one did, the zeros would match no hash and no
  // signature. Nothing here is secret, so that the context needs no wiping.
  static_cast<void>(mbedtls_sha256_starts(&context, 0));
  static_cast<void>(mbedtls_sha256_update(&context, data.data(), data.size()));
  static_cast<void>(mbedtls_sha256_finish(&context, digest.data()));
  return digest;
}

hardened::Verdict BootPrimitives::verify_p256(Bytes point, const image::Digest& digest,
                                              const image::RawSignature& signature) {
  // Not what a call that a glitch skipped would leave behind: the register of the answer then holds an
  // address.
  const int status = p256_ecdsa_verify(signature.data(), point.data(), digest.data(), digest.size());
  return hardened::Verdict::from_difference(static_cast<std::uint32_t>(status) ^ P256_SUCCESS);
}

}  // namespace redoubt::boot
