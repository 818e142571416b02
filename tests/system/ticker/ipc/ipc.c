/* SPDX-License-Identifier: BSD-3-Clause */
#include "../echo.h"
#include "psa_manifest/ticker_ipc.h"

static uint32_t take_doorbell(void) {
  if (psa_wait(PSA_DOORBELL, PSA_POLL) == 0) return 0;
  psa_clear();
  return 1;
}

static int32_t echo_and_listen(const psa_msg_t* msg) {
  struct ticker_doorbell doorbell = {take_doorbell(), 0};
  const int32_t status = echo(msg);
  doorbell.meanwhile = take_doorbell();
  if (status == PSA_SUCCESS && msg->out_size[2] == sizeof doorbell)
    psa_write(msg->handle, 2, &doorbell, sizeof doorbell);
  return status;
}

static int32_t serve_connection(const psa_msg_t* msg) {
  static uint32_t mine;
  if (msg->type == PSA_IPC_CONNECT) psa_set_rhandle(msg->handle, &mine);
  if (msg->type == PSA_IPC_CONNECT || msg->type == PSA_IPC_DISCONNECT) return PSA_SUCCESS;
  return msg->rhandle == &mine ? echo(msg) : TICKER_WRONG;
}

void ticker_ipc_main(void) {
  for (;;) {
    const psa_signal_t signals =
        GUARDED(&guard, psa_wait, TICKER_IPC_SIGNAL | TICKER_CONNECTION_SIGNAL, PSA_BLOCK, 0, 0);
    const psa_signal_t signal =
        (signals & TICKER_IPC_SIGNAL) != 0 ? TICKER_IPC_SIGNAL : TICKER_CONNECTION_SIGNAL;
    psa_msg_t msg;
    if (GUARDED(&guard, psa_get, signal, &msg, 0, 0) != PSA_SUCCESS) continue;
    const int32_t status = signal == TICKER_IPC_SIGNAL ? echo_and_listen(&msg) : serve_connection(&msg);
    (void)GUARDED(&guard, psa_reply, msg.handle, status, 0, 0);
  }
}
