/* SPDX-License-Identifier: BSD-3-Clause */
/* An interrupt at every instant of a call; its handler makes a call of its own. After each point the call's
 * results, its buffers and the callee-saved registers are what they are without an interrupt. */
#include <psa_manifest/sid.h>

#include "calls.h"

enum { SIZE = 64, MISSES_AT_END = 40 };
static uint8_t nested_input[SIZE], nested_output[SIZE];

static volatile psa_status_t nested_status;
static volatile uint32_t nested_calls, nested_wrong;
static uint32_t expected_nested; /* the one status that a handler's call may get, as -status */

static void call_in_handler(void) {
  const psa_invec in = {nested_input, sizeof nested_input};
  psa_outvec out = {nested_output, sizeof nested_output};
  nested_status = psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
  ++nested_calls;
  if (nested_status != -(psa_status_t)expected_nested) ++nested_wrong;
  for (size_t i = 0; i < sizeof nested_output; ++i) {
    if (nested_output[i] != 0) ++nested_wrong;
  }
}

static uint32_t failures;

static void check_point(guarded_function* call, uint32_t ticks) {
  calls_reset();
  tick_start(ticks);
  const psa_status_t status = guarded_call(call, NULL);
  tick_stop();
  if (status == PSA_SUCCESS) return;
  ++failures;
  report("failure at tick", (int32_t)ticks);
  report("  with status", status);
}

/* argument: which call, ticks of the first point, step, the status that a handler's call must get (negated).
 * Ends when the interrupt has come after the call's end often enough. */
int attack_sweep(const uint32_t* argument) {
  guarded_function* const call = call_of(argument[0]);
  uint32_t points = 0, hits = 0, misses = 0, ticks = argument[1];
  if (call == NULL) return 3;
  expected_nested = argument[3];
  tick_hook = call_in_handler;
  if (!calls_prepare() || guarded_call(call, NULL) == REGISTERS_LOST) return 4;
  for (; misses < MISSES_AT_END && failures < 10; ticks += argument[2], ++points) {
    check_point(call, ticks);
    hits += tick_count;
    misses = tick_count == 0 ? misses + 1 : 0;
  }
  report("points", (int32_t)points);
  report("interrupts", (int32_t)hits);
  report("interrupts of the secure side", (int32_t)tick_secure_count);
  report("calls by the handler", (int32_t)nested_calls);
  report("calls by the handler with another status", (int32_t)nested_wrong);
  report("registers that were not cleared", (int32_t)tick_leak_count);
  report("failures", (int32_t)failures);
  return failures == 0 && nested_wrong == 0 && tick_leak_count == 0 && nested_calls == hits ? 0 : 1;
}

/* A call from a handler that interrupts no call: refused in the same way. argument: the status, negated */
int attack_handler_call(const uint32_t* argument) {
  expected_nested = argument[0];
  tick_hook = call_in_handler;
  tick_start(50);
  while (tick_count == 0) {
  }
  report("status", nested_status);
  return nested_wrong == 0 && guarded_call(call_of(CALL_NULL), NULL) == PSA_SUCCESS ? 0 : 1;
}
