/* SPDX-License-Identifier: BSD-3-Clause */
/* What the partitions here and the NSPE (../app/ticker.c) agree on. */
#ifndef TICKER_REQUESTS_H
#define TICKER_REQUESTS_H

#include <stdint.h>

enum {
  /* TICKER_IPC, TICKER_CONNECTION, TICKER_SFN: output i is input i, changed. Output 2, if there is one:
     struct ticker_doorbell. */
  TICKER_ECHO = 1,
  /* TICKER_RELAY: fills memory of its own with a pattern (output: the address of its middle); how much of it
     is gone. */
  TICKER_PAINT,
  TICKER_INTACT,
  /* TICKER_RELAY, TICKER_FLIH, TICKER_SLIH: TICKER_ECHO by that service. */
  TICKER_RELAY_IPC,
  TICKER_RELAY_SFN,
  /* TICKER_FLIH, TICKER_SLIH: the timer begins to run (input: struct ticker_start); what has come of it, and
   * it stops (output: struct ticker_result). */
  TICKER_START,
  TICKER_STOP,
  /* Both, and between them a relay: the owner of the interrupt waits for the service that it called. */
  TICKER_RUN_IPC,
  TICKER_RUN_SFN,
  /* Both, and between them the owner waits for its interrupt: nobody of the secure side can run. */
  TICKER_AWAIT,
  /* TICKER_FLIH: leaves to non-secure code with another stack pointer. Input: struct ticker_escape. */
  TICKER_ESCAPE,
};

struct ticker_start {
  uint32_t ticks;
  uint32_t signal; /* what a first-level handler returns */
};
struct ticker_result {
  uint32_t handled; /* interrupts since the start */
  uint32_t signals; /* of which the partition saw the signal */
  uint32_t leaks;   /* handlers that found a register which was not cleared */
  uint32_t lost;    /* times that a register or the stack of the partition's own was not what it was */
};
struct ticker_doorbell {
  uint32_t before, meanwhile; /* whether it was asserted when the request came, and during it */
};
struct ticker_escape {
  uint32_t sp, code, ticks;
};

enum { TICKER_SIZE = 24, TICKER_LONG = 560, TICKER_LOST = -4711, TICKER_WRONG = -4712 };
#define TICKER_CHANGE 0x5A5A5A5Au
static inline uint8_t ticker_changed(uint8_t byte) { return (uint8_t)(byte ^ TICKER_CHANGE); }

#endif
