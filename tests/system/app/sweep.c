/* SPDX-License-Identifier: BSD-3-Clause */
/* An interrupt at every instant of a call; its handler makes a call of its own. After each point the call's
 * results, its buffers and the callee-saved registers are what they are without an interrupt. */
#include <psa/crypto.h>
#include <psa/internal_trusted_storage.h>
#include <psa_manifest/sid.h>
#include <string.h>

#include "attack.h"

enum { SIZE = 64, GUARD = 16, RECORD = 3, MISSES_AT_END = 40 };
static uint8_t input[SIZE];
static struct { uint8_t before[GUARD], data[SIZE], after[GUARD]; } output;
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

static bool output_is(const uint8_t* data, size_t size) {
  for (size_t i = 0; i < GUARD; ++i) {
    if (output.before[i] != 0xA5 || output.after[i] != 0xA5) return false;
  }
  return memcmp(output.data, data, size) == 0;
}

static psa_status_t call_framework_version(void* context) {
  (void)context;
  return psa_framework_version() == PSA_FRAMEWORK_VERSION ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static psa_status_t call_version(void* context) {
  (void)context;
  return psa_version(NULL_SID) == NULL_VERSION ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static psa_status_t call_null(void* context) {
  (void)context;
  return psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0);
}

static psa_status_t call_echo(void* context) {
  (void)context;
  const psa_invec in = {input, SIZE};
  psa_outvec out = {output.data, SIZE};
  const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
  if (status != PSA_SUCCESS) return status;
  return out.len == SIZE && output_is(input, SIZE) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

/* Two inputs and two outputs: all eight registers that carry vectors. */
static psa_status_t call_echo_twice(void* context) {
  (void)context;
  const psa_invec in[2] = {{input, 20}, {input + 20, SIZE - 20}};
  psa_outvec out[2] = {{output.data, 20}, {output.data + 20, SIZE - 20}};
  const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, in, 2, out, 2);
  if (status != PSA_SUCCESS) return status;
  return out[0].len + out[1].len == SIZE && output_is(input, SIZE) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_bad_handle(void* context) {
  (void)context;
  const psa_status_t status = psa_call(0x4000FF1F, PSA_IPC_CALL, NULL, 0, NULL, 0);
  return status == PSA_ERROR_PROGRAMMER_ERROR ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static psa_status_t call_random(void* context) {
  (void)context;
  return psa_generate_random(output.data, SIZE);
}

static psa_status_t call_hash(void* context) {
  (void)context;
  static const uint8_t expected[32] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                       0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                       0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  size_t length = 0;
  const psa_status_t status =
      psa_hash_compute(PSA_ALG_SHA_256, (const uint8_t*)"abc", 3, output.data, 32, &length);
  if (status != PSA_SUCCESS) return status;
  return length == 32 && output_is(expected, 32) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_its_get(void* context) {
  (void)context;
  size_t length = 0;
  const psa_status_t status = psa_its_get(RECORD, 0, SIZE, output.data, &length);
  if (status != PSA_SUCCESS) return status;
  return length == SIZE && output_is(input, SIZE) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_its_set(void* context) {
  (void)context;
  return psa_its_set(RECORD, SIZE, input, PSA_STORAGE_FLAG_NONE);
}

static guarded_function* const calls[] = {call_framework_version, call_version,    call_null,   call_echo,
                                          call_echo_twice,        call_bad_handle, call_random, call_hash,
                                          call_its_get,           call_its_set};
enum { CALLS = sizeof calls / sizeof calls[0] };

static uint32_t failures;

static void check_point(uint32_t call, uint32_t ticks) {
  memset(&output, 0xA5, sizeof output);
  tick_start(ticks);
  const psa_status_t status = guarded_call(calls[call], NULL);
  tick_stop();
  if (status == PSA_SUCCESS) return;
  ++failures;
  report("failure at tick", (int32_t)ticks);
  report("  with status", status);
}

/* argument: which call, ticks of the first point, step, the status that a handler's call must get (negated).
 * Ends when the interrupt has come after the call's end often enough. */
int attack_sweep(const uint32_t* argument) {
  const uint32_t call = argument[0];
  uint32_t points = 0, hits = 0, misses = 0, ticks = argument[1];
  if (call >= CALLS) return 3;
  for (int i = 0; i < SIZE; ++i) input[i] = (uint8_t)(i * 7 + 1);
  expected_nested = argument[3];
  tick_hook = call_in_handler;
  if (call_its_set(NULL) != PSA_SUCCESS || guarded_call(calls[call == 3 ? 3 : call], NULL) == REGISTERS_LOST)
    return 4;
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
  return nested_wrong == 0 && guarded_call(call_null, NULL) == PSA_SUCCESS ? 0 : 1;
}
