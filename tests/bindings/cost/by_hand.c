/* SPDX-License-Identifier: BSD-3-Clause */
/* The service of typed.cpp, as one writes it in C. */
#include <psa/service.h>

#define ECHO_SIGNAL 0x10u
#define TIMER_SIGNAL 0x20u

struct state {
  uint32_t used;
  uint32_t sum;
};
static struct state states[4];
static volatile uint32_t ticks;

static psa_status_t connect(const psa_msg_t* msg) {
  for (size_t i = 0; i < 4; ++i) {
    if (states[i].used != 0) continue;
    states[i].used = 1;
    states[i].sum = 0;
    psa_set_rhandle(msg->handle, &states[i]);
    return PSA_SUCCESS;
  }
  return PSA_ERROR_CONNECTION_BUSY;
}

static psa_status_t request(const psa_msg_t* msg) {
  uint32_t amount;
  if (msg->in_size[0] != sizeof amount) return PSA_ERROR_PROGRAMMER_ERROR;
  if (psa_read(msg->handle, 0, &amount, sizeof amount) != sizeof amount) return PSA_ERROR_PROGRAMMER_ERROR;
  struct state* const state = msg->rhandle;
  state->sum += amount;
  if (msg->out_size[0] < sizeof state->sum) return PSA_ERROR_BUFFER_TOO_SMALL;
  psa_write(msg->handle, 0, &state->sum, sizeof state->sum);
  return PSA_SUCCESS;
}

psa_status_t counter_sfn(const psa_msg_t* msg) {
  if (msg->type == PSA_IPC_CONNECT) return connect(msg);
  if (msg->type == PSA_IPC_DISCONNECT) {
    struct state* const state = msg->rhandle;
    state->used = 0;
    return PSA_SUCCESS;
  }
  if (msg->type < 0) return PSA_SUCCESS;
  return request(msg);
}

static psa_status_t echo(const psa_msg_t* msg) {
  if (msg->type < 0) return PSA_SUCCESS;
  uint8_t piece[16];
  size_t left = msg->in_size[0];
  if (left > msg->out_size[0]) return PSA_ERROR_BUFFER_TOO_SMALL;
  while (left != 0) {
    const size_t count = psa_read(msg->handle, 0, piece, sizeof piece);
    psa_write(msg->handle, 0, piece, count);
    left -= count;
  }
  return PSA_SUCCESS;
}

void echo_main(void) {
  for (;;) {
    const psa_signal_t asserted = psa_wait(ECHO_SIGNAL | TIMER_SIGNAL, PSA_BLOCK);
    if ((asserted & TIMER_SIGNAL) != 0) {
      ++ticks;
      psa_eoi(TIMER_SIGNAL);
    }
    if ((asserted & ECHO_SIGNAL) != 0) {
      psa_msg_t msg;
      if (psa_get(ECHO_SIGNAL, &msg) == PSA_SUCCESS) psa_reply(msg.handle, echo(&msg));
    }
  }
}
