/* SPDX-License-Identifier: BSD-3-Clause */
#include "psa_manifest/ticker_counter.h"

/* The SSE-300's timers compare with a counter that has to be started. */
psa_status_t ticker_counter_init(void) {
  *(volatile uint32_t*)SYSTEM_COUNTER_BASE |= 1;
  return PSA_SUCCESS;
}

psa_status_t ticker_counter_sfn(const psa_msg_t* msg) {
  (void)msg;
  return PSA_SUCCESS;
}
