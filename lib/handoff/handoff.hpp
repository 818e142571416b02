// SPDX-License-Identifier: BSD-3-Clause
// What the bootloader tells the SPE, in a fixed place of secure RAM (redoubt_layout.hpp: kHandoff). Only
// grows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/base/crc32.hpp"

namespace redoubt::handoff {

inline constexpr std::uint32_t kMagic = 0x46444852;  // "RHDF"
inline constexpr std::uint16_t kVersion = 1;

struct ImageVersion {  // as MCUboot's header has it
  std::uint8_t major, minor;
  std::uint16_t revision;
  std::uint32_t build;
};

struct Measurement {
  std::uint8_t hash[32];       // SHA-256 of header, image and protected TLVs: what the signature covers
  std::uint8_t signer_id[32];  // SHA-256 of the public key (DER SubjectPublicKeyInfo) that signed it
  ImageVersion version;
  std::uint32_t security_counter;
  std::uint32_t size;  // bytes of the image without header and TLVs
};

enum ImageIndex : std::uint32_t { kSpe = 0, kNspe = 1, kImageCount = 2 };

struct Handoff {
  std::uint32_t magic;
  std::uint16_t version;
  std::uint16_t size;        // of the whole structure
  std::uint32_t lifecycle;   // PSA_LIFECYCLE_*
  std::uint32_t nspe_entry;  // address of the NSPE's vector table (non-secure alias)
  Measurement image[kImageCount];
  std::uint32_t crc;  // crc32 of everything before it
};
static_assert(offsetof(Handoff, image) == 16 && sizeof(Measurement) == 80 && offsetof(Handoff, crc) == 176);

inline std::uint32_t checksum(const Handoff& handoff) {
  return crc32(bytes_of(handoff).first(offsetof(Handoff, crc)));
}
inline bool is_valid(const Handoff& h) {
  return h.magic == kMagic && h.version >= kVersion && h.size >= sizeof h && h.crc == checksum(h);
}

}  // namespace redoubt::handoff
