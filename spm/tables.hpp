// SPDX-License-Identifier: BSD-3-Clause
// The types of the tables that `redoubt compose` writes into partitions.cpp from the manifests and
// board.json, and how a stateless handle is made. What is const here the SPM trusts.
#pragma once

#include <psa/service.h>

#include <cstddef>
#include <cstdint>

namespace redoubt::spm {

struct Call;
struct Thread;

using SecureFunction = psa_status_t (*)(const psa_msg_t* message);
using InitFunction = psa_status_t (*)();
using EntryFunction = void (*)();
using FirstLevelHandler = psa_flih_result_t (*)();

// Stops the unwinding of a stack by a forged exception return: no valid frame starts with these words.
inline constexpr std::uint32_t kStackSeal = 0xFEF5EDA5;

// A partition's stack: Size bytes for the partition, above them the message that it is serving, sealed. The
// SPM builds the message in place and enters an SFN partition with SP = &message. 32 bytes: what an MPU
// region asks for.
template <std::size_t Size>
struct alignas(32) PartitionStack {
  std::uint8_t room[Size];
  psa_msg_t message;
  std::uint32_t seal[2];
};

// spm/spe.ld puts these at the low end of their partition's memory, and does not clear them at start-up.
#define REDOUBT_PARTITION_STACK(name) [[gnu::section(".bss.partition_stack." name)]]

// What a register is set to: a number, or an address that the linker fills in.
union Word {
  std::uint32_t value;
  const char* address;
  constexpr Word() : value(0) {}
  constexpr Word(std::uint32_t number) : value(number) {}
  constexpr Word(const char* symbol) : address(symbol) {}
};

// What the two registers of an MPU or SAU region are set to.
struct Window {
  Word base;   // address + access rights
  Word limit;  // last address, rounded down to 32, + 1: enabled
};
inline constexpr std::ptrdiff_t kPrivilegedWindow = 1;  // read-write for privileged code, never executed
inline constexpr std::ptrdiff_t kPartitionWindow = 3;   // read-write for all, never executed
inline constexpr std::ptrdiff_t kReadOnlyWindow = 7;    // read-only for all, never executed
inline constexpr std::ptrdiff_t kWindowEnd = 1 - 32;    // from the first address behind it
inline constexpr std::ptrdiff_t kDeviceWindowEnd = kWindowEnd + 2;
inline constexpr Window kNoWindow = {};

// What the SPM keeps of a partition while the system runs.
struct PartitionState {
  Call* serving;              // SFN: the call in progress
  Call* latest;               // with the IPC model: the message delivered last, if it is not answered
  Call* queue;                // IPC: messages that psa_get() has not delivered, the oldest first
  psa_signal_t signals;       // asserted
  Thread* waiter;             // who is blocked in psa_wait() as this partition; nullptr: nobody
  psa_signal_t wanted;        // what `waiter` waits for
  psa_signal_t enabled_irqs;  // by psa_irq_enable()
  std::uint32_t blocked;      // SFN: threads that wait until it is free
};

// The memory of a partition that has one of its own: .data, then .bss and heap up to `end`. nullptr: it is
// initialised with the SPM's.
struct PartitionMemory {
  std::uint32_t* data;
  const std::uint32_t* load;
  std::uint32_t* bss;
  std::uint32_t* end;
};

struct PartitionDescriptor {
  Window windows[4];          // the memory below its own, its own, the memory above it, a peripheral
  psa_msg_t* message;         // &stack.message, also the initial stack pointer
  std::uint8_t* stack_limit;  // stack.room: nothing is ever pushed below it
  std::uint32_t control;      // CONTROL: 1 unprivileged, 0 privileged
  const Window* extra;        // its other peripherals, config::kSpmExtraWindows of them; or nullptr
  PartitionState* state;
  Call* call;               // where its one call at a time is kept; nullptr: it may call nobody
  Thread* thread;           // its own (IPC, NSPE); nullptr: SFN, it runs on its callers'
  std::int32_t id;          // > 0; kNonSecureClient for the NSPE
  std::uint32_t callees;    // bit n: it may call kServices[n]
  std::uint32_t stateless;  // those of them that are stateless
  psa_signal_t signals;     // assigned to it
  InitFunction init;        // SFN: the manifest's entry_init, or nullptr
  EntryFunction entry;      // IPC: entry_point
  PartitionMemory memory;
  const char* name;  // for reports
  bool restarts;     // application RoT with a memory of its own: CONFIG_SPM_RESTART_PARTITIONS
};

enum ServiceFlags : std::uint32_t {
  kConnectionBased = 1u << 1,
  kMappedVectors = 1u << 2,
};

struct alignas(32) ServiceDescriptor {
  SecureFunction sfn;  // SFN
  const PartitionDescriptor* partition;
  // A client's version v is accepted if v - min_version <= version_span (unsigned).
  // STRICT: {version, 0}. RELAXED: {1, version - 1}. A hole in the table: {0xFFFFFFFF, 0}, which no handle
  // meets.
  std::uint32_t min_version;
  std::uint32_t version_span;
  std::uint32_t sid;
  std::uint32_t version;
  std::uint32_t flags;  // ServiceFlags
  psa_signal_t signal;  // IPC
};
#if defined(__arm__)
static_assert(sizeof(ServiceDescriptor) == 32);
#endif

struct InterruptDescriptor {
  std::uint32_t number;
  const PartitionDescriptor* partition;
  psa_signal_t signal;
  FirstLevelHandler handler;  // nullptr: second-level handling
  bool enabled_at_start;      // FF-M 1.0: without psa_irq_enable()
};

// A stateless handle: bit 30, the version that the client was built for in bits 29-8, and the service's place
// in kServices in bits 7-0, which is the manifest's stateless_handle (1 to 32) - 1. A place stays with its
// service for ever, so that an NSPE built earlier reaches the same one. NAME_HANDLE in psa_manifest/sid.h.
inline constexpr std::uint32_t kStatelessBit = 1u << 30;
inline constexpr std::uint32_t kMaxStatelessVersion = (1u << 22) - 1;
constexpr std::uint32_t stateless_handle(std::uint32_t place, std::uint32_t version) {
  return kStatelessBit | version << 8 | place;
}

inline constexpr std::int32_t kNonSecureClient = -1;  // the whole NSPE is one client

// ---- what partitions.cpp defines: constants, though the compiler does not see their values ----
// NOLINTBEGIN(readability-identifier-naming)

// Stateless services at their places (holes in between: hole()), then the connection-based ones in any order.
// At most 32 (PartitionDescriptor::callees).
extern const ServiceDescriptor kServices[];
extern const std::uint32_t kServiceCount;
constexpr ServiceDescriptor hole() { return {nullptr, nullptr, 0xFFFFFFFFu, 0, 0, 0, 0, 0}; }

// In the order of initialisation: a partition after those that it calls.
extern const PartitionDescriptor kPartitions[];
extern const std::uint32_t kPartitionCount;
// The NSPE as a caller: what runs while no partition does.
extern const PartitionDescriptor kNspe __asm__("redoubt_nspe");

extern const InterruptDescriptor kInterrupts[];
extern const std::uint32_t kInterruptCount;

// By priority, the highest first; the NSPE's is the last.
extern Thread* const kThreads[] __asm__("redoubt_threads");

// The calls that clients make: the NSPE's, then those of the partitions that have dependencies. At most 64.
extern const std::uint32_t kCallCount;
// NOLINTEND(readability-identifier-naming)

extern "C" Call redoubt_calls[];

}  // namespace redoubt::spm
