/* SPDX-License-Identifier: BSD-3-Clause */
#include "fault.h"

#include <redoubt/platform.h>

#include "platform.h"
#include "text.h"

static struct text* add_word(struct text* text, const char* name, uint32_t word) {
  uint8_t bytes[4];
  for (int i = 0; i < 4; ++i) bytes[i] = (uint8_t)(word >> (24 - 8 * i));
  return text_hex(text_add(text, name), bytes, sizeof bytes);
}

static void add_culprit(struct text* text, const struct redoubt_fault* fault) {
  if (fault->partition == 0) {
    text_add(text, fault->nonsecure != 0 ? "the non-secure side" : "the SPM itself");
  } else {
    text_add(
        text_number(text_add(text_add(text_add(text, "partition "), fault->name), " ("), fault->partition),
        ")");
  }
}

static void add_reason(struct text* text, const struct redoubt_fault* fault) {
  if (fault->kind == REDOUBT_FAULT_MISUSE) {
    text_number(text_add(text, ", misuse "), fault->misuse);
  } else if (fault->kind == REDOUBT_FAULT_EXCEPTION) {
    text_number(text_add(text, ", exception "), fault->exception);
  }
  if (fault->instruction != 0) add_word(text, ", instruction 0x", fault->instruction);
  if ((fault->flags & REDOUBT_FAULT_HAS_ADDRESS) != 0) add_word(text, ", address 0x", fault->address);
  if ((fault->flags & REDOUBT_FAULT_REDACTED) != 0) text_add(text, ", details withheld");
}

/* The record for `redoubt fault` on the host, which makes words, symbols and lines of it. */
static void print_record(const struct redoubt_fault* fault) {
  const uint8_t* const bytes = (const uint8_t*)fault;
  for (size_t at = 0; at < sizeof *fault; at += 32) {
    struct text text = {.length = 0};
    const size_t count = sizeof *fault - at < 32 ? sizeof *fault - at : 32;
    platform_print(text_hex(text_add(&text, "FAULT "), bytes + at, count)->line);
  }
}

psa_status_t show_last_fault(void) {
  struct redoubt_fault fault;
  struct text text = {.length = 0};
  const psa_status_t status = redoubt_platform_last_fault(&fault);
  if (status != PSA_SUCCESS) return status;
  add_culprit(text_add(&text, "[APP] last fault       "), &fault);
  add_reason(&text, &fault);
  text_add(text_number(text_add(&text, ", number "), (int32_t)fault.count), " since power-on");
  platform_print(text.line);
  print_record(&fault);
  return redoubt_platform_clear_fault();
}
