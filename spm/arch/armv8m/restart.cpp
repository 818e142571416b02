// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/restart.hpp"

#include "spm/arch/armv8m/isolation.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/arch/armv8m/start.hpp"
#include "spm/log.hpp"
#include "spm/schedule.hpp"

extern "C" {
[[noreturn]] void redoubt_leave_fault(redoubt::spm::InitFunction init,
                                      const redoubt::spm::PartitionDescriptor* partition);
}

namespace redoubt::spm::arch {
namespace {

// A partition that faults again and again is a device that does nothing else: it resets in the end.
constexpr std::uint32_t kMostRestarts = 64;
constinit std::uint32_t restarts = 0;

void forget_fault() {
  Cfsr::write(~0u);
  Hfsr::write(~0u);
  Sfsr::write(~0u);
  Shcsr::write(Shcsr::read() & ~kShcsrSvcPending);  // of an SVC whose frame could not be pushed
  if constexpr (config::kSpmFpu) Fpccr::write(Fpccr::read() & ~kFpccrOwed);  // to a frame that is no more
}

// The client goes on with the error that abandon() left it; unless the partition has to be initialised first,
// then after that.
InitFunction restart_on_callers_thread(const PartitionDescriptor& partition, Call& call) {
  Thread& thread = *redoubt_spm.thread;
  for (Slot& slot : call.slot) slot.alleged = Alleged(0, 0);
  thread.registers = call.slot;
  thread.frame = call.frame;
  thread.active = call.client;
  thread.exc_return = call.exc_return;
  const InitFunction init = start_partition(partition, call);
  if (init == nullptr) {
    wake(partition.state->blocked & ~1u);
    partition.state->blocked = 0;
  }
  return init;
}

}  // namespace

void restart(FaultRecord& record) {
  const PartitionDescriptor& partition = active_partition();
  Call* const served = partition.state->serving;
  const bool is_starting = served != nullptr && served->type == kTypeInit;
  // No thread: a first-level handler ran.
  if (record.partition != partition.id || !partition.restarts || redoubt_spm.thread == nullptr ||
      is_starting || ++restarts > kMostRestarts) {
    return;
  }
  record.flags |= fault::kRestarted;
  keep_fault_record(record);
  Log() << "partition " << partition.name << " is started anew";
  forget_fault();
  abandon(partition);
  fill_memory(partition);
  open_partitions();
  redoubt_spm.extra = kNspe.windows;  // of nobody: whoever runs next loads its own
  InitFunction init = nullptr;
  if (served != nullptr) {
    init = restart_on_callers_thread(partition, *served);
  } else {
    (void)start_partition(partition, *kNspe.call);
  }
  redoubt_leave_fault(init, &partition);
}

}  // namespace redoubt::spm::arch
