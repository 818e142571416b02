/* SPDX-License-Identifier: BSD-3-Clause */
/* The services that are called: TICKER_ECHO, in pieces and with every register under watch. For one source
 * file of a partition. */
#ifndef TICKER_ECHO_H
#define TICKER_ECHO_H

#include "guard.h"
#include "psa/service.h"
#include "requests.h"

enum { FIRST_PIECE = 7, VECTORS = 2 };
static union {
  uint8_t bytes[TICKER_LONG];
  uint32_t words[TICKER_LONG / 4];
} echo_buffer;
static struct guard guard;

static int32_t echo_vector(const psa_msg_t* msg, uint32_t vector) {
  const uint32_t size = msg->in_size[vector], first = size < FIRST_PIECE ? size : FIRST_PIECE;
  if (size > sizeof echo_buffer || msg->out_size[vector] != size) return PSA_ERROR_INVALID_ARGUMENT;
  if (GUARDED(&guard, psa_read, msg->handle, vector, echo_buffer.bytes, first) != first) return TICKER_WRONG;
  const uint32_t rest = size - first;
  if (GUARDED(&guard, psa_read, msg->handle, vector, echo_buffer.bytes + first, TICKER_LONG - first) != rest)
    return TICKER_WRONG;
  for (uint32_t i = 0; i < (size + 3) / 4; ++i) echo_buffer.words[i] ^= TICKER_CHANGE;
  (void)GUARDED(&guard, psa_write, msg->handle, vector, echo_buffer.bytes, first);
  (void)GUARDED(&guard, psa_write, msg->handle, vector, echo_buffer.bytes + first, rest);
  return PSA_SUCCESS;
}

static int32_t echo(const psa_msg_t* msg) {
  struct canary canary;
  canary_set(&canary);
  int32_t status = PSA_SUCCESS;
  for (uint32_t vector = 0; vector < VECTORS && status == PSA_SUCCESS; ++vector) {
    if (msg->in_size[vector] != 0) status = echo_vector(msg, vector);
  }
  if (held_wrong() + canary_wrong(&canary) + guard.lost != 0) return TICKER_LOST;
  return status;
}

#endif
