// SPDX-License-Identifier: BSD-3-Clause
// The types of the tables that `redoubt compose` writes into partitions.cpp from the manifests and
// board.json, and how a stateless handle is made. Everything here is constant data; the SPM trusts it.
#pragma once

#include <psa/service.h>

#include <cstddef>
#include <cstdint>

namespace redoubt::spm {

using SecureFunction = psa_status_t (*)(const psa_msg_t* message);
using InitFunction = psa_status_t (*)();

// Stops the unwinding of a stack by a forged exception return: no valid frame starts with these words.
inline constexpr std::uint32_t kStackSeal = 0xFEF5EDA5;

// A partition's stack: Size bytes for the partition, above them the message that it is serving, sealed. The
// SPM builds the message in place and enters the partition with SP = &message. 32 bytes: what an MPU region
// asks for.
template <std::size_t Size>
struct alignas(32) PartitionStack {
  std::uint8_t room[Size];
  psa_msg_t message;
  std::uint32_t seal[2];
};

// spm/spe.ld puts these together, below the SPM's own stacks, and does not clear them at start-up.
#define REDOUBT_PARTITION_STACK [[gnu::section(".bss.partition_stacks")]]

struct PartitionDescriptor {
  psa_msg_t* message;         // &stack.message, also the initial stack pointer
  std::uint8_t* stack_limit;  // stack.room: nothing is ever pushed below it
  InitFunction init;          // the manifest's entry_init, or nullptr
  std::int32_t id;            // > 0
  std::uint32_t callees;      // bit n: the manifest's dependencies name kServices[n], which it may then call
  const char* name;           // for reports
};

enum ServiceFlags : std::uint32_t {
  kNonSecureClients = 1u << 0,
  kConnectionBased = 1u << 1,
};

struct alignas(32) ServiceDescriptor {
  SecureFunction sfn;
  const PartitionDescriptor* partition;
  // A client's version v is accepted if v - min_version <= version_span (unsigned).
  // STRICT: {version, 0}. RELAXED: {1, version - 1}. A hole in the table: {0xFFFFFFFF, 0}, which no handle
  // meets.
  std::uint32_t min_version;
  std::uint32_t version_span;
  std::uint32_t sid;
  std::uint32_t version;
  std::uint32_t flags;  // ServiceFlags
};

// A stateless handle: bit 30, the version that the client was built for in bits 29-8, and the service's place
// in kServices in bits 7-0, which is the manifest's stateless_handle (1 to 32) - 1. A place stays with its
// service for ever, so that an NSPE built earlier reaches the same one. NAME_HANDLE in psa_manifest/sid.h.
inline constexpr std::uint32_t kStatelessBit = 1u << 30;
inline constexpr std::uint32_t kMaxStatelessVersion = (1u << 22) - 1;
constexpr std::uint32_t stateless_handle(std::uint32_t place, std::uint32_t version) {
  return kStatelessBit | version << 8 | place;
}

struct Region {
  std::uint32_t base;
  std::uint32_t size;
};

// ---- what partitions.cpp defines: constants, though the compiler does not see their values ----
// NOLINTBEGIN(readability-identifier-naming)

// Stateless services at their places (holes in between: hole()), then the connection-based ones in any order.
// At most 32 (PartitionDescriptor::callees).
extern const ServiceDescriptor kServices[];
extern const std::uint32_t kServiceCount;
constexpr ServiceDescriptor hole() { return {nullptr, nullptr, 0xFFFFFFFFu, 0, 0, 0, 0}; }

extern const PartitionDescriptor kPartitions[];
extern const std::uint32_t kPartitionCount;

// For the SAU, in this order: [0] NSPE code, [1] NSPE RAM, then the non-secure peripherals (at most 5). The
// SPM adds the veneers. Vectors of clients are accepted in the first two only.
extern const Region kNonsecureRegions[];
extern const std::uint32_t kNonsecureRegionCount;

// For the secure MPU: non-volatile memory, and the secure aliases of the peripherals (at most 4).
extern const Region kNvRegion;
extern const Region kSecurePeripherals[];
extern const std::uint32_t kSecurePeripheralCount;
// NOLINTEND(readability-identifier-naming)

}  // namespace redoubt::spm
