/* SPDX-License-Identifier: BSD-3-Clause */
/* Work for the power cuts. Each boot first tells what storage holds, then changes it until the power goes.
 * Which operation has which number, record and size is known to the harness too (../power_cut.py). */
#include <psa/internal_trusted_storage.h>

#include "attack.h"
#include "platform.h"
#include "text.h"

enum { RECORDS = 6, MAX_SIZE = 200 };
static uint8_t content[MAX_SIZE];

static uint32_t record_of(uint32_t operation) { return 1 + (operation * 5 + operation / 7) % RECORDS; }
static uint32_t size_of(uint32_t operation) {
  static const uint8_t sizes[] = {64, 4, 200, 33, 64, 100, 7};
  return sizes[operation % sizeof sizes];
}
static bool is_removal(uint32_t operation) { return operation % 11 == 10; }

static void fill(uint32_t operation, uint32_t size) {
  uint32_t state = operation * 2654435761u + 1;
  for (uint32_t i = 0; i < size; ++i) {
    state = state * 1664525u + 1013904223u;
    content[i] = i < 4 ? (uint8_t)(operation >> (8 * i)) : (uint8_t)(state >> 24);
  }
}

/* The operation that wrote this content, or -1 if no one did. */
static int32_t writer_of(const uint8_t* found, size_t size) {
  if (size < 4) return -1;
  const uint32_t operation =
      (uint32_t)found[0] | (uint32_t)found[1] << 8 | (uint32_t)found[2] << 16 | (uint32_t)found[3] << 24;
  if (operation > 0x7FFFFFFF || size_of(operation) != size) return -1;
  fill(operation, (uint32_t)size);
  for (size_t i = 0; i < size; ++i) {
    if (found[i] != content[i]) return -1;
  }
  return (int32_t)operation;
}

/* "RECORD <uid> operation <number>" or "RECORD <uid> status <status>" */
static void tell(uint32_t uid) {
  static uint8_t found[MAX_SIZE];
  struct text text = {.length = 0};
  size_t length = 0;
  struct psa_storage_info_t info = {0};
  psa_status_t status = psa_its_get(uid, 0, sizeof found, found, &length);
  if (status == PSA_SUCCESS) status = psa_its_get_info(uid, &info);
  text_number(text_add(&text, "RECORD "), (int32_t)uid);
  if (status != PSA_SUCCESS) {
    text_number(text_add(&text, " status "), status);
  } else {
    text_number(text_add(&text, " operation "), info.size == length ? writer_of(found, length) : -2);
  }
  platform_print(text.line);
}

static psa_status_t change(uint32_t operation) {
  const uint32_t uid = record_of(operation);
  if (is_removal(operation)) {
    const psa_status_t status = psa_its_remove(uid);
    return status == PSA_ERROR_DOES_NOT_EXIST ? PSA_SUCCESS : status;
  }
  const uint32_t size = size_of(operation);
  fill(operation, size);
  return psa_its_set(uid, size, content, PSA_STORAGE_FLAG_NONE);
}

/* argument: number of the first operation, how many */
int attack_records(const uint32_t* argument) {
  for (uint32_t uid = 1; uid <= RECORDS; ++uid) tell(uid);
  platform_print("RECORDS told");
  __asm__ volatile(".inst.w 0xf3af8040" ::: "memory");
  for (uint32_t i = 0; i < argument[1]; ++i) {
    const psa_status_t status = change(argument[0] + i);
    if (status != PSA_SUCCESS) {
      report("operation failed with", status);
      return 1;
    }
    __asm__ volatile(".inst.w 0xf3af8042" ::: "memory");
  }
  return 0;
}
