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
// Refused for kMalformedSignature.
Outcome decode_signature(Bytes der, RawSignature& signature);

// Each step is one demand and answers with the reason it is not met; verify() is what callers use.
Outcome check_slot(const Image& image, const Demand& demand);
Outcome check_key(const Image& image, const Demand& demand, const Digest& signer_id);
Outcome check_counter(const Image& image, const Demand& demand);

// Whether a parsed image may run in the slot that `demand` describes.
//   facts: out; defined if accepted or refused for kAltered or any later reason in this list
// Refused for, tried in this order: kHeaderSizeLies, kWrongSlot, kAltered, kWrongKey, kTestKey,
// kMalformedSignature, kBadSignature, kOlderCounter.
template <Primitives P>
Outcome verify(const Image& image, const Demand& demand, P& primitives, Facts& facts) {
  facts.hash = primitives.sha256(image.covered);
  facts.signer_id = primitives.sha256(image.public_key);

  const Outcome slot = check_slot(image, demand);
  if (!slot.is_accepted()) return slot;
  const hardened::Verdict unaltered = hardened::equal(facts.hash, image.hash);
  if (!unaltered.is_accepted()) return Outcome::refused(Reason::kAltered);
  const Outcome key = check_key(image, demand, facts.signer_id);
  if (!key.is_accepted()) return key;
  RawSignature signature;
  const Outcome encoding = decode_signature(image.signature, signature);
  if (!encoding.is_accepted()) return encoding;
  const hardened::Verdict signed_by_key =
      primitives.verify_p256(image.public_key.last(64), facts.hash, signature);
  if (!signed_by_key.is_accepted()) return Outcome::refused(Reason::kBadSignature);
  const Outcome counter = check_counter(image, demand);
  if (!counter.is_accepted()) return counter;

  // The branches above only find the reason. The decision is this one, from all verdicts at once: a branch
  // that a glitch sent the wrong way changes nothing.
  return {slot.verdict.both(unaltered)
              .both(key.verdict)
              .both(encoding.verdict)
              .both(signed_by_key)
              .both(counter.verdict),
          Reason::kNone};
}

}  // namespace redoubt::image
