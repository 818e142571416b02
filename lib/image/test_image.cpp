// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/test_image.hpp"

namespace redoubt::image {

void PrintTo(Reason reason, std::ostream* out) { *out << text(reason); }  // NOLINT: GoogleTest's name

namespace test {

Digest ToyPrimitives::sha256(Bytes data) {
  Digest digest{};
  std::uint32_t state = 0x811C9DC5u;
  for (const std::uint8_t byte : data) state = (state ^ byte) * 0x01000193u;
  for (std::uint8_t& out : digest) {
    state = (state ^ 0x55u) * 0x01000193u;
    out = static_cast<std::uint8_t>(state >> 24);
  }
  return digest;
}

std::vector<std::uint8_t> ToyPrimitives::sign(Bytes point, const Digest& digest) {
  std::vector<std::uint8_t> der{0x30, 70};
  for (int half = 0; half < 2; ++half) {
    der.insert(der.end(), {0x02, 33, 0x00});
    der.insert(der.end(), digest.begin(), digest.end());
    std::uint8_t& top = der[der.size() - digest.size()];
    top = static_cast<std::uint8_t>((top ^ point[0]) | 0x80u);
  }
  return der;
}

hardened::Verdict ToyPrimitives::verify_p256(Bytes point, const Digest& digest,
                                             const RawSignature& signature) {
  RawSignature expected;
  if (!decode_signature(sign(point, digest), expected).is_accepted()) return hardened::Verdict::refused();
  return hardened::equal(expected, signature);
}

std::vector<std::uint8_t> public_key(std::uint8_t first_byte_of_point) {
  std::vector<std::uint8_t> der = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                   0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                   0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
  der.resize(kPublicKeySize, 0x11);
  der[27] = first_byte_of_point;
  return der;
}

BuildRequest request(const std::vector<std::uint8_t>& payload) {
  return {payload, {1, 2, 3, 4}, 7, kLoadAddress, kHeaderSize, kCapacity, public_key(0x22)};
}

std::vector<std::uint8_t> build_toy(const BuildRequest& request) {
  const Bytes point = Bytes{request.public_key}.last(64);
  return build(request, ToyPrimitives::sha256,
               [&](const Digest& digest) { return ToyPrimitives::sign(point, digest); });
}

Demand demand_for(const BuildRequest& request) {
  return {request.load_address, request.header_size, ToyPrimitives::sha256(request.public_key),
          request.security_counter, hardened::Verdict::refused()};
}

}  // namespace test
}  // namespace redoubt::image
