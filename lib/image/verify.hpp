// SPDX-License-Identifier: BSD-3-Clause
// Decides whether a parsed image may run in a slot. The cryptographic primitives come from the caller, so
// that the bootloader, the host tool and the fuzzer take the same decisions with different libraries.
#pragma once

#include <array>
#include <concepts>

#include "lib/image/image.hpp"

namespace redoubt::image {

using Digest = std::array<std::uint8_t, kHashSize>;
using RawSignature = std::array<std::uint8_t, 64>;  // r and s, big endian

// sha256(data):              the digest of data.
// verify_p256(point, digest, signature): whether the ECDSA-P256 signature over the digest is by the key whose
// point this
//                            is (64 bytes, x and y, big endian). Refused too for a point that is not on the
//                            curve.
template <class T>
concept Primitives = requires(T primitives, Bytes data, const Digest& digest, const RawSignature& signature) {
  { primitives.sha256(data) } -> std::same_as<Digest>;
  { primitives.verify_p256(data, digest, signature) } -> std::same_as<hardened::Verdict>;
};

// What a slot of a device demands.
struct Demand {
  std::uint32_t load_address;
  std::uint32_t header_size;
  Digest key_hash;                      // provisioned: SHA-256 of the public key's DER
  std::uint32_t minimum_counter;        // the lowest security counter that is not a rollback
  hardened::Verdict test_keys_allowed;  // accepted on devices in development only
};

// What verification learned; digests are computed, not copied from the image.
struct Facts {
  Digest hash;       // of what is signed
  Digest signer_id;  // SHA-256 of the public key's DER
};

// Refused for the hashes of the tests' fixed keys, whose private halves are public (tests/keys).
hardened::Verdict is_no_test_key(const Digest& key_hash);

// Takes a DER ECDSA-P256 signature apart. Strict: one encoding per signature, so that no byte of it can vary.
// Accepted if it is one; `signature` is defined then.
hardened::Verdict decode_signature(Bytes der, RawSignature& signature);

// Collects what an image has to meet. Every demand counts in the end, so that a branch which a glitch sends
// the wrong way changes nothing; the reason is that of the first demand that was not met.
class Decision {
 public:
  void demand(hardened::Verdict met, Reason otherwise);
  [[nodiscard]] bool stands() const { return all_.is_accepted(); }
  [[nodiscard]] Outcome outcome() const;

 private:
  hardened::Verdict all_ = hardened::Verdict::accepted();
  Reason reason_ = Reason::kNone;
};

// All demands that need no public key cryptography; a part of verify().
//   signature: out, defined if the decision stands
Decision check_claims(const Image& image, const Demand& demand, const Facts& facts, RawSignature& signature);

// Whether a parsed image may run in the slot that `demand` describes.
//   facts: out, always defined
// Refused for, tried in this order: kHeaderSizeLies, kWrongSlot, kAltered, kWrongKey, kTestKey,
// kMalformedSignature, kBadSignature, kOlderCounter.
template <Primitives P>
Outcome verify(const Image& image, const Demand& demand, P& primitives, Facts& facts) {
  facts.hash = primitives.sha256(image.covered);
  facts.signer_id = primitives.sha256(image.public_key);
  RawSignature signature;
  Decision decision = check_claims(image, demand, facts, signature);
  if (!decision.stands()) return decision.outcome();
  decision.demand(primitives.verify_p256(image.public_key.last(64), facts.hash, signature),
                  Reason::kBadSignature);
  decision.demand(hardened::at_least(image.security_counter, demand.minimum_counter), Reason::kOlderCounter);
  return decision.outcome();
}

}  // namespace redoubt::image
