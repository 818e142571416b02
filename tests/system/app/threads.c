/* SPDX-License-Identifier: BSD-3-Clause */
/* Two non-secure threads. One is interrupted at every instant of a call, the other one runs and calls too,
 * then the first goes on: as with an RTOS that knows nothing of the secure side but that EXC_RETURN belongs
 * to a thread. */
#include <psa_manifest/sid.h>
#include <string.h>

#include "calls.h"

enum { STACK = 256, FRAME = 8, SIZE = 24, MISSES_AT_END = 40, FROM_SECURE = 0x40 };
#define ICSR (*(volatile uint32_t*)0xE000ED04)
#define SHPR3 (*(volatile uint32_t*)0xE000ED20)
#define PENDSVSET (1u << 28)
#define PENDSV_LOWEST (0xFFu << 16)

struct thread {
  uint32_t saved[8]; /* r4 to r11 */
  uint32_t* psp;
  uint32_t* psplim;
  uint32_t exception_return;
  struct thread* other;
};
struct thread* thread_current;
void thread_run(void (*function)(void), uint32_t* stack, uint32_t* limit);

static uint32_t stacks[2][STACK] __attribute__((aligned(8)));
static struct thread threads[2];

static guarded_function* call;
static uint32_t first_tick, step;
static uint32_t points, hits, inside, failures;  /* of the first thread */
static volatile uint32_t served, refused, wrong; /* calls of the second thread */

static void switch_threads(void) { ICSR = PENDSVSET; }

/* ---- the second thread ---- */

static uint8_t own_input[SIZE], own_output[SIZE];

static psa_status_t own_echo(void* context) {
  (void)context;
  const psa_invec in = {own_input, SIZE};
  psa_outvec out = {own_output, SIZE};
  const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
  if (status != PSA_SUCCESS) return out.len == SIZE ? status : PSA_ERROR_GENERIC_ERROR;
  return out.len == SIZE && memcmp(own_input, own_output, SIZE) == 0 ? status : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t own_connection(void* context) {
  (void)context;
  const psa_handle_t handle = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION);
  if (!PSA_HANDLE_IS_VALID(handle)) return handle;
  psa_close(handle);
  return PSA_SUCCESS;
}

static psa_status_t own_version(void* context) {
  (void)context;
  const uint32_t version = psa_version(NULL_SID);
  if (version == PSA_VERSION_NONE) return PSA_ERROR_CONNECTION_BUSY;
  return version == NULL_VERSION ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static bool is_zero(const uint8_t* bytes, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

static void call_meanwhile(bool first_is_inside) {
  static guarded_function* const own_calls[] = {own_echo, own_connection, own_version};
  for (int i = 0; i < 3; ++i) {
    const psa_status_t status = guarded_call(own_calls[i], NULL);
    served += status == PSA_SUCCESS;
    refused += status == PSA_ERROR_CONNECTION_BUSY;
    if (status != (first_is_inside ? PSA_ERROR_CONNECTION_BUSY : PSA_SUCCESS)) ++wrong;
  }
  if (first_is_inside && !is_zero(own_output, SIZE)) ++wrong;
  memset(own_output, 0, sizeof own_output);
}

static void second_thread(void) {
  for (;;) {
    call_meanwhile((threads[0].exception_return & FROM_SECURE) != 0);
    switch_threads();
    __asm__ volatile("dsb\n isb" ::: "memory");
  }
}

/* ---- the first thread ---- */

static void check_point(uint32_t ticks) {
  calls_reset();
  tick_start(ticks);
  const psa_status_t status = guarded_call(call, NULL);
  tick_stop();
  if (status == PSA_SUCCESS && thread_current == &threads[0]) return;
  ++failures;
  report("failure at tick", (int32_t)ticks);
  report("  with status", status);
}

static void first_thread(void) {
  uint32_t misses = 0;
  for (uint32_t ticks = first_tick; misses < MISSES_AT_END && failures < 10; ticks += step, ++points) {
    check_point(ticks);
    hits += tick_count;
    misses = tick_count == 0 ? misses + 1 : 0;
  }
}

static void prepare_threads(void) {
  uint32_t* const frame = stacks[1] + STACK - FRAME;
  frame[6] = (uint32_t)&second_thread & ~1u;
  frame[7] = 0x01000000; /* xPSR: Thumb */
  threads[0].other = &threads[1];
  threads[1] = (struct thread){{0}, frame, stacks[1], 0xFFFFFFBC /* to thread mode with PSP */, &threads[0]};
  thread_current = &threads[0];
  SHPR3 |= PENDSV_LOWEST;
}

/* argument: which call, ticks of the first point, step */
int attack_threads(const uint32_t* argument) {
  call = call_of(argument[0]);
  first_tick = argument[1];
  step = argument[2];
  if (call == NULL) return 3;
  for (uint32_t i = 0; i < SIZE; ++i) own_input[i] = (uint8_t)(0x80 + i);
  calls_reset();
  if (!calls_prepare() || guarded_call(call, NULL) != PSA_SUCCESS) return 4;
  prepare_threads();
  tick_hook = switch_threads;
  thread_run(first_thread, stacks[0] + STACK, stacks[0]);
  inside = tick_secure_count;
  report("points", (int32_t)points);
  report("interrupts", (int32_t)hits);
  report("interrupts of the secure side", (int32_t)inside);
  report("calls of the other thread that were served", (int32_t)served);
  report("calls of the other thread that were refused", (int32_t)refused);
  report("calls of the other thread with another result", (int32_t)wrong);
  report("registers that were not cleared", (int32_t)tick_leak_count);
  report("failures", (int32_t)failures);
  const bool complete = served + refused == 3 * hits && refused == 3 * inside;
  return failures == 0 && wrong == 0 && tick_leak_count == 0 && complete ? 0 : 1;
}
