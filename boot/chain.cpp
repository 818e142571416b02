// SPDX-License-Identifier: BSD-3-Clause
#include "boot/chain.hpp"

namespace redoubt::boot {

namespace {

// psa/lifecycle.h (FF-M 1.1, section 4.1.5): the state is in bits 8 to 15, the rest is the implementation's.
constexpr std::uint32_t kLifecycleStateMask = 0xFF00;
constexpr std::uint32_t kAssemblyAndTest = 0x1000;
constexpr std::uint32_t kRotProvisioning = 0x2000;

const char* key_kind(const image::Digest& signer_id) {
  return image::is_no_test_key(signer_id).is_accepted() ? "development" : "published test";
}

void report(const Log& log, const Slot& slot, const image::Outcome& outcome, const image::Image& image,
            const image::Facts& facts) {
  Line line(log);
  line << slot.name;
  if (!outcome.is_accepted()) {
    line << " refused: " << image::text(outcome.reason());
    return;
  }
  line << " " << image.header.version << ", " << image.header.payload_size << " bytes, SHA-256 ";
  line.digest(facts.hash.data()) << ", signed by ";
  line.digest(facts.signer_id.data())
      << " (" << key_kind(facts.signer_id) << " key), counter " << image.security_counter << ": accepted";
}

void measure(const image::Image& image, const image::Facts& facts, handoff::Measurement& out) {
  std::memcpy(out.hash, facts.hash.data(), sizeof out.hash);
  std::memcpy(out.signer_id, facts.signer_id.data(), sizeof out.signer_id);
  out.version = image.header.version;
  out.security_counter = image.security_counter;
  out.size = image.header.payload_size;
}

hardened::Verdict load_one(const Identity& identity, std::uint32_t index, const Slot& slot,
                           std::uint32_t header_size, const Log& log, handoff::Handoff& handoff) {
  const image::Demand demand{slot.load_address, header_size, identity.key_hash[index],
                             identity.minimum_counter[index], in_development(identity.lifecycle)};
  image::Image image;
  image::Facts facts;
  const image::Outcome outcome = load_image(slot, demand, image, facts);
  report(log, slot, outcome, image, facts);
  if (outcome.is_accepted()) measure(image, facts, handoff.image[index]);
  return outcome.verdict;
}

}  // namespace

hardened::Verdict in_development(std::uint32_t lifecycle) {
  const std::uint32_t state = lifecycle & kLifecycleStateMask;
  if (state == kAssemblyAndTest) return hardened::Verdict::from_difference(state ^ kAssemblyAndTest);
  return hardened::Verdict::from_difference(state ^ kRotProvisioning);
}

hardened::Verdict load_chain(const Identity& identity, const Slot (&slots)[handoff::kImageCount],
                             std::uint32_t header_size, const Log& log, handoff::Handoff& handoff) {
  handoff = {};
  auto verdict = hardened::Verdict::accepted();
  for (std::uint32_t index = 0; index < handoff::kImageCount; ++index)
    verdict = verdict.both(load_one(identity, index, slots[index], header_size, log, handoff));
  if (!verdict.is_accepted()) {
    for (const Slot& slot : slots) wipe(slot.execution);
    wipe(&handoff, sizeof handoff);
    return verdict;
  }
  handoff.magic = handoff::kMagic;
  handoff.version = handoff::kVersion;
  handoff.size = sizeof handoff;
  handoff.lifecycle = identity.lifecycle;
  handoff.nspe_entry = slots[handoff::kNspe].load_address + header_size;
  handoff.crc = handoff::checksum(handoff);
  return verdict;
}

}  // namespace redoubt::boot
