/* SPDX-License-Identifier: BSD-3-Clause */
#include <psa_manifest/float_flih.h>

#include "../../ticker/timer.h"
#include "../float.h"

static volatile uint32_t handled, signalled, wrong;

psa_flih_result_t float_tick_flih(void) {
  uint32_t argument[3] = {3, 0, 0};
  timer_stop(TIMER0_BASE);
  wrong |= float_left() == 0 ? 0 : 1;
  wrong |= float_hold(FLOAT_SECRET + 0x500, (void*)float_spin, argument);
  ++handled;
  return PSA_FLIH_SIGNAL;
}

static void collect_signal(void) {
  psa_reset_signal(FLOAT_TICK_SIGNAL);
  ++signalled;
}

/* FLOAT_START: after so many ticks. FLOAT_STOP: how often it came, or a negative number: what was not right.
 */
static psa_status_t serve(const psa_msg_t* msg) {
  uint32_t ticks;
  timer_stop(TIMER0_BASE);
  if (psa_wait(FLOAT_TICK_SIGNAL, PSA_POLL) != 0) collect_signal();
  if (handled != signalled) wrong |= 32;
  if (msg->type == FLOAT_STOP) return wrong != 0 ? -(psa_status_t)wrong : (psa_status_t)handled;
  if (psa_read(msg->handle, 0, &ticks, sizeof ticks) != sizeof ticks) return PSA_ERROR_INVALID_ARGUMENT;
  handled = signalled = 0;
  timer_start(TIMER0_BASE, ticks);
  return PSA_SUCCESS;
}

/* More urgent than the NSPE: wherever that is, its handler's signal brings this about. */
void float_flih_main(void) {
  psa_irq_enable(FLOAT_TICK_SIGNAL);
  for (;;) {
    psa_msg_t msg;
    uint32_t argument[3] = {PSA_WAIT_ANY, PSA_BLOCK, 0};
    wrong |= float_hold(FLOAT_SECRET + 0x600, (void*)psa_wait, argument);
    if ((argument[0] & FLOAT_TICK_SIGNAL) != 0) collect_signal();
    if ((argument[0] & FLOAT_FLIH_SIGNAL) != 0 && psa_get(FLOAT_FLIH_SIGNAL, &msg) == PSA_SUCCESS)
      psa_reply(msg.handle, serve(&msg));
  }
}
