/* SPDX-License-Identifier: BSD-3-Clause */
#include "psa_manifest/conf_server.h"
#include "psa_manifest/pid.h"

#include <stdlib.h>

#include "../requests.h"
#include "server.h"

static const struct {
  int32_t type;
  test_function* run;
} tests[] = {
#define X(name) {k_##name, name},
    SERVER_TESTS(X)
#undef X
};

struct conformance_places* const all_places = &places;
static test_function* pending;
static uint32_t some_data = 0x5E12DA7A;

int32_t later(test_function* test, int32_t next) {
  pending = test;
  return next;
}

void wait_for_client(void) {
  psa_notify(CONF_CLIENT);
  (void)psa_wait(CONF_STATELESS_SIGNAL, PSA_BLOCK);
}

/* Two messages at a time, answered in the other order. */
static int32_t defer(const psa_msg_t* first) {
  psa_msg_t second;
  uint32_t word = 0;
  wait_for_client();
  if (psa_get(CONF_STATELESS_SIGNAL, &second) != PSA_SUCCESS) return __LINE__;
  const int right = second.client_id == CONF_CLIENT && first->client_id < 0 &&
                    second.handle != first->handle && psa_read(first->handle, 0, &word, 2) == 2;
  const psa_status_t status = answer_echo(&second);
  if (psa_read(first->handle, 0, (uint8_t*)&word + 2, 2) != 2 || word != 0x64636261) return __LINE__;
  psa_reply(second.handle, status);
  psa_write(first->handle, 0, &word, sizeof word);
  return right ? PSA_SUCCESS : __LINE__;
}

static int32_t serve_request(psa_signal_t signal, const psa_msg_t* msg) {
  if (signal == CONF_DROP_SIGNAL && msg->type >= 0) return PSA_ERROR_PROGRAMMER_ERROR;
  if (msg->type == REQUEST_DEFER) return defer(msg);
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; ++i) {
    if (tests[i].type != msg->type || signal != CONF_SERVER_TEST_SIGNAL) continue;
    read_places(msg);
    return tests[i].run(msg);
  }
  void* heap = malloc(4);
  const struct conformance_addresses addresses = {(uint32_t)&some_data, (uint32_t)&addresses, (uint32_t)heap,
                                                  0};
  free(heap);
  return answer(msg, &addresses);
}

static int32_t serve(psa_signal_t signal, const psa_msg_t* msg) {
  if (pending != NULL && (signal == CONF_SERVER_CONNECTION_SIGNAL || signal == CONF_STATELESS_SIGNAL)) {
    test_function* const test = pending;
    pending = NULL;
    const int32_t status = test(msg);
    return msg->type == PSA_IPC_CONNECT && status > 0 ? PSA_SUCCESS : status;
  }
  if (signal == CONF_SERVER_CONNECTION_SIGNAL && msg->type == PSA_IPC_CONNECT) {
    psa_set_rhandle(msg->handle, &some_data);
  }
  return serve_request(signal, msg);
}

void conf_server_main(void) {
  while (1) {
    const psa_signal_t signals = psa_wait(PSA_WAIT_ANY, PSA_BLOCK);
    if ((signals & PSA_DOORBELL) != 0) {
      psa_clear();
      ++doorbells;
      psa_notify(CONF_CLIENT);
    }
    for (psa_signal_t signal = PSA_DOORBELL << 1; signal != 0; signal <<= 1) {
      psa_msg_t msg;
      if ((signals & signal) == 0 || psa_get(signal, &msg) != PSA_SUCCESS) continue;
      const int32_t status = serve(signal, &msg);
      if (status == RETURN_FROM_MAIN) return;
      if (status != REPLIED) psa_reply(msg.handle, status);
    }
  }
}
