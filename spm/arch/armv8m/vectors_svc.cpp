// SPDX-License-Identifier: BSD-3-Clause
#include "redoubt_config/spm.hpp"
#include "spm/arch/armv8m/vectors.hpp"

extern "C" {
void redoubt_svc_entry();
void redoubt_pendsv_entry();
void redoubt_interrupt_entry();
}

namespace redoubt::spm::arch {
namespace {

constexpr std::uint32_t kSvc = 11, kPendSv = 14;

consteval Table table() {
  Table table = fault_table();
  table.vector[kSvc] = Vector(&redoubt_svc_entry);
  if (config::kSpmIpc || config::kSpmInterrupts) table.vector[kPendSv] = Vector(&redoubt_pendsv_entry);
  if (!config::kSpmInterrupts) return table;
  for (std::uint32_t i = 0; i < kInterrupts; ++i) {
    table.vector[kExceptions + i] = Vector(&redoubt_interrupt_entry);
  }
  for (const std::uint32_t own : board::kSoc.secure_interrupts) table.vector[kExceptions + own] = Vector();
  return table;
}

}  // namespace

extern "C" {
extern const Table redoubt_vectors;
[[gnu::section(".vectors"), gnu::used]] constinit const Table redoubt_vectors = table();
}

}  // namespace redoubt::spm::arch
