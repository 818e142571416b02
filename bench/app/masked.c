/* SPDX-License-Identifier: BSD-3-Clause */
#include "masked.h"

#include <psa/client.h>
#include <psa/internal_trusted_storage.h>
#include <psa_manifest/sid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MARK_ARMED() __asm__ volatile(".inst.w 0xf3af8042" ::: "memory")
#define MARK_TAKEN() __asm__ volatile(".inst.w 0xf3af8043" ::: "memory")

#define SYST_CSR (*(volatile uint32_t*)0xE000E010)
#define SYST_RVR (*(volatile uint32_t*)0xE000E014)
#define SYST_CVR (*(volatile uint32_t*)0xE000E018)
enum { ENABLE = 1, TICKINT = 2, PROCESSOR_CLOCK = 4 };

enum { SMALL = 64, LARGE = 1023, RECORD = 8, FIRST = 16, MISSES_AT_END = 8 };
enum { BULK = 1, GET = 2 }; /* services/null/null.hpp */
static uint8_t input[LARGE + 1], output[LARGE + 1];
static volatile bool taken;

void SysTick_Handler(void);
void SysTick_Handler(void) {
  MARK_TAKEN();
  SYST_CSR = 0;
  taken = true;
}

__attribute__((noinline)) static void arm(uint32_t ticks) {
  taken = false;
  SYST_RVR = ticks;
  SYST_CVR = 0;
  SYST_CSR = ENABLE | TICKINT | PROCESSOR_CLOCK;
  SYST_RVR = 0xFFFFFF; /* once: whoever waits longer than that must not be interrupted again */
  MARK_ARMED();
}

static void nothing(void) {}
static void refused_handle(void) { (void)psa_call(NULL_HANDLE + 0x1000, PSA_IPC_CALL, NULL, 0, NULL, 0); }
static void refused_connection(void) { (void)psa_connect(0x12345678, 1); }
static void version(void) { (void)psa_version(0x12345678); }
static void null_0_0(void) { (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0); }

static void null_64_64(void) {
  const psa_invec in = {input, SMALL};
  psa_outvec out = {output, SMALL};
  (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
}

static void four_vectors(void) {
  const psa_invec in[] = {{input, SMALL}, {input + SMALL, SMALL}};
  psa_outvec out[] = {{output, SMALL}, {output + SMALL, SMALL}};
  (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, in, 2, out, 2);
}

static uint32_t large = LARGE;

/* An odd address and an odd size: the slowest copies. */
static void large_vectors(void) {
  const psa_invec in = {input + 1, large};
  psa_outvec out = {output + 1, large};
  (void)psa_call(NULL_HANDLE, BULK, &in, 1, &out, 1);
}

/* The last of them is refused: what is checked by then has taken longest. */
static void refused_vectors(void) {
  const psa_invec in[] = {{input, SMALL}, {input, SMALL}, {input, SMALL}};
  psa_outvec out = {(void*)0x10000000, SMALL};
  (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, in, 3, &out, 1);
}

static void connection(void) {
  const psa_handle_t handle = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION);
  psa_outvec sum = {output, sizeof(uint32_t)};
  (void)psa_call(handle, GET, NULL, 0, &sum, 1);
  psa_close(handle);
}

#ifdef ITS_HANDLE
static void its_set(void) { (void)psa_its_set(RECORD, SMALL, input, PSA_STORAGE_FLAG_NONE); }
static void its_get(void) {
  size_t length = 0;
  (void)psa_its_get(RECORD, 0, SMALL, output, &length);
}
#endif

/* Whether the interrupt came after the call's end. */
static bool came_late(uint32_t ticks, void (*call)(void)) {
  arm(ticks);
  call();
  const bool late = !taken;
  while (!taken) {
  }
  return late;
}

/* A tick is less than an instruction: step 1 leaves out none. */
static void sweep(void (*call)(void), uint32_t step) {
  call();
  for (uint32_t ticks = FIRST, misses = 0; misses < MISSES_AT_END; ticks += step) {
    (void)came_late(ticks, nothing);
    misses = came_late(ticks, call) ? misses + 1 : 0;
  }
}

void sweep_large(uint32_t size) {
  large = size <= LARGE ? size : LARGE;
  sweep(large_vectors, 1);
}

void sweep_calls(void) {
  sweep(version, 1);
  sweep(null_0_0, 1);
  sweep(null_64_64, 1);
  sweep(four_vectors, 1);
  sweep(large_vectors, 1);
  sweep(connection, 1);
  sweep(refused_handle, 1);
  sweep(refused_vectors, 1);
  sweep(refused_connection, 1);
#ifdef ITS_HANDLE
  sweep(its_set, 5);
  sweep(its_get, 1);
#endif
}
