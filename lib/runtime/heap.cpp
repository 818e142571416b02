// SPDX-License-Identifier: BSD-3-Clause
#include "lib/runtime/heap.hpp"

#include <psa/service.h>

#include <cstring>

namespace redoubt::heap {
namespace {

struct Block {
  std::uint32_t size;   // with this header; bit 0: in use. 0: from here on nothing is
  std::uint32_t check;  // size * kDisguise: nothing that a program would write by chance, but 0 for 0
};
static_assert(sizeof(Block) == kHeader && kHeader % kAlignment == 0);
constexpr std::uint32_t kDisguise = 0x9E3779B1;
constexpr std::uint32_t kUsed = 1;

void mark(Block* block, std::uint32_t size) { *block = {size, size * kDisguise}; }
void clear(Block* block) { *block = {}; }

// Where a walk over the blocks of a range is.
struct Walk {
  std::uint8_t* at;
  std::uint8_t* end;

  Block* block() const { return reinterpret_cast<Block*>(at); }
  std::uint32_t left() const { return static_cast<std::uint32_t>(end - at); }

  // The size of the block here, kUsed with it; 0: there is no more. Looks whether its header is a good one.
  std::uint32_t size() const {
    if (at == end) return 0;
    const Block header = *block();
    if (header.size * kDisguise != header.check || (header.size & ~kUsed) > left()) psa_panic();
    return header.size;
  }
};

// `walk` is at a free block, which becomes one with the free ones behind it. Returns its size; 0: there is
// nothing else behind it, so that it is no longer a block.
std::uint32_t merge(Walk walk, std::uint32_t size) {
  Walk behind = walk;
  while (true) {
    behind.at = walk.at + size;
    const std::uint32_t more = behind.size();
    if (more == 0) {
      clear(walk.block());
      return 0;
    }
    if ((more & kUsed) != 0) return size;
    clear(behind.block());
    size += more;
    mark(walk.block(), size);
  }
}

// The block of `memory` in use, or no return.
Block* find(const Heap& heap, const void* memory) {
  Walk walk{heap.heap, heap.heap_end};
  while (true) {
    const std::uint32_t size = walk.size();
    if (size == 0) psa_panic();
    if (walk.block() + 1 == memory && (size & kUsed) != 0) return walk.block();
    walk.at += size & ~kUsed;
  }
}

}  // namespace

void* allocate(const Heap& heap, std::size_t size) {
  Walk walk{heap.heap, heap.heap_end};
  if (size >= walk.left()) return nullptr;  // and what is added next does not wrap
  const auto wanted = static_cast<std::uint32_t>((size + sizeof(Block) + kAlignment - 1) & ~(kAlignment - 1));
  while (true) {
    std::uint32_t room = walk.size();
    if ((room & kUsed) != 0) {
      walk.at += room - kUsed;
      continue;
    }
    if (room != 0) room = merge(walk, room);
    const bool last = room == 0;
    if (last) room = walk.left();
    if (room >= wanted) {
      mark(walk.block(), wanted | kUsed);
      Block* behind = walk.block() + wanted / sizeof(Block);
      if (room != wanted && !last) mark(behind, room - wanted);
      return walk.block() + 1;
    }
    if (last) return nullptr;
    walk.at += room;
  }
}

void release(const Heap& heap, void* memory) {
  Block* block = find(heap, memory);
  const std::uint32_t size = block->size & ~kUsed;
  std::memset(memory, 0, size - sizeof(Block));
  mark(block, size);
}

std::size_t room(const Heap& heap, const void* memory) {
  return find(heap, memory)->size - kUsed - sizeof(Block);
}

}  // namespace redoubt::heap
