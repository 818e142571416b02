// SPDX-License-Identifier: BSD-3-Clause
// The record of the last fault, in secure memory that survives a reset (redoubt_layout.hpp: kFaultRecord).
// The SPM writes it, the platform service of the next boot reads it. Only grows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/base/crc32.hpp"

namespace redoubt::fault {

inline constexpr std::uint32_t kMagic = 0x54465252;  // "RRFT"
inline constexpr std::uint16_t kVersion = 2;

enum class World : std::uint8_t { kSecure = 0, kNonSecure = 1 };
enum class Kind : std::uint8_t { kException = 0, kMisuse = 1, kStart = 2 };

enum Flag : std::uint32_t {
  kHasRegisters = 1u << 0,
  kHasNonSecureStack = 1u << 1,
  kRestarted = 1u << 2,  // the partition was started anew, the device went on
};

inline constexpr std::uint32_t kExcReturnSecureStack = 1u << 6;  // exc_return: secure code was interrupted
inline constexpr std::uint32_t kExcReturnThread = 1u << 3;       // it was no exception's handler
inline constexpr std::uint32_t kExcReturnProcessStack = 1u << 2;

// What an exception leaves on the stack of the code that it interrupts.
struct Registers {
  std::uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

struct Record {
  std::uint32_t magic;
  std::uint16_t version;
  std::uint16_t size;   // of the whole structure
  std::uint32_t count;  // faults since power-on
  World world;          // whose code it was
  Kind kind;
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
  std::uint32_t crc;    // crc32 of the whole, this being 0
  // Version 2
  char name[16];             // of the partition, cut to 15 characters
  Registers registers;       // with kHasRegisters: of the code that faulted, or entered the SPM by a misuse
  std::uint32_t exc_return;  // kException: which stack had them
  std::uint32_t msp, psp;    // secure
  std::uint32_t msp_ns, psp_ns, control_ns;
  // With kHasNonSecureStack: what the non-secure stack pointer pointed at. Its own fault: the 8 registers. In
  // a call: what the client library had pushed, r4 to r11 and, last, the address that psa_call() was to
  // return to.
  std::uint32_t stack_ns[9];
  std::uint32_t flags;
};
static_assert(offsetof(Record, crc) == 48 && offsetof(Record, name) == 52 &&
              offsetof(Record, registers) == 68 && offsetof(Record, exc_return) == 100 &&
              offsetof(Record, stack_ns) == 124 && offsetof(Record, flags) == 160 && sizeof(Record) == 164);

inline void seal(Record& r) {
  r.crc = 0;
  r.crc = crc32(bytes_of(r));
}

// Whether there is a record: memory after power-on, and what another version of the SPE has left, is none.
// Takes the checksum out.
inline bool open(Record& r) {
  const std::uint32_t crc = r.crc;
  r.crc = 0;
  return r.magic == kMagic && crc == crc32(bytes_of(r));
}

}  // namespace redoubt::fault
