/* SPDX-License-Identifier: BSD-3-Clause */
#include "../first_level.h"

void ticker_flih_main(void) {
  struct canary canary;
  canary_set(&canary);
  psa_irq_enable(TICKER_FIRST_SIGNAL);
  for (;;) {
    const psa_signal_t signals = GUARDED(&guard, psa_wait, PSA_WAIT_ANY, PSA_BLOCK, 0, 0);
    if ((signals & TICKER_FIRST_SIGNAL) != 0) collect_signal();
    psa_msg_t msg;
    if ((signals & TICKER_FLIH_SIGNAL) != 0 &&
        GUARDED(&guard, psa_get, TICKER_FLIH_SIGNAL, &msg, 0, 0) == PSA_SUCCESS)
      answer(&msg, serve(&msg));
    result.lost += canary_wrong(&canary);
  }
}
