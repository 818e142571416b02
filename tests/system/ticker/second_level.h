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

static void collect_signal(uint32_t timeout) {
  if (psa_wait(TICKER_SECOND_SIGNAL, timeout) != 0) handle_timer();
}

static int32_t serve(const psa_msg_t* msg) { return own(TIMER1_BASE, msg); }

void ticker_slih_main(void) { serve_for_ever(TICKER_SECOND_SIGNAL, handle_timer, TICKER_SLIH_SIGNAL, serve); }

#endif
