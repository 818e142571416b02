/* SPDX-License-Identifier: BSD-3-Clause */
#include <psa/client.h>
#include <redoubt/platform.h>
#include <string.h>

#include "attack.h"
#include "fault.h"
#include "platform.h"
#include "text.h"

extern const struct command __challenge;

void report(const char* what, int32_t number) {
  struct text text = {.length = 0};
  platform_print(text_number(text_add(text_add(text_add(&text, "[APP] "), what), " "), number)->line);
}

void report_hex(const char* what, uint32_t number) {
  struct text text = {.length = 0};
  uint8_t bytes[4];
  for (int i = 0; i < 4; ++i) bytes[i] = (uint8_t)(number >> (24 - 8 * i));
  platform_print(text_hex(text_add(text_add(text_add(&text, "[APP] "), what), " 0x"), bytes, 4)->line);
}

/* Has a faulty partition do what it does. argument: its handle, the request's type, its input */
int attack_partition(const uint32_t* argument) {
  uint32_t answer = 0;
  const psa_invec in = {&argument[2], sizeof argument[2]};
  psa_outvec out = {&answer, sizeof answer};
  const psa_status_t status = psa_call((psa_handle_t)argument[0], (int32_t)argument[1], &in, 1, &out, 1);
  report("status", status);
  return status == PSA_SUCCESS ? 0 : SURVIVED;
}

static psa_status_t ask(const uint32_t* argument, int32_t type) {
  uint32_t answer = 0;
  const psa_invec in = {&argument[2], sizeof argument[2]};
  psa_outvec out = {&answer, sizeof answer};
  return psa_call((psa_handle_t)argument[0], type, &in, 1, &out, 1);
}

enum { NO_FPU, FPU, MVE, NEEDS_AN_INPUT = 14 };

/* By a thread that uses the FPU, whose registers must be what they were. */
static bool is_lost_by_floating_call(const uint32_t* argument, int32_t type) {
  if (argument[4] == NO_FPU || type == NEEDS_AN_INPUT) return true;
  const uint32_t wrong = floating_call((psa_handle_t)argument[0], argument[4] == MVE, type);
  if (wrong == (uint32_t)PSA_ERROR_COMMUNICATION_FAILURE << 8) return true;
  report_hex("  of a thread with floating point", wrong);
  return false;
}

/* A partition that is started anew each time it faults. argument: its handle, how many requests it knows,
 * their input; another service's handle; whether the core has an FPU, MVE */
int attack_restarts(const uint32_t* argument) {
  int failures = 0;
  if (argument[4] != NO_FPU) floating_open();
  for (int32_t type = 1; type < (int32_t)argument[1]; ++type) {
    const bool is_lost = is_lost_by_floating_call(argument, type);
    const psa_status_t lost = ask(argument, type), again = ask(argument, 0);
    const psa_status_t other = psa_call((psa_handle_t)argument[3], 0, NULL, 0, NULL, 0);
    report("request", type);
    report("  its status", lost);
    if (is_lost && lost == PSA_ERROR_COMMUNICATION_FAILURE && again == PSA_SUCCESS && other == PSA_SUCCESS)
      continue;
    report("  then of the same partition", again);
    report("  of another partition", other);
    ++failures;
  }
  return failures;
}

/* Runs, and does not say that it works. */
int attack_idle(const uint32_t* argument) {
  (void)argument;
  return 0;
}

int attack_confirm(const uint32_t* argument) {
  (void)argument;
  return redoubt_platform_confirm() == PSA_SUCCESS ? 0 : 1;
}

extern attack_function attack_records __attribute__((weak)); /* where there is internal trusted storage */
extern attack_function attack_ticker __attribute__((weak));  /* where there are the partitions of ../ticker */
extern attack_function attack_escape __attribute__((weak));

static const struct {
  const char* name;
  attack_function* function;
} attacks[] = {
    {"read", attack_read},
    {"write", attack_write},
    {"jump", attack_jump},
    {"instruction", attack_instruction},
    {"exception_return", attack_exception_return},
    {"abandon", attack_abandon},
    {"partition", attack_partition},
    {"restarts", attack_restarts},
    {"floating", attack_floating},
    {"settings", attack_settings},
    {"vectors", attack_vectors},
    {"sweep", attack_sweep},
    {"threads", attack_threads},
    {"race", attack_race},
    {"entries", attack_entries},
    {"records", attack_records},
    {"confirm", attack_confirm},
    {"idle", attack_idle},
    {"handler_call", attack_handler_call},
    {"stack_overflow", attack_stack_overflow},
    {"ticker", attack_ticker},
    {"escape", attack_escape},
};

/* With RDREPORT the boot after a fault only tells of it. */
int app(void) {
  const struct command* command = &__challenge;
  const bool reports = memcmp(command->magic, "RDREPORT", sizeof command->magic) == 0;
  if (!reports && memcmp(command->magic, "RDATTACK", sizeof command->magic) != 0) {
    platform_print("[APP] no command");
    return 3;
  }
  if (reports && show_last_fault() == PSA_SUCCESS)
    return show_last_fault() == PSA_ERROR_DOES_NOT_EXIST ? 0 : 1;
  for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; ++i) {
    if (strncmp(command->name, attacks[i].name, sizeof command->name) != 0 || attacks[i].function == NULL)
      continue;
    platform_print("[APP] attack begins");
    const int status = attacks[i].function(command->argument);
    report("attack ends", status);
    return status;
  }
  platform_print("[APP] unknown attack");
  return 3;
}
