/* SPDX-License-Identifier: BSD-3-Clause */
/* A non-secure interrupt changes what a call in progress uses: the vectors, or the bytes that they describe.
 * Each byte of the result is the old or the new one, or the call fails; a byte of the secure side is never
 * seen, and no byte outside of the output is written. */
#include <psa_manifest/sid.h>
#include <string.h>

#include "attack.h"

enum { SIZE = 64, GUARD = 64, MISSES_AT_END = 40 };
enum { CHANGE_DATA, CHANGE_IN_BASE, CHANGE_IN_LENGTH, CHANGE_OUT_BASE, CHANGE_OUT_LENGTH, CHANGE_ALL };

static struct { uint8_t before[GUARD], data[SIZE], after[GUARD]; } input, output;
static psa_invec in;
static psa_outvec out;
static uint32_t change, secure_address;

static uint8_t old_byte(size_t i) { return (uint8_t)(0x40 | (i & 0x3F)); }
static uint8_t new_byte(size_t i) { return (uint8_t)(0x80 | (i & 0x3F)); }

static void alter(void) {
  if (change == CHANGE_DATA || change == CHANGE_ALL) {
    for (size_t i = 0; i < SIZE; ++i) input.data[i] = new_byte(i);
  }
  if (change == CHANGE_IN_BASE || change == CHANGE_ALL) in.base = (const void*)secure_address;
  if (change == CHANGE_IN_LENGTH || change == CHANGE_ALL) in.len = 0xFFFFFFF0;
  if (change == CHANGE_OUT_BASE || change == CHANGE_ALL) out.base = (void*)secure_address;
  if (change == CHANGE_OUT_LENGTH || change == CHANGE_ALL) out.len = 0xFFFFFFF0;
}

static psa_status_t call(void* context) {
  (void)context;
  return psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
}

static bool untouched(const uint8_t* bytes, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (bytes[i] != 0xA5) return false;
  }
  return true;
}

static bool old_or_new(size_t i) {
  const uint8_t byte = output.data[i];
  return byte == old_byte(i) || (byte == new_byte(i) && (change == CHANGE_DATA || change == CHANGE_ALL));
}

static bool outcome_is_right(psa_status_t status) {
  if (!untouched(output.before, GUARD) || !untouched(output.after, GUARD)) return false;
  if (status == PSA_ERROR_PROGRAMMER_ERROR) return untouched(output.data, SIZE);
  if (status != PSA_SUCCESS) return false;
  for (size_t i = 0; i < SIZE; ++i) {
    if (!old_or_new(i)) return false;
  }
  return true;
}

static void prepare(void) {
  memset(&output, 0xA5, sizeof output);
  memset(&input, 0x11, sizeof input);
  for (size_t i = 0; i < SIZE; ++i) input.data[i] = old_byte(i);
  in = (psa_invec){input.data, SIZE};
  out = (psa_outvec){output.data, SIZE};
}

/* argument: what changes, an address in secure memory, ticks of the first point, step */
int attack_race(const uint32_t* argument) {
  uint32_t points = 0, hits = 0, misses = 0, failures = 0, refused = 0, mixed = 0;
  change = argument[0];
  secure_address = argument[1];
  tick_hook = alter;
  for (uint32_t ticks = argument[2]; misses < MISSES_AT_END && failures < 10;
       ticks += argument[3], ++points) {
    prepare();
    tick_start(ticks);
    const psa_status_t status = guarded_call(call, NULL);
    tick_stop();
    hits += tick_count;
    misses = tick_count == 0 ? misses + 1 : 0;
    refused += status == PSA_ERROR_PROGRAMMER_ERROR;
    mixed += output.data[0] == old_byte(0) && output.data[SIZE - 1] == new_byte(SIZE - 1);
    if (outcome_is_right(status)) continue;
    ++failures;
    report("failure at tick", (int32_t)ticks);
    report("  with status", status);
  }
  report("points", (int32_t)points);
  report("interrupts", (int32_t)hits);
  report("calls refused", (int32_t)refused);
  report("results half old, half new", (int32_t)mixed);
  report("failures", (int32_t)failures);
  return failures == 0 ? 0 : 1;
}
