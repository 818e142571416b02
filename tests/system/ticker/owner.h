/* SPDX-License-Identifier: BSD-3-Clause */
/* A partition that owns a timer's interrupt, and calls others. For one source file of a partition. */
#ifndef TICKER_OWNER_H
#define TICKER_OWNER_H

#include "guard.h"
#include "psa/service.h"
#include "relay.h"
#include "requests.h"
#include "timer.h"

static volatile struct ticker_result result;
static volatile uint32_t wanted_signal;
/* What the signal asks for, if it is asserted; or (PSA_BLOCK) once it is. */
static void collect_signal(uint32_t timeout);

static void start(uint32_t base, const struct ticker_start* what) {
  collect_signal(PSA_POLL);
  result.handled = result.signals = 0;
  wanted_signal = what->signal;
  timer_start(base, what->ticks);
}

static int32_t stop(uint32_t base, const psa_msg_t* msg) {
  timer_stop(base);
  collect_signal(PSA_POLL);
  const struct ticker_result answer = {result.handled, result.signals, result.leaks,
                                       result.lost + guard.lost};
  psa_write(msg->handle, 0, &answer, sizeof answer);
  return PSA_SUCCESS;
}

static int32_t own(uint32_t base, const psa_msg_t* msg) {
  struct ticker_start what = {0, 0};
  struct canary canary;
  int32_t status = PSA_SUCCESS;
  canary_set(&canary);
  switch (msg->type) {
    case TICKER_START:
      (void)psa_read(msg->handle, 0, &what, sizeof what);
      start(base, &what);
      break;
    case TICKER_STOP:
      return stop(base, msg);
    case TICKER_AWAIT:
      (void)psa_read(msg->handle, 0, &what, sizeof what);
      start(base, &what);
      collect_signal(PSA_BLOCK);
      status = stop(base, msg);
      break;
    case TICKER_RUN_IPC:
    case TICKER_RUN_SFN:
      (void)psa_read(msg->handle, 0, &what, sizeof what);
      start(base, &what);
      status = relay_to(msg->type == TICKER_RUN_IPC ? TICKER_IPC_HANDLE : TICKER_SFN_HANDLE);
      if (status == PSA_SUCCESS) status = stop(base, msg);
      break;
    default:
      status = relay(msg);
  }
  result.lost += held_wrong() + canary_wrong(&canary);
  return status;
}

/* Of a partition of the IPC model: its thread. */
static inline void serve_for_ever(psa_signal_t interrupt, void (*handle)(void), psa_signal_t service,
                                  int32_t (*serve)(const psa_msg_t*)) {
  struct canary canary;
  canary_set(&canary);
  psa_irq_enable(interrupt);
  for (;;) {
    const psa_signal_t signals = GUARDED(&guard, psa_wait, PSA_WAIT_ANY, PSA_BLOCK, 0, 0);
    if ((signals & interrupt) != 0) handle();
    psa_msg_t msg;
    if ((signals & service) != 0 && GUARDED(&guard, psa_get, service, &msg, 0, 0) == PSA_SUCCESS)
      answer(&msg, serve(&msg));
    result.lost += canary_wrong(&canary);
  }
}

#endif
