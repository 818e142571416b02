/* SPDX-License-Identifier: BSD-3-Clause */
/* psa_get(), psa_read(), psa_skip(), psa_write(), psa_set_rhandle(), psa_reply(). */
#include <string.h>

#include "psa_manifest/conf_server.h"
#include "server.h"

#define NO_HANDLE(msg) ((msg)->handle + 0x10000)
#define CODE ((void*)((uint32_t)&server_read & ~3u))

int32_t server_get_nothing(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  (void)psa_get(0, &other);
  SURVIVED;
}

int32_t server_get_two(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  wait_for_client();
  (void)psa_get(CONF_STATELESS_SIGNAL | CONF_STRICT_SIGNAL, &other);
  SURVIVED;
}

int32_t server_get_unassigned(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  (void)psa_get(0x1, &other);
  SURVIVED;
}

int32_t server_get_doorbell(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  wait_for_client();
  (void)psa_get(PSA_DOORBELL, &other);
  SURVIVED;
}

int32_t server_get_not_asserted(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  (void)psa_get(CONF_SERVER_TEST_SIGNAL, &other);
  SURVIVED;
}

int32_t server_get_null(const psa_msg_t* msg) {
  (void)msg;
  wait_for_client();
  (void)psa_get(CONF_STATELESS_SIGNAL, NULL);
  SURVIVED;
}

int32_t server_get_code(const psa_msg_t* msg) {
  (void)msg;
  wait_for_client();
  (void)psa_get(CONF_STATELESS_SIGNAL, CODE);
  SURVIVED;
}

int32_t server_read(const psa_msg_t* msg) {
  uint8_t buffer[32];
  CHECK(msg->in_size[1] == INPUT_SIZE && msg->in_size[2] == 0 && msg->in_size[3] == 0);
  CHECK(psa_read(msg->handle, 1, buffer, 5) == 5 && memcmp(buffer, "\0\1\2\3\4", 5) == 0);
  CHECK(psa_read(msg->handle, 1, NULL, 0) == 0);
  CHECK(psa_skip(msg->handle, 1, 3) == 3);
  CHECK(psa_skip(msg->handle, 1, 0) == 0);
  CHECK(psa_read(msg->handle, 1, buffer, sizeof buffer) == 8 && buffer[0] == 8 && buffer[7] == 15);
  CHECK(psa_read(msg->handle, 1, buffer, 1) == 0);
  CHECK(psa_skip(msg->handle, 1, 1) == 0);
  CHECK(psa_read(msg->handle, 2, buffer, 1) == 0 && psa_read(msg->handle, 3, buffer, 1) == 0);
  CHECK(psa_skip(msg->handle, 2, 1) == 0);
  return 0;
}

int32_t server_read_null_handle(const psa_msg_t* msg) {
  (void)msg;
  uint8_t byte;
  (void)psa_read(PSA_NULL_HANDLE, 1, &byte, 1);
  SURVIVED;
}

int32_t server_read_bad_handle(const psa_msg_t* msg) {
  uint8_t byte;
  (void)psa_read(NO_HANDLE(msg), 1, &byte, 1);
  SURVIVED;
}

int32_t server_read_replied_handle(const psa_msg_t* msg) {
  uint8_t byte;
  psa_reply(msg->handle, __LINE__);
  (void)psa_read(msg->handle, 1, &byte, 1);
  return REPLIED;
}

int32_t server_read_index(const psa_msg_t* msg) {
  uint8_t byte;
  (void)psa_read(msg->handle, PSA_MAX_IOVEC, &byte, 1);
  SURVIVED;
}

int32_t server_read_connect(const psa_msg_t* msg) {
  uint8_t byte;
  if (msg->type >= 0) return later(server_read_connect, NEXT_CONNECT);
  (void)psa_read(msg->handle, 0, &byte, 1);
  SURVIVED;
}

int32_t server_read_buffer_null(const psa_msg_t* msg) {
  (void)psa_read(msg->handle, 1, NULL, 1);
  SURVIVED;
}

int32_t server_read_buffer_code(const psa_msg_t* msg) {
  (void)psa_read(msg->handle, 1, CODE, 4);
  SURVIVED;
}

int32_t server_read_buffer_spm(const psa_msg_t* msg) {
  (void)psa_read(msg->handle, 1, (void*)all_places->spm, 4);
  SURVIVED;
}

int32_t server_skip_bad_handle(const psa_msg_t* msg) {
  (void)psa_skip(NO_HANDLE(msg), 1, 1);
  SURVIVED;
}

int32_t server_skip_index(const psa_msg_t* msg) {
  (void)psa_skip(msg->handle, UINT32_MAX, 1);
  SURVIVED;
}

int32_t server_skip_connect(const psa_msg_t* msg) {
  if (msg->type >= 0) return later(server_skip_connect, NEXT_CONNECT);
  (void)psa_skip(msg->handle, 0, 1);
  SURVIVED;
}

int32_t server_write(const psa_msg_t* msg) {
  CHECK(msg->out_size[0] == OUTPUT_SIZE && msg->out_size[1] == SECOND_OUTPUT_SIZE && msg->out_size[2] == 0);
  psa_write(msg->handle, 0, "0123", 4);
  psa_write(msg->handle, 0, NULL, 0);
  psa_write(msg->handle, 2, NULL, 0);
  psa_write(msg->handle, 1, "ab", 2);
  psa_write(msg->handle, 0, "456789ABCDEF", 12);
  psa_write(msg->handle, 1, "cd", 2);
  return 0;
}

int32_t server_write_bad_handle(const psa_msg_t* msg) {
  psa_write(NO_HANDLE(msg), 0, "a", 1);
  SURVIVED;
}

int32_t server_write_replied_handle(const psa_msg_t* msg) {
  psa_reply(msg->handle, __LINE__);
  psa_write(msg->handle, 0, "a", 1);
  return REPLIED;
}

int32_t server_write_index(const psa_msg_t* msg) {
  psa_write(msg->handle, PSA_MAX_IOVEC, "a", 1);
  SURVIVED;
}

int32_t server_write_connect(const psa_msg_t* msg) {
  if (msg->type >= 0) return later(server_write_connect, NEXT_CONNECT);
  psa_write(msg->handle, 0, "a", 1);
  SURVIVED;
}

int32_t server_write_too_much(const psa_msg_t* msg) {
  psa_write(msg->handle, 1, "abcde", SECOND_OUTPUT_SIZE + 1);
  SURVIVED;
}

int32_t server_write_again_too_much(const psa_msg_t* msg) {
  psa_write(msg->handle, 1, "abc", 3);
  psa_write(msg->handle, 1, "de", 2);
  SURVIVED;
}

int32_t server_write_absent(const psa_msg_t* msg) {
  psa_write(msg->handle, 2, "a", 1);
  SURVIVED;
}

int32_t server_write_buffer_null(const psa_msg_t* msg) {
  psa_write(msg->handle, 0, NULL, 1);
  SURVIVED;
}

int32_t server_write_buffer_spm(const psa_msg_t* msg) {
  psa_write(msg->handle, 0, (const void*)all_places->spm, 4);
  SURVIVED;
}

int32_t server_rhandle_bad_handle(const psa_msg_t* msg) {
  psa_set_rhandle(NO_HANDLE(msg), NULL);
  SURVIVED;
}

int32_t server_rhandle_replied(const psa_msg_t* msg) {
  psa_reply(msg->handle, __LINE__);
  psa_set_rhandle(msg->handle, NULL);
  return REPLIED;
}

static int32_t set_stateless(const psa_msg_t* msg) {
  psa_set_rhandle(msg->handle, NULL);
  SURVIVED;
}
int32_t server_rhandle_stateless(const psa_msg_t* msg) {
  (void)msg;
  return later(set_stateless, NEXT_STATELESS);
}

int32_t server_reply_null_handle(const psa_msg_t* msg) {
  (void)msg;
  psa_reply(PSA_NULL_HANDLE, PSA_SUCCESS);
  SURVIVED;
}

int32_t server_reply_bad_handle(const psa_msg_t* msg) {
  psa_reply(NO_HANDLE(msg), PSA_SUCCESS);
  SURVIVED;
}

int32_t server_reply_twice(const psa_msg_t* msg) {
  psa_reply(msg->handle, __LINE__);
  psa_reply(msg->handle, __LINE__);
  return REPLIED;
}

int32_t server_reply_connect_status(const psa_msg_t* msg) {
  if (msg->type >= 0) return later(server_reply_connect_status, NEXT_CONNECT);
  psa_reply(msg->handle, 1);
  return REPLIED;
}

int32_t server_reply_connect_error(const psa_msg_t* msg) {
  if (msg->type >= 0) return later(server_reply_connect_error, NEXT_CONNECT);
  psa_reply(msg->handle, PSA_ERROR_NOT_PERMITTED);
  return REPLIED;
}
