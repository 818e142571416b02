// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/isolation.hpp"
#include "spm/arch/armv8m/start.hpp"
#include "spm/schedule.hpp"

extern "C" void redoubt_start_partition(const redoubt::spm::PartitionDescriptor* partition);

namespace redoubt::spm::arch {

// The bootloader and start() have masked interrupts; an SVC and PendSV would not come through.
void open() {
  open_threads();
  open_partitions();
  __asm__ volatile("cpsie i" ::: "memory");
}

void start(const PartitionDescriptor& partition) { redoubt_start_partition(&partition); }

}  // namespace redoubt::spm::arch
