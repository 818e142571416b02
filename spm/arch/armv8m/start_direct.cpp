// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/start.hpp"
#include "spm/call.hpp"

extern "C" psa_status_t redoubt_run_init(redoubt::spm::InitFunction init, psa_msg_t* top,
                                         std::uint8_t* limit);

namespace redoubt::spm::arch {

void open() {}

void start(const PartitionDescriptor& partition) {
  if (partition.init == nullptr) return;
  Call& call = *kNspe.call;
  call.partition = &partition;
  call.type = kTypeInit;
  redoubt_spm.call = &call;
  const psa_status_t status = redoubt_run_init(partition.init, partition.message, partition.stack_limit);
  if (status != PSA_SUCCESS) stop_partition(Misuse::kInitFailed, nullptr, status);
  redoubt_spm.call = nullptr;
}

}  // namespace redoubt::spm::arch
