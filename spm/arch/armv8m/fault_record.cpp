// SPDX-License-Identifier: BSD-3-Clause
#include "lib/fault/access.hpp"
#include "redoubt_layout.hpp"
#include "spm/faults.hpp"

namespace redoubt {

fault::Record& fault::kept() { return *reinterpret_cast<Record*>(layout::kFaultRecord.base); }

namespace spm {

static_assert(sizeof(FaultRecord) <= layout::kFaultRecord.size - 4, "the last word belongs to ./run --gdb");

FaultRecord& begin_fault_record(fault::Kind kind) {
  FaultRecord& record = fault::kept();
  const std::uint32_t count = fault::open(record) ? record.count : 0;
  record = {};
  record.magic = fault::kMagic;
  record.version = fault::kVersion;
  record.size = sizeof record;
  record.count = count + 1;
  record.kind = kind;
  return record;
}

void name_culprit(FaultRecord& record, const PartitionDescriptor& partition) {
  record.partition = partition.id;
  for (std::size_t i = 0; i < sizeof record.name - 1 && partition.name[i] != 0; ++i) {
    record.name[i] = partition.name[i];
  }
}

void keep_fault_record(FaultRecord& record) { fault::seal(record); }

}  // namespace spm
}  // namespace redoubt
