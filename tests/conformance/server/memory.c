/* SPDX-License-Identifier: BSD-3-Clause */
/* The heap, and memory that is not the partition's. */
#include <stdlib.h>
#include <string.h>

#include "server.h"

enum { HEAP_SIZE = 0x400 };

/* Hides from the compiler that it knows these functions. */
static void* (*volatile take)(size_t) = malloc;
static void (*volatile give)(void*) = free;

int32_t server_heap(const psa_msg_t* msg) {
  (void)msg;
  uint8_t* one = take(100);
  CHECK(one != NULL && (uint32_t)one % 8 == 0);
  memset(one, 0xAA, 100);
  uint8_t* two = calloc(10, 10);
  CHECK(two != NULL && (uint32_t)two % 8 == 0 && (two >= one + 100 || one >= two + 100));
  for (int i = 0; i < 100; ++i) CHECK(two[i] == 0);
  one = realloc(one, 200);
  CHECK(one != NULL && one[0] == 0xAA && one[99] == 0xAA && two[0] == 0 && two[99] == 0);
  one = realloc(one, 10);
  CHECK(one != NULL && one[9] == 0xAA);
  one = realloc(one, 300);
  CHECK(one != NULL && one[9] == 0xAA && one[10] == 0 && one[299] == 0);
  give(one);
  give(two);
  give(NULL);
  CHECK(take(HEAP_SIZE + 1) == NULL && take(SIZE_MAX) == NULL && calloc(SIZE_MAX / 2, 4) == NULL);
  void* none = take(0);
  give(none);
  return 0;
}

/* malloc() can give all of heap_size, as zeros, and nothing besides; free() leaves nothing of what was in it.
 */
int32_t server_heap_whole(const psa_msg_t* msg) {
  (void)msg;
  uint8_t* whole = take(HEAP_SIZE);
  CHECK(whole != NULL && take(1) == NULL && take(0) == NULL);
  for (int i = 0; i < HEAP_SIZE; ++i) CHECK(whole[i] == 0);
  memset(whole, 0xAA, HEAP_SIZE);
  give(whole);
  for (int i = 0; i < HEAP_SIZE; ++i) CHECK(whole[i] == 0);
  uint8_t* one = memset(take(32), 0xAA, 32);
  uint8_t* larger = realloc(one, 64);
  CHECK(larger != NULL && larger[0] == 0xAA && larger[31] == 0xAA && larger[32] == 0 && larger[63] == 0);
  give(larger);
  whole = take(HEAP_SIZE);
  CHECK(whole != NULL && whole[0] == 0 && whole[HEAP_SIZE - 1] == 0);
  for (int i = 0; i < HEAP_SIZE; ++i) CHECK(whole[i] == 0);
  give(whole);
  return 0;
}

int32_t server_heap_all(const psa_msg_t* msg) {
  (void)msg;
  void* all[HEAP_SIZE / 32];
  size_t count = 0;
  while (count < sizeof all / sizeof all[0] && (all[count] = take(24)) != NULL) ++count;
  CHECK(count >= HEAP_SIZE / 32 - 1);
  for (size_t i = 0; i < count; i += 2) give(all[i]);
  for (size_t i = 1; i < count; i += 2) give(all[i]);
  void* whole = take(HEAP_SIZE - 64);
  CHECK(whole != NULL);
  give(whole);
  return 0;
}

int32_t server_heap_double_free(const psa_msg_t* msg) {
  (void)msg;
  void* one = take(8);
  give(one);
  give(one);
  SURVIVED;
}

int32_t server_heap_wild_free(const psa_msg_t* msg) {
  give((void*)msg);
  SURVIVED;
}

int32_t server_heap_overflow(const psa_msg_t* msg) {
  (void)msg;
  volatile uint8_t* one = take(8);
  void* two = take(8);
  for (int i = 0; i < 16; ++i) one[i] = 1;
  give(two);
  SURVIVED;
}

int32_t server_write_code(const psa_msg_t* msg) {
  (void)msg;
  store_to((uint32_t)&server_write_code & ~3u);
  SURVIVED;
}

static void execute(void* memory) {
  static const uint16_t code[2] = {0x4770, 0x4770}; /* bx lr */
  memcpy(memory, code, sizeof code);
  __asm__ volatile("dsb\n isb\n blx %0" : : "r"((uint32_t)memory | 1) : "lr", "memory");
}

int32_t server_execute_stack(const psa_msg_t* msg) {
  (void)msg;
  uint32_t word[2];
  execute(word);
  SURVIVED;
}

int32_t server_execute_heap(const psa_msg_t* msg) {
  (void)msg;
  execute(take(8));
  SURVIVED;
}

__attribute__((noinline)) static int32_t recurse(volatile uint32_t* above) {
  volatile uint32_t room[32];
  room[0] = *above + 1;
  if (room[0] == 0) return 0;
  return recurse(room) + (int32_t)room[0];
}

int32_t server_overflow_stack(const psa_msg_t* msg) {
  (void)msg;
  volatile uint32_t begin = 0;
  return recurse(&begin) | 1;
}

#define READS(test, place)                \
  int32_t test(const psa_msg_t* msg) {    \
    (void)msg;                            \
    (void)load_from((all_places)->place); \
    SURVIVED;                             \
  }
#define WRITES(test, place)            \
  int32_t test(const psa_msg_t* msg) { \
    (void)msg;                         \
    store_to((all_places)->place);     \
    SURVIVED;                          \
  }
READS(server_read_nspe, nspe)
WRITES(server_write_spm, spm)
READS(server_read_driver_data, driver.data)
WRITES(server_write_driver_data, driver.data)
READS(server_read_driver_stack, driver.stack)
WRITES(server_write_driver_stack, driver.stack)
READS(server_read_driver_heap, driver.heap)
WRITES(server_write_driver_heap, driver.heap)
READS(server_read_driver_mmio, driver.mmio)
WRITES(server_write_driver_mmio, driver.mmio)
READS(server_read_client_data, client.data)
WRITES(server_write_client_stack, client.stack)
