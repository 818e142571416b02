// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/verify.hpp"

namespace redoubt::image {

namespace {

// SHA-256 of the public keys of tests/keys/spe_test_key.pem and nspe_test_key.pem.
constexpr Digest kTestKeyHashes[] = {
    {0xC6, 0x43, 0xB7, 0x3A, 0x01, 0x1C, 0xCC, 0xB1, 0x56, 0x5B, 0xF3, 0xFA, 0xCF, 0xC2, 0xA4, 0xB4,
     0xE4, 0x7F, 0xB1, 0xF6, 0xBB, 0x28, 0xD3, 0x0A, 0x08, 0x7D, 0xAB, 0x08, 0x50, 0x95, 0xFF, 0x1C},
    {0x54, 0xE4, 0x01, 0x4F, 0xAC, 0x2A, 0x70, 0x61, 0x27, 0x19, 0xB9, 0x99, 0x30, 0x42, 0x75, 0xFD,
     0xB5, 0x05, 0xF7, 0x30, 0xEC, 0xA1, 0x10, 0xD7, 0x2A, 0x54, 0x9D, 0x7A, 0xA1, 0x4F, 0x85, 0x34},
};

}  // namespace

hardened::Verdict is_no_test_key(const Digest& key_hash) {
  auto verdict = hardened::Verdict::accepted();
  for (const Digest& known : kTestKeyHashes)
    verdict = verdict.both(hardened::equal(key_hash, known).opposite());
  return verdict;
}

hardened::Verdict decode_signature(Bytes der, RawSignature& signature) {
  constexpr std::uint8_t kSequence = 0x30;
  constexpr std::uint8_t kInteger = 0x02;
  constexpr std::size_t kHalf = sizeof signature / 2;
  if (der.size() < 2 || der[0] != kSequence || der[1] != der.size() - 2) return hardened::Verdict::refused();
  signature.fill(0);
  std::size_t at = 2;
  for (std::size_t end = kHalf; end <= sizeof signature; end += kHalf) {
    if (der.size() - at < 3 || der[at] != kInteger) return hardened::Verdict::refused();
    std::size_t size = der[at + 1];
    at += 2;
    if (size == 0 || size > der.size() - at || der[at] >= 0x80) return hardened::Verdict::refused();
    if (der[at] == 0) {  // only before a top bit that is set
      if (--size == 0 || der[++at] < 0x80) return hardened::Verdict::refused();
    }
    if (size > kHalf) return hardened::Verdict::refused();
    std::memcpy(&signature[end - size], &der[at], size);
    at += size;
  }
  return hardened::Verdict::from_difference(static_cast<std::uint32_t>(der.size() - at));
}

void Decision::demand(hardened::Verdict met, Reason otherwise) {
  all_ = all_.both(met);
  if (!all_.is_accepted() && reason_ == Reason::kNone) reason_ = otherwise;
}

Outcome Decision::outcome() const {
  return reason_ == Reason::kNone ? Outcome{all_} : Outcome::refused(reason_);
}

Decision check_claims(const Image& image, const Demand& demand, const Facts& facts, RawSignature& signature) {
  using hardened::Verdict;
  Decision decision;
  decision.demand(Verdict::from_difference(image.header.header_size ^ demand.header_size),
                  Reason::kHeaderSizeLies);
  decision.demand(Verdict::from_difference(image.header.load_address ^ demand.load_address),
                  Reason::kWrongSlot);
  decision.demand(hardened::equal(image.hash, facts.hash), Reason::kAltered);
  decision.demand(hardened::equal(facts.signer_id, demand.key_hash), Reason::kWrongKey);
  if (!image.key_hash.empty())
    decision.demand(hardened::equal(image.key_hash, facts.signer_id), Reason::kWrongKey);
  if (!demand.test_keys_allowed.is_accepted())
    decision.demand(is_no_test_key(facts.signer_id), Reason::kTestKey);
  decision.demand(decode_signature(image.signature, signature), Reason::kMalformedSignature);
  return decision;
}

}  // namespace redoubt::image
