// SPDX-License-Identifier: BSD-3-Clause
// The record of the last fault, in memory that survives a reset (layout::kFaultRecord). Only grows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/base/crc32.hpp"

namespace redoubt::spm {

inline constexpr std::uint32_t kFaultMagic = 0x54465252;  // "RRFT"
inline constexpr std::uint16_t kFaultVersion = 1;

enum class World : std::uint8_t { kSecure = 0, kNonSecure = 1 };
enum class FaultKind : std::uint8_t { kException = 0, kMisuse = 1, kStart = 2 };

struct FaultRecord {
  std::uint32_t magic;
  std::uint16_t version;
  std::uint16_t size;   // of the whole structure
  std::uint32_t count;  // faults since power-on
  World world;          // whose code it was
  FaultKind kind;
  std::uint8_t exception;  // kException: its number (3 HardFault … 7 SecureFault, 16 + n interrupt n)
  std::uint8_t misuse;     // kMisuse: a Misuse
  std::int32_t partition;  // its id; 0: the SPM or the NSPE
  std::uint32_t instruction;
  std::uint32_t address;  // what it touched, if has_address
  std::uint32_t has_address;
  std::uint32_t cfsr;  // of the world that faulted
  std::uint32_t hfsr;
  std::uint32_t sfsr;
  std::int32_t detail;  // kMisuse: a status or handle
  std::uint32_t crc;    // crc32 of everything before it
};
static_assert(sizeof(FaultRecord) == 52 && offsetof(FaultRecord, crc) == 48);

inline bool is_valid(const FaultRecord& r) {
  return r.magic == kFaultMagic && r.version >= kFaultVersion && r.size >= sizeof r &&
         r.crc == crc32(bytes_of(r).first(offsetof(FaultRecord, crc)));
}

// Completes magic, version, size, count and crc and stores it.
void keep_fault_record(FaultRecord& record);

}  // namespace redoubt::spm
