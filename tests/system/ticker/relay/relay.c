/* SPDX-License-Identifier: BSD-3-Clause */
#include "../relay.h"

#include "psa_manifest/ticker_relay.h"

void ticker_relay_main(void) {
  for (;;) {
    (void)GUARDED(&guard, psa_wait, TICKER_RELAY_SIGNAL, PSA_BLOCK, 0, 0);
    psa_msg_t msg;
    if (GUARDED(&guard, psa_get, TICKER_RELAY_SIGNAL, &msg, 0, 0) != PSA_SUCCESS) continue;
    answer(&msg, relay(&msg));
  }
}
