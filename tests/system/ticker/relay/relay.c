/* SPDX-License-Identifier: BSD-3-Clause */
#include "../relay.h"

#include "psa_manifest/ticker_relay.h"

enum { WORDS = 128, BELOW = 0x400 };
static uint32_t pattern(uint32_t i) { return 0x9A1417ED + i * 0x01000193; }

/* Memory of its own that nothing else writes to, not even the start of the device: the unused half of its
 * stack. */
static volatile uint32_t* canvas(void) {
  const volatile uint32_t here = 0;
  return (volatile uint32_t*)(((uint32_t)&here & ~0xFFu) - BELOW);
}

static int32_t paint(const psa_msg_t* msg) {
  volatile uint32_t* const memory = canvas();
  for (uint32_t i = 0; i < WORDS; ++i) memory[i] = pattern(i);
  const uint32_t middle = (uint32_t)(memory + WORDS / 2);
  psa_write(msg->handle, 0, &middle, sizeof middle);
  return PSA_SUCCESS;
}

/* How many words are not painted, or PSA_SUCCESS. */
static int32_t unpainted(void) {
  const volatile uint32_t* const memory = canvas();
  int32_t wrong = 0;
  for (uint32_t i = 0; i < WORDS; ++i) wrong += memory[i] != pattern(i);
  return wrong;
}

static int32_t serve(const psa_msg_t* msg) {
  if (msg->type == TICKER_PAINT) return paint(msg);
  return msg->type == TICKER_INTACT ? unpainted() : relay(msg);
}

void ticker_relay_main(void) {
  for (;;) {
    (void)GUARDED(&guard, psa_wait, TICKER_RELAY_SIGNAL, PSA_BLOCK, 0, 0);
    psa_msg_t msg;
    if (GUARDED(&guard, psa_get, TICKER_RELAY_SIGNAL, &msg, 0, 0) != PSA_SUCCESS) continue;
    answer(&msg, serve(&msg));
  }
}
