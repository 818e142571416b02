// SPDX-License-Identifier: BSD-3-Clause
// What start.cpp asks of the gate that the image has.
#pragma once

#include "spm/tables.hpp"

namespace redoubt::spm {

// .data, .bss and heap of a partition that has a memory of its own; and the seal of its stack.
void fill_memory(const PartitionDescriptor& partition);

namespace arch {

// Before the first partition.
void open();

// Initialises a partition, which those that call it may then do. A failure does not return.
void start(const PartitionDescriptor& partition);

}  // namespace arch
}  // namespace redoubt::spm
