/* SPDX-License-Identifier: BSD-3-Clause */
/* Runs the selected tests one after the other. Many end in a reset: how far it is and what runs is kept in
 * trusted storage, which must be as it was left at every start.
 */
#include <psa/internal_trusted_storage.h>
#include <string.h>

#include "nspe.h"
#include "platform.h"
#include "text.h"

extern const struct command __challenge;

static const struct {
  const char* name;
  int32_t (*run)(void); /* NULL: in a partition */
} tests[k_test_count] = {
#define X(name) [k_##name] = {#name, name},
    NS_TESTS(X)
#undef X
#define X(name) [k_##name] = {#name, NULL},
        CLIENT_TESTS(X) SERVER_TESTS(X) DRIVER_TESTS(X) SFN_TESTS(X) MAPPED_TESTS(X)
#undef X
};

enum { RECORD_UID = 0xC0F, PATTERN_SIZE = 20 };
struct record {
  uint32_t run;
  uint32_t next;
  uint32_t running; /* tests[next] was begun */
  uint8_t pattern[PATTERN_SIZE];
};

static void fill(struct record* record) {
  for (uint32_t i = 0; i < PATTERN_SIZE; ++i) {
    record->pattern[i] = (uint8_t)((record->run ^ record->next * 31u ^ record->running) + 7u * i);
  }
}

static int is_intact(const struct record* record) {
  struct record twin = *record;
  fill(&twin);
  return memcmp(&twin, record, sizeof twin) == 0;
}

static void say(const char* name, const char* what, int32_t number) {
  struct text text = {.length = 0};
  text_add(text_add(text_add(text_add(&text, "[APP] test "), name), " "), what);
  if (number != 0) text_number(&text, number);
  platform_print(text.line);
}

/* 0: there is a good one of this run, or it is the first start. */
static int load(struct record* record, uint32_t run) {
  size_t size = 0;
  const psa_status_t status = psa_its_get(RECORD_UID, 0, sizeof *record, record, &size);
  if (status == PSA_SUCCESS && (size != sizeof *record || !is_intact(record))) return 3;
  if (status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST) return 3;
  if (status != PSA_SUCCESS || record->run != run) *record = (struct record){.run = run};
  return 0;
}

static psa_status_t save(struct record* record, uint32_t test, uint32_t running) {
  record->next = test;
  record->running = running;
  fill(record);
  return psa_its_set(RECORD_UID, sizeof *record, record, PSA_STORAGE_FLAG_NONE);
}

static int run_all(const struct command* command, struct record* record) {
  if (record->running != 0) {
    say(tests[record->next].name, "was ended by a reset", 0);
    ++record->next;
  }
  for (uint32_t test = record->next; test < k_test_count; ++test) {
    if ((command->selected[test / 32] >> test % 32 & 1) == 0) continue;
    if (save(record, test, 1) != PSA_SUCCESS) return 4;
    say(tests[test].name, "begins", 0);
    const int32_t line =
        tests[test].run != NULL ? tests[test].run() : run_in_partition((int32_t)test, command->spm);
    say(tests[test].name, line == 0 ? "passed" : "failed at line ", line);
  }
  return save(record, k_test_count, 0) == PSA_SUCCESS ? 0 : 4;
}

int app(void) {
  struct record record;
  const struct command* command = &__challenge;
  if (memcmp(command->magic, "RDCONFRM", sizeof command->magic) != 0) {
    platform_print("[APP] no command");
    return 2;
  }
  int status = load(&record, command->run);
  if (status == 0) status = run_all(command, &record);
  platform_print(status == 3 ? "[APP] the record of the progress is damaged" : "[APP] conformance ends");
  return status;
}
