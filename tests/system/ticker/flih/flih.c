/* SPDX-License-Identifier: BSD-3-Clause */
#include "../first_level.h"

psa_status_t ticker_flih_init(void) {
  psa_irq_enable(TICKER_FIRST_SIGNAL);
  return PSA_SUCCESS;
}

psa_status_t ticker_flih_sfn(const psa_msg_t* msg) { return serve(msg); }
