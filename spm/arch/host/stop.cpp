// SPDX-License-Identifier: BSD-3-Clause
#include <cstdio>
#include <cstdlib>

#include "spm/call.hpp"

namespace redoubt::spm {

// A service that breaks the rules is a bug of this library: the process ends where a debugger sees it.
void stop_partition(Misuse what, const void* /*where*/, std::int32_t detail) {
  const PartitionDescriptor& partition = *redoubt_spm.active;
  const std::string_view words = text(what);
  std::fprintf(stderr, "[SPM] FAULT: partition %s (%d) %.*s, value 0x%08X\n", partition.name, partition.id,
               static_cast<int>(words.size()), words.data(), static_cast<unsigned>(detail));
  std::abort();
}

}  // namespace redoubt::spm
