// SPDX-License-Identifier: BSD-3-Clause
#include "boot/slot.hpp"

#include <algorithm>

#include "boot/primitives.hpp"

namespace redoubt::boot {

namespace {

using image::Outcome;
using image::Reason;

// Volatile, because the source can change: each byte is fetched exactly once. Bytes, because hashing them
// costs fifteen times as much as this anyway.
void copy(std::uint8_t* to, const volatile std::uint8_t* from, std::size_t size) {
  while (size-- != 0) *to++ = *from++;
}

// The image as far as its own sizes reach, each of them taken from the copy.
Outcome copy_image(const Slot& slot, std::uint32_t capacity, std::uint32_t& copied) {
  copied = 0;
  for (;;) {
    std::uint32_t needed = 0;
    const Outcome extent = image::extent(slot.execution.first(copied), capacity, needed);
    if (!extent.is_accepted() || needed <= copied) return extent;
    copy(&slot.execution[copied], &slot.stored[copied], needed - copied);
    copied = needed;
  }
}

// The processor's first jump must stay in what was verified, and be Thumb code.
hardened::Verdict entry_is_inside(const Slot& slot, const image::Image& image) {
  const std::uint32_t start = slot.load_address + image.header.header_size;
  const auto reset_vector = load<std::uint32_t>(image.payload.data() + 4);
  const bool inside = (reset_vector & 1u) != 0 && reset_vector - start < image.payload.size();
  return inside ? hardened::Verdict::accepted() : hardened::Verdict::refused();
}

Outcome copy_and_verify(const Slot& slot, const image::Demand& demand, image::Image& image,
                        image::Facts& facts) {
  const auto capacity = static_cast<std::uint32_t>(std::min(slot.stored.size(), slot.execution.size()));
  std::uint32_t copied = 0;
  const Outcome copy = copy_image(slot, capacity, copied);
  if (!copy.is_accepted()) return copy;
  const Outcome parsed = image::parse(slot.execution.first(copied), capacity, image);
  if (!parsed.is_accepted()) return parsed;
  BootPrimitives primitives;
  const Outcome verified = image::verify(image, demand, primitives, facts);
  image::Decision decision;
  decision.demand(parsed.verdict, parsed.reason());
  decision.demand(verified.verdict, verified.reason());
  decision.demand(entry_is_inside(slot, image), Reason::kBadEntry);
  return decision.outcome();
}

}  // namespace

Outcome load_image(const Slot& slot, const image::Demand& demand, image::Image& image, image::Facts& facts) {
  const Outcome outcome = copy_and_verify(slot, demand, image, facts);
  if (!outcome.is_accepted()) wipe(slot.execution);
  return outcome;
}

}  // namespace redoubt::boot
