// SPDX-License-Identifier: BSD-3-Clause
#include "redoubt_layout.hpp"
#include "spm/faults.hpp"

namespace redoubt::spm {

static_assert(sizeof(FaultRecord) <= layout::kFaultRecord.size - 4, "the last word belongs to ./run --gdb");

void keep_fault_record(FaultRecord& record) {
  auto* const kept = reinterpret_cast<FaultRecord*>(layout::kFaultRecord.base);
  record.magic = kFaultMagic;
  record.version = kFaultVersion;
  record.size = sizeof record;
  record.count = is_valid(*kept) ? kept->count + 1 : 1;
  record.crc = crc32(bytes_of(record).first(offsetof(FaultRecord, crc)));
  *kept = record;
}

}  // namespace redoubt::spm
