/* SPDX-License-Identifier: BSD-3-Clause */
#include "../echo.h"
#include "psa_manifest/ticker_sfn.h"

enum { WORDS = 256 };
static uint32_t pattern(uint32_t i) { return 0x9A1417ED + i * 0x01000193; }

static int32_t paint(void) {
  volatile uint32_t* const memory = (volatile uint32_t*)RETAINED_RAM_BASE;
  for (uint32_t i = 0; i < WORDS; ++i) memory[i] = pattern(i);
  return PSA_SUCCESS;
}

/* How many words are not painted, or PSA_SUCCESS. */
static int32_t unpainted(void) {
  const volatile uint32_t* const memory = (const volatile uint32_t*)RETAINED_RAM_BASE;
  int32_t wrong = 0;
  for (uint32_t i = 0; i < WORDS; ++i) wrong += memory[i] != pattern(i);
  return wrong;
}

psa_status_t ticker_sfn_sfn(const psa_msg_t* msg) {
  if (msg->type == TICKER_PAINT) return paint();
  if (msg->type == TICKER_INTACT) return unpainted();
  return echo(msg);
}
