// SPDX-License-Identifier: BSD-3-Clause
// A first-fit allocator for the few hundred bytes that a partition has: blocks lie one behind the other, each
// with a header of 8 bytes; behind the last one is a header of zeros, so zeroed memory is an empty heap.
// Every walk checks every header that it passes: a write beyond a block, a double or a wild free ends in
// psa_panic(). What is not in use is zero but for the headers of free blocks: a partition finds none of its
// old secrets in a new block, nor does who reads it through a dangling pointer. Not for first-level interrupt
// handlers, which may interrupt it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/runtime/heap.h"

namespace redoubt::heap {

using Heap = redoubt_heap;  // only heap and heap_end count here

inline constexpr std::size_t kAlignment = 8;
inline constexpr std::size_t kHeader = 8;

// At least `size` bytes, all zero, also for 0; nullptr: there is no room. One block can be all of the heap
// but kHeader.
void* allocate(const Heap& heap, std::size_t size);

// `memory`: from allocate() on the same heap, once. What was in it is overwritten.
void release(const Heap& heap, void* memory);

// How many bytes a block of allocate() really has.
std::size_t room(const Heap& heap, const void* memory);

}  // namespace redoubt::heap
