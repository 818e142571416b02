// SPDX-License-Identifier: BSD-3-Clause
// Arbitrary bytes as an image, judged with primitives that accept every signature and state the hash that the
// image wants: the fuzzer gets as deep as an attacker with the key.
#include <cstdlib>

#include "lib/image/verify.hpp"

namespace {

using namespace redoubt;

struct Gullible {
  const image::Image& subject;
  image::Digest sha256(Bytes data) const {
    image::Digest digest{};
    const bool is_image = data.data() == subject.covered.data();
    if (is_image) std::copy(subject.hash.begin(), subject.hash.end(), digest.begin());
    return digest;
  }
  static hardened::Verdict verify_p256(Bytes point, const image::Digest&, const image::RawSignature&) {
    if (point.size() != 64) std::abort();
    return hardened::Verdict::accepted();
  }
};

void require(bool condition) {
  if (!condition) std::abort();
}

bool lies_in(Bytes inner, Bytes outer) {
  return inner.empty() ||
         (inner.data() >= outer.data() && inner.data() + inner.size() <= outer.data() + outer.size());
}

void check_views(const image::Image& image, Bytes bytes) {
  for (const Bytes view : {image.whole, image.covered, image.payload, image.hash, image.key_hash,
                           image.public_key, image.signature, image.counter})
    require(lies_in(view, bytes));
  require(image.hash.size() == image::kHashSize && image.public_key.size() == image::kPublicKeySize);
  require(image.counter.size() == 4 && lies_in(image.counter, image.covered));
  require(!lies_in(image.signature, image.covered));
}

// The bootloader's way of copying must end with just the image, and never ask for more than the slot has.
std::uint32_t copied_size(Bytes bytes) {
  const auto capacity = static_cast<std::uint32_t>(bytes.size());
  std::uint32_t have = 0;
  for (int rounds = 0;; ++rounds) {
    require(rounds <= 3);
    std::uint32_t needed = 0;
    if (!image::extent(bytes.first(have), capacity, needed).is_accepted()) return 0;
    require(needed <= capacity);
    if (needed <= have) return have;
    have = needed;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  const Bytes bytes{data, size};
  image::Image image;
  const std::uint32_t copied = copied_size(bytes);
  const auto parsed = image::parse(bytes, static_cast<std::uint32_t>(size), image);
  require(image::text(parsed.reason())[0] != 0);
  if (!parsed.is_accepted()) return 0;
  require(copied == image.whole.size());
  check_views(image, bytes);
  Gullible primitives{image};
  const image::Demand demand{
      image.header.load_address, image.header.header_size, {}, 0, hardened::Verdict::accepted()};
  image::Facts facts;
  const auto verified = image::verify(image, demand, primitives, facts);
  require(verified.is_accepted() == (verified.reason() == image::Reason::kNone));
  return 0;
}
