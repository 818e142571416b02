/* SPDX-License-Identifier: BSD-3-Clause */
/* The requests that services of several partitions serve in the same way (conformance.h). One copy for each
 * partition. */
#ifndef CONFORMANCE_REQUESTS_H
#define CONFORMANCE_REQUESTS_H

#include <psa/service.h>

#include "conformance.h"

static struct conformance_message last_message;
static psa_status_t next_connect_status; /* 0: PSA_SUCCESS */
static uint32_t doorbells;
static struct conformance_places places;

static inline void remember_message(const psa_msg_t* msg) {
  last_message.type = msg->type;
  last_message.client_id = msg->client_id;
  last_message.rhandle = (uint32_t)msg->rhandle;
  last_message.handle_is_positive = msg->handle > 0;
  for (int i = 0; i < 4; ++i) {
    last_message.in_size[i] = msg->in_size[i];
    last_message.out_size[i] = msg->out_size[i];
  }
}

static inline psa_status_t answer_echo(const psa_msg_t* msg) {
  uint8_t buffer[64];
  for (uint32_t i = 0; i < PSA_MAX_IOVEC; ++i) {
    size_t size = psa_read(msg->handle, i, buffer, sizeof buffer);
    if (size > msg->out_size[i]) size = msg->out_size[i];
    if (size != 0) psa_write(msg->handle, i, buffer, size);
  }
  return PSA_SUCCESS;
}

static inline psa_status_t answer_data(const psa_msg_t* msg, const void* data, size_t size) {
  if (msg->out_size[0] < size) return PSA_ERROR_BUFFER_TOO_SMALL;
  psa_write(msg->handle, 0, data, size);
  return PSA_SUCCESS;
}

static inline psa_status_t answer_request(const psa_msg_t* msg,
                                          const struct conformance_addresses* addresses) {
  uint32_t word = 0;
  if (msg->type == REQUEST_MESSAGE) return answer_data(msg, &last_message, sizeof last_message);
  remember_message(msg);
  switch (msg->type) {
    case REQUEST_ECHO:
      return answer_echo(msg);
    case REQUEST_ADDRESSES:
      return answer_data(msg, addresses, sizeof *addresses);
    case REQUEST_DOORBELLS:
      return answer_data(msg, &doorbells, sizeof doorbells);
    case REQUEST_STATUS:
      (void)psa_read(msg->handle, 0, &word, sizeof word);
      if (msg->out_size[0] >= 3) psa_write(msg->handle, 0, "abc", 3);
      return (psa_status_t)word;
    case REQUEST_CONNECT:
      (void)psa_read(msg->handle, 0, &next_connect_status, sizeof next_connect_status);
      return PSA_SUCCESS;
    case REQUEST_RHANDLE:
      (void)psa_read(msg->handle, 0, &word, sizeof word);
      psa_set_rhandle(msg->handle, (void*)word);
      return PSA_SUCCESS;
    default:
      return PSA_SUCCESS;
  }
}

/* Connections, disconnections, and all requests that are no tests. */
static inline psa_status_t answer(const psa_msg_t* msg, const struct conformance_addresses* addresses) {
  if (msg->type >= 0) return answer_request(msg, addresses);
  remember_message(msg);
  const psa_status_t status = msg->type == PSA_IPC_CONNECT ? next_connect_status : PSA_SUCCESS;
  if (msg->type == PSA_IPC_CONNECT) next_connect_status = PSA_SUCCESS;
  return status;
}

/* A test's inputs. */
static inline void read_places(const psa_msg_t* msg) {
  (void)psa_read(msg->handle, 0, &places, sizeof places);
}

#endif
