/* SPDX-License-Identifier: BSD-3-Clause */
/* TIMER0 handled at first level. For one source file of a partition of either model. */
#ifndef TICKER_FIRST_LEVEL_H
#define TICKER_FIRST_LEVEL_H

#include "owner.h"
#include "psa_manifest/ticker_flih.h"

/* Its entry finds r0-r12: they are nobody's. */
struct found {
  uint32_t value[13];
  uint32_t lr;
};

__attribute__((used)) static psa_flih_result_t timer_came(const struct found* found) {
  timer_stop(TIMER0_BASE);
  uint32_t seen = 0;
  for (int i = 0; i < 13; ++i) seen |= found->value[i];
  if (seen != 0) ++result.leaks;
  ++result.handled;
  return wanted_signal != 0 ? PSA_FLIH_SIGNAL : PSA_FLIH_NO_SIGNAL;
}

__attribute__((naked)) psa_flih_result_t ticker_first_flih(void) {
  __asm__ volatile(
      "push {r0-r12, lr}\n"
      "mov r0, sp\n"
      "bl timer_came\n"
      "add sp, #4\n"
      "pop {r1-r12, pc}\n");
}

static void collect_signal(uint32_t timeout) {
  if (psa_wait(TICKER_FIRST_SIGNAL, timeout) == 0) return;
  psa_reset_signal(TICKER_FIRST_SIGNAL);
  ++result.signals;
}

/* With its stack pointer where it has no business, to code of the non-secure side, which does not come back.
 */
__attribute__((naked, noreturn)) static void leave(uint32_t sp, uint32_t code) {
  (void)sp;
  (void)code;
  __asm__ volatile(
      "bic r1, r1, #1\n"
      "mov sp, r0\n"
      ".inst.n 0x470c\n"); /* bxns r1 */
}

static int32_t serve(const psa_msg_t* msg) {
  if (msg->type != TICKER_ESCAPE) return own(TIMER0_BASE, msg);
  struct ticker_escape escape;
  if (psa_read(msg->handle, 0, &escape, sizeof escape) != sizeof escape) return PSA_ERROR_INVALID_ARGUMENT;
  timer_start(TIMER0_BASE, escape.ticks);
  leave(escape.sp, escape.code);
}

#endif
