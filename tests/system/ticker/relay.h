/* SPDX-License-Identifier: BSD-3-Clause */
/* A partition that calls another one for its client. For one source file of a partition. */
#ifndef TICKER_RELAY_H
#define TICKER_RELAY_H

#include "guard.h"
#include "psa/client.h"
#include "psa/service.h"
#include "psa_manifest/sid.h"
#include "requests.h"

static uint8_t relay_input[TICKER_SIZE], relay_output[TICKER_SIZE];
static struct guard guard;

static int32_t call_echo(psa_handle_t handle) {
  const psa_invec in[2] = {{relay_input, 8}, {relay_input + 8, TICKER_SIZE - 8}};
  psa_outvec out[2] = {{relay_output, 8}, {relay_output + 8, TICKER_SIZE - 8}};
  const psa_status_t status = psa_call(handle, TICKER_ECHO, in, 2, out, 2);
  return status == PSA_SUCCESS && out[0].len + out[1].len != TICKER_SIZE ? TICKER_WRONG : status;
}

static int32_t relay_to(psa_handle_t handle) {
  struct canary canary;
  canary_set(&canary);
  for (uint32_t i = 0; i < TICKER_SIZE; ++i) relay_output[i] = 0;
  const int32_t status = (int32_t)GUARDED(&guard, call_echo, handle, 0, 0, 0);
  for (uint32_t i = 0; i < TICKER_SIZE && status == PSA_SUCCESS; ++i) {
    if (relay_output[i] != ticker_changed(relay_input[i])) return TICKER_WRONG;
  }
  return held_wrong() + canary_wrong(&canary) + guard.lost != 0 ? TICKER_LOST : status;
}

/* Of a partition of the IPC model. */
static inline void answer(const psa_msg_t* msg, int32_t status) {
  (void)GUARDED(&guard, psa_reply, msg->handle, status, 0, 0);
}

/* TICKER_RELAY_IPC, TICKER_RELAY_SFN */
static int32_t relay(const psa_msg_t* msg) {
  if (msg->type != TICKER_RELAY_IPC && msg->type != TICKER_RELAY_SFN) return PSA_ERROR_NOT_SUPPORTED;
  if (GUARDED(&guard, psa_read, msg->handle, 0, relay_input, TICKER_SIZE) != TICKER_SIZE) return TICKER_WRONG;
  const int32_t status = relay_to(msg->type == TICKER_RELAY_IPC ? TICKER_IPC_HANDLE : TICKER_SFN_HANDLE);
  if (status == PSA_SUCCESS) (void)GUARDED(&guard, psa_write, msg->handle, 0, relay_output, TICKER_SIZE);
  return guard.lost != 0 ? TICKER_LOST : status;
}

#endif
