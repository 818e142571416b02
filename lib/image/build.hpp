// SPDX-License-Identifier: BSD-3-Clause
// Makes signed images. Host only: target redoubt_image_build.
#pragma once

#include <functional>
#include <stdexcept>
#include <vector>

#include "lib/image/verify.hpp"

namespace redoubt::image {

struct BuildRequest {
  Bytes payload;  // linked to run at load_address + header_size
  Version version;
  std::uint32_t security_counter;
  std::uint32_t load_address;
  std::uint16_t header_size;             // bytes; at least 32, a multiple of 4
  std::uint32_t capacity;                // bytes of the slot
  std::vector<std::uint8_t> public_key;  // DER SubjectPublicKeyInfo of P-256
};

using Sha256Function = std::function<Digest(Bytes data)>;
// Answers the DER ECDSA-P256 signature over the digest; throws if it cannot.
using SignFunction = std::function<std::vector<std::uint8_t>(const Digest& digest)>;

// The image's bytes, as parse() and verify() accept them: header, payload, protected TLVs (security counter),
// TLVs (SHA-256, key hash, public key, signature). The same request and signature give the same bytes. Throws
// std::invalid_argument, with a sentence, for a request that no slot could accept, and what `sign` throws.
std::vector<std::uint8_t> build(const BuildRequest& request, const Sha256Function& sha256,
                                const SignFunction& sign);

}  // namespace redoubt::image
