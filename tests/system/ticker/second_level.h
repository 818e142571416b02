/* SPDX-License-Identifier: BSD-3-Clause */
/* TIMER1 handled at second level. For one source file of a partition of the IPC model. */
#ifndef TICKER_SECOND_LEVEL_H
#define TICKER_SECOND_LEVEL_H

#include "owner.h"
#include "psa_manifest/pid.h"
#include "psa_manifest/ticker_slih.h"

/* Tells the service that is called: it knows then whether this came before or during its request. */
static void handle_timer(void) {
  timer_stop(TIMER1_BASE);
  ++result.handled;
  ++result.signals;
  psa_notify(TICKER_IPC);
  (void)GUARDED(&guard, psa_eoi, TICKER_SECOND_SIGNAL, 0, 0, 0);
}

static void collect_signal(void) {
  if (psa_wait(TICKER_SECOND_SIGNAL, PSA_POLL) != 0) handle_timer();
}

void ticker_slih_main(void) {
  struct canary canary;
  canary_set(&canary);
  psa_irq_enable(TICKER_SECOND_SIGNAL);
  for (;;) {
    const psa_signal_t signals = GUARDED(&guard, psa_wait, PSA_WAIT_ANY, PSA_BLOCK, 0, 0);
    if ((signals & TICKER_SECOND_SIGNAL) != 0) handle_timer();
    psa_msg_t msg;
    if ((signals & TICKER_SLIH_SIGNAL) != 0 &&
        GUARDED(&guard, psa_get, TICKER_SLIH_SIGNAL, &msg, 0, 0) == PSA_SUCCESS)
      answer(&msg, own(TIMER1_BASE, &msg));
    result.lost += canary_wrong(&canary);
  }
}

#endif
