// SPDX-License-Identifier: BSD-3-Clause
// From the bootloader's jump to the NSPE: memory, hand-off, isolation and its self-check, partitions.
#include "spm/arch/armv8m/start.hpp"
#include "board.hpp"
#include "lib/handoff/access.hpp"
#include "redoubt_layout.hpp"
#include "spm/arch/armv8m/fault_text.hpp"
#include "spm/arch/armv8m/isolation.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/call.hpp"
#include "spm/log.hpp"

extern "C" {
extern std::uint32_t redoubt_data_start[], redoubt_data_end[], redoubt_bss_start[], redoubt_bss_end[];
extern const std::uint32_t redoubt_data_load[];
extern const std::uint32_t redoubt_vectors[];
}

namespace redoubt {

const handoff::Handoff& handoff::current() {
  return *reinterpret_cast<const Handoff*>(layout::kHandoff.base);
}

namespace spm {

namespace {
constinit std::uint32_t lifecycle_at_start = 0;  // the hand-off is out of the SPM's reach later
}

std::uint32_t lifecycle() { return lifecycle_at_start; }

bool is_in_development() {
  const std::uint32_t state = lifecycle_at_start & PSA_LIFECYCLE_PSA_STATE_MASK;
  return state == PSA_LIFECYCLE_ASSEMBLY_AND_TEST || state == PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
}

namespace {

void fill_memory() {
  const std::uint32_t* from = redoubt_data_load;
  for (std::uint32_t* to = redoubt_data_start; to != redoubt_data_end;) *to++ = *from++;
  for (std::uint32_t* to = redoubt_bss_start; to != redoubt_bss_end;) *to++ = 0;
}

// The bootloader starts the NSPE nowhere but here; a hand-off that says otherwise is not its.
bool handoff_is_right() {
  const handoff::Handoff& handoff = handoff::current();
  return handoff::is_valid(handoff) &&
         handoff.nspe_entry == layout::kNspeCode.base + layout::kImageHeaderSize;
}

constexpr std::string_view kLevel = config::kSpmIsolationLevel == 1   ? "1"
                                    : config::kSpmIsolationLevel == 2 ? "2"
                                                                      : "3";

// Of those in which something is printed.
std::string_view lifecycle_name() {
  const std::uint32_t state = lifecycle() & PSA_LIFECYCLE_PSA_STATE_MASK;
  return state == PSA_LIFECYCLE_ASSEMBLY_AND_TEST ? "ASSEMBLY_AND_TEST" : "PSA_ROT_PROVISIONING";
}

}  // namespace

// On MSP, which is the handlers' stack later; interrupts masked.
extern "C" [[gnu::used]] void redoubt_start() {
  fill_memory();
  arch::Vtor::write(reinterpret_cast<std::uint32_t>(redoubt_vectors));
  if (!handoff_is_right()) stop_at_start("the bootloader's hand-over is damaged");
  lifecycle_at_start = handoff::current().lifecycle;
  open_log();
  Log() << "Redoubt SPM on " << board::kName << ", lifecycle " << lifecycle_name() << ", isolation level "
        << kLevel;
  arch::isolate();
  // Asked twice: one skipped instruction must not start a device without its walls.
  if (!arch::check_isolation().is_accepted()) stop_at_start("isolation is not as it was set");
  if (!arch::check_isolation().is_accepted()) stop_at_start("isolation is not as it was set");
  if constexpr (config::kSpmLog) arch::describe_isolation();
}

void fill_memory(const PartitionDescriptor& partition) {
  auto* const seal = reinterpret_cast<std::uint32_t*>(partition.message + 1);
  seal[0] = seal[1] = kStackSeal;
  const std::uint32_t* from = partition.memory.load;
  std::uint32_t* to = partition.memory.data;
  while (to != partition.memory.bss) *to++ = *from++;
  while (to != partition.memory.end) *to++ = 0;
}

// On PSP, at the gate's stack top: each partition initialises on its own stack. Where the NSPE's vectors are.
extern "C" [[gnu::used]] std::uint32_t redoubt_start_partitions() {
  open_calls();
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) fill_memory(kPartitions[i]);
  arch::open();
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    const PartitionDescriptor& partition = kPartitions[i];
    arch::start(partition);
    Log() << "partition " << partition.name << " is ready";
  }
  constexpr std::uint32_t kNspeVectors = layout::kNspeCode.base + layout::kImageHeaderSize;
  Log() << "starting the non-secure side at " << kNspeVectors;
  return kNspeVectors;
}

}  // namespace spm
}  // namespace redoubt
