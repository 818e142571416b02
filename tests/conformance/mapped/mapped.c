/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "../requests.h"
#include "psa_manifest/conf_mapped.h"

typedef int32_t test_function(const psa_msg_t* msg);
static test_function* pending;
static uint8_t byte;
static uint32_t some_data = 0x3A44EDDA;

static int32_t mapped_input(const psa_msg_t* msg) {
  const uint8_t* input = psa_map_invec(msg->handle, 1);
  CHECK(input != NULL && input[0] == 0 && input[15] == 15);
  psa_unmap_invec(msg->handle, 1);
  CHECK(psa_skip(msg->handle, 0, 0) == 0); /* another vector may be read */
  return 0;
}

static int32_t mapped_output(const psa_msg_t* msg) {
  uint8_t* first = psa_map_outvec(msg->handle, 0);
  uint8_t* second = psa_map_outvec(msg->handle, 1);
  CHECK(first != NULL && second != NULL);
  memcpy(first, "0123456789ABCDEF", OUTPUT_SIZE);
  memcpy(second, "abc", 3);
  psa_unmap_outvec(msg->handle, 0, OUTPUT_SIZE);
  psa_unmap_outvec(msg->handle, 1, 3);
  return 0;
}

/* What is still mapped at the answer is unmapped then, and has length 0 for the client. */
static int32_t mapped_output_forgotten(const psa_msg_t* msg) {
  uint8_t* output = psa_map_outvec(msg->handle, 0);
  CHECK(output != NULL && psa_map_invec(msg->handle, 1) != NULL);
  memcpy(output, "0123456789ABCDEF", OUTPUT_SIZE);
  return 0;
}

#define MISUSE(test, ...)                     \
  static int32_t test(const psa_msg_t* msg) { \
    __VA_ARGS__;                              \
    SURVIVED;                                 \
  }
#define MAP_IN(index) (void)psa_map_invec(msg->handle, index)
#define UNMAP_IN(index) psa_unmap_invec(msg->handle, index)
#define MAP_OUT(index) (void)psa_map_outvec(msg->handle, index)
#define UNMAP_OUT(index, size) psa_unmap_outvec(msg->handle, index, size)

MISUSE(mapped_input_twice, MAP_IN(1); MAP_IN(1))
MISUSE(mapped_input_again, MAP_IN(1); UNMAP_IN(1); MAP_IN(1))
MISUSE(mapped_input_absent, MAP_IN(2))
MISUSE(mapped_input_index, MAP_IN(PSA_MAX_IOVEC))
MISUSE(mapped_input_bad_handle, (void)psa_map_invec(msg->handle + 0x10000, 1))
MISUSE(mapped_input_after_read, psa_read(msg->handle, 1, &byte, 1); MAP_IN(1))
MISUSE(mapped_input_after_skip, psa_skip(msg->handle, 1, 1); MAP_IN(1))
MISUSE(mapped_read_after_map, MAP_IN(1); psa_read(msg->handle, 1, &byte, 1))
MISUSE(mapped_skip_after_unmap, MAP_IN(1); UNMAP_IN(1); psa_skip(msg->handle, 1, 1))
MISUSE(mapped_unmap_input_unmapped, UNMAP_IN(1))
MISUSE(mapped_unmap_input_twice, MAP_IN(1); UNMAP_IN(1); UNMAP_IN(1))
MISUSE(mapped_unmap_input_index, UNMAP_IN(PSA_MAX_IOVEC))
MISUSE(mapped_output_twice, MAP_OUT(0); MAP_OUT(0))
MISUSE(mapped_output_absent, MAP_OUT(2))
MISUSE(mapped_output_index, MAP_OUT(PSA_MAX_IOVEC))
MISUSE(mapped_output_after_write, psa_write(msg->handle, 0, "a", 1); MAP_OUT(0))
MISUSE(mapped_write_after_map, MAP_OUT(0); psa_write(msg->handle, 0, "a", 1))
MISUSE(mapped_unmap_output_unmapped, UNMAP_OUT(0, 1))
MISUSE(mapped_unmap_output_twice, MAP_OUT(0); UNMAP_OUT(0, 1); UNMAP_OUT(0, 1))
MISUSE(mapped_unmap_output_length, MAP_OUT(1); UNMAP_OUT(1, SECOND_OUTPUT_SIZE + 1))

static int32_t map_empty(const psa_msg_t* msg) {
  MAP_IN(0);
  return PSA_SUCCESS;
}
static int32_t mapped_input_empty(const psa_msg_t* msg) {
  (void)msg;
  pending = map_empty;
  return NEXT_STATELESS;
}
static int32_t map_connect(const psa_msg_t* msg) {
  MAP_IN(0);
  return PSA_SUCCESS;
}
static int32_t mapped_input_connect(const psa_msg_t* msg) {
  (void)msg;
  pending = map_connect;
  return NEXT_CONNECT;
}

static int32_t serve(const psa_msg_t* msg) {
  static const struct {
    int32_t type;
    test_function* run;
  } tests[] = {
#define X(name) {k_##name, name},
      MAPPED_TESTS(X)
#undef X
  };
  if (pending != NULL) return pending(msg);
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; ++i) {
    if (tests[i].type == msg->type) return tests[i].run(msg);
  }
  const struct conformance_addresses addresses = {(uint32_t)&some_data, (uint32_t)&addresses, 0, 0};
  return answer(msg, &addresses);
}

void conf_mapped_main(void) {
  while (1) {
    const psa_signal_t signals = psa_wait(PSA_WAIT_ANY, PSA_BLOCK);
    const psa_signal_t signal =
        (signals & CONF_MAPPED_SIGNAL) != 0 ? CONF_MAPPED_SIGNAL : CONF_MAPPED_CONNECTION_SIGNAL;
    psa_msg_t msg;
    if (psa_get(signal, &msg) == PSA_SUCCESS) psa_reply(msg.handle, serve(&msg));
  }
}
