// SPDX-License-Identifier: BSD-3-Clause
// The provisioned area: written once in the factory (`redoubt provision`), read by bootloader and SPE, never
// by the NSPE. One fixed layout, little endian, that only grows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/base/crc32.hpp"

namespace redoubt::provisioning {

inline constexpr std::uint32_t kMagic = 0x56505252;  // "RRPV"
inline constexpr std::uint16_t kVersion = 1;

struct Provisioned {
  std::uint32_t magic;
  std::uint16_t version;
  std::uint16_t size;            // of the whole structure
  std::uint32_t lifecycle;       // PSA_LIFECYCLE_*
  std::uint32_t flags;           // none yet: 0
  std::uint8_t huk[32];          // hardware unique key
  std::uint8_t iak[32];          // initial attestation key: P-256 private key, big endian
  std::uint8_t instance_id[33];  // 0x01 and SHA-256 of the IAK's uncompressed public point (65 bytes)
  std::uint8_t reserved[3];
  std::uint8_t implementation_id[32];  // names the model of the RoT
  std::uint8_t boot_key_hash[2][32];   // SHA-256 of the DER public key that signs the SPE and the NSPE
  char certification_reference[20];    // "EAN13-5digits" with a terminating zero; empty: none
  char verification_service[64];       // URL with a terminating zero; empty: none
  std::uint32_t crc;                   // crc32 of everything before it
};
static_assert(offsetof(Provisioned, huk) == 16 && offsetof(Provisioned, implementation_id) == 116 &&
              offsetof(Provisioned, boot_key_hash) == 148 && offsetof(Provisioned, crc) == 296 &&
              sizeof(Provisioned) == 300);

inline bool is_valid(const Provisioned& p) {
  return p.magic == kMagic && p.version >= kVersion && p.size >= sizeof p &&
         p.crc == crc32(bytes_of(p).first(offsetof(Provisioned, crc)));
}

// Records of the `system` area's flash store (lib/flash_store, client 0). The factory writes the first
// values.
enum SystemRecord : std::uint64_t {
  kSecurityCounterSpe = 1,   // 4 bytes: the lowest security counter the bootloader accepts for the SPE
  kSecurityCounterNspe = 2,  // 4 bytes
  kEntropySeed = 3,          // 64 bytes: replaced at every boot before it is used
};

}  // namespace redoubt::provisioning
