/* SPDX-License-Identifier: BSD-3-Clause */
/* The heaps of partitions: a table that `redoubt compose` makes, found by the stack pointer of the code that
 * runs. */
#ifndef REDOUBT_LIB_RUNTIME_HEAP_H
#define REDOUBT_LIB_RUNTIME_HEAP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct redoubt_heap {
  const uint8_t* stack_low;  /* lowest byte of the partition's stack */
  const uint8_t* stack_high; /* first byte above it */
  uint8_t* heap;             /* 8-byte aligned; all zero: nothing is allocated */
  uint8_t* heap_end;         /* first byte behind it */
};

extern const struct redoubt_heap redoubt_heaps[];
extern const uint32_t redoubt_heap_count;

#ifdef __cplusplus
}
#endif

#endif /* REDOUBT_LIB_RUNTIME_HEAP_H */
