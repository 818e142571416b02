// SPDX-License-Identifier: BSD-3-Clause
// How the SPM keeps the record of a fault: in place, so that it needs no stack of its own.
#pragma once

#include "lib/fault/record.hpp"
#include "spm/tables.hpp"

namespace redoubt::spm {

using FaultRecord = fault::Record;

// A record of one fault more than the last one counts, and all else zero.
FaultRecord& begin_fault_record(fault::Kind kind);

// Who did it: a partition, by id and name.
void name_culprit(FaultRecord& record, const PartitionDescriptor& partition);

// Completes it: from now on it is the last fault. To be repeated after a change (fault::kRestarted).
void keep_fault_record(FaultRecord& record);

}  // namespace redoubt::spm
