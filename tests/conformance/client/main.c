/* SPDX-License-Identifier: BSD-3-Clause */
#include "../requests.h"
#include "client.h"
#include "psa_manifest/conf_client.h"

static const struct {
  int32_t type;
  test_function* run;
} tests[] = {
#define X(name) {k_##name, name},
    CLIENT_TESTS(X)
#undef X
};

struct conformance_places* const all_places = &places;
static uint32_t some_data = 0xC11E47DA;
static psa_handle_t kept;

/* A connection of its own whose handle somebody else may try to use; the next such request closes it. */
static int32_t keep_connection(void) {
  if (kept != PSA_NULL_HANDLE) {
    psa_close(kept);
    kept = PSA_NULL_HANDLE;
  } else {
    kept = psa_connect(CONF_RELAXED_SID, 2);
  }
  return kept;
}

static int32_t serve(const psa_msg_t* msg) {
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; ++i) {
    if (tests[i].type != msg->type) continue;
    read_places(msg);
    return tests[i].run(msg);
  }
  if (msg->type == REQUEST_CONNECT) return keep_connection();
  const struct conformance_addresses addresses = {(uint32_t)&some_data, (uint32_t)&addresses, 0, 0};
  return answer(msg, &addresses);
}

/* The doorbell asks for a call of the stateless service. */
void conf_client_main(void) {
  while (1) {
    const psa_signal_t signals = psa_wait(PSA_WAIT_ANY, PSA_BLOCK);
    if ((signals & PSA_DOORBELL) != 0) {
      uint32_t word = 0;
      size_t size = sizeof word;
      psa_clear();
      (void)call_with(CONF_STATELESS_HANDLE, REQUEST_ECHO, "rang", 4, &word, &size);
    }
    if ((signals & CONF_CLIENT_TEST_SIGNAL) != 0) {
      psa_msg_t msg;
      if (psa_get(CONF_CLIENT_TEST_SIGNAL, &msg) == PSA_SUCCESS) psa_reply(msg.handle, serve(&msg));
    }
  }
}
