// SPDX-License-Identifier: BSD-3-Clause
// malloc() and its like for partitions: each works on the heap of the partition whose stack it runs on.
#include <psa/service.h>

#include <cstdint>
#include <cstring>

#include "lib/runtime/heap.h"
#include "lib/runtime/heap.hpp"

namespace {

// A partition that has none must not ask for it: malloc() stops it.
const redoubt_heap& own_heap() {
  const auto* stack = static_cast<const std::uint8_t*>(__builtin_frame_address(0));
  for (std::uint32_t i = 0; i < redoubt_heap_count; ++i) {
    const redoubt_heap& one = redoubt_heaps[i];
    if (stack >= one.stack_low && stack < one.stack_high) return one;
  }
  psa_panic();
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return redoubt::heap::allocate(own_heap(), size); }

void free(void* memory) {
  if (memory != nullptr) redoubt::heap::release(own_heap(), memory);
}

void* calloc(std::size_t count, std::size_t size) {
  std::size_t total = 0;
  if (__builtin_mul_overflow(count, size, &total)) return nullptr;
  return malloc(total);
}

// A block never shrinks, and stays where it is while it is large enough. What is beyond the new size is zero.
void* realloc(void* memory, std::size_t size) {
  const std::size_t room = memory != nullptr ? redoubt::heap::room(own_heap(), memory) : 0;
  if (memory != nullptr && size <= room) {
    std::memset(static_cast<std::uint8_t*>(memory) + size, 0, room - size);
    return memory;
  }
  void* larger = malloc(size);
  if (memory != nullptr && larger != nullptr) {
    std::memcpy(larger, memory, room);
    free(memory);
  }
  return larger;
}
}
