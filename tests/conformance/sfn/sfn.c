/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "../requests.h"
#include "../uart.h"
#include "psa_manifest/conf_sfn.h"
#include "psa_manifest/pid.h"
#include "psa_manifest/sid.h"

#define UART ((struct uart*)UART3_BASE)

typedef int32_t test_function(const psa_msg_t* msg);

/* What the handler is to do. */
enum handler { SIGNAL, NO_SIGNAL, USE_FUNCTIONS, WRONG_RESULT, CALL, WAIT, PANIC };
static volatile enum handler handler;
static volatile uint32_t handled;
static volatile int32_t handler_failed;
static uint32_t initialised;
static uint32_t some_data = 0x5F2DA7A0;
static test_function* pending;

psa_status_t conf_sfn_init(void) {
  ++initialised;
  uart_open(UART);
  uart_lower(UART);
  return PSA_SUCCESS;
}

/* In a first-level handler: its own interrupt can be enabled, disabled and its signal reset. */
static void use_functions(void) {
  if (psa_irq_disable(CONF_FLIH_SIGNAL) == 0) handler_failed = __LINE__;
  psa_irq_enable(CONF_FLIH_SIGNAL);
  if (handled == 2) psa_reset_signal(CONF_FLIH_SIGNAL);
}

psa_flih_result_t conf_flih_flih(void) {
  uart_lower(UART);
  ++handled;
  switch (handler) {
    case NO_SIGNAL:
      return PSA_FLIH_NO_SIGNAL;
    case USE_FUNCTIONS:
      use_functions();
      return handled == 1 ? PSA_FLIH_SIGNAL : PSA_FLIH_NO_SIGNAL;
    case WRONG_RESULT:
      return 7;
    case CALL:
      (void)psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, NULL, 0, NULL, 0);
      break;
    case WAIT:
      (void)psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK);
      break;
    case PANIC:
      psa_panic();
    default:
      break;
  }
  return PSA_FLIH_SIGNAL;
}

static void raise_to(enum handler what) {
  handler = what;
  handled = 0;
  handler_failed = 0;
  psa_irq_enable(CONF_FLIH_SIGNAL);
  uart_raise(UART);
}

static int32_t sfn_initialised(const psa_msg_t* msg) {
  (void)msg;
  CHECK(initialised == 1);
  return 0;
}

static int32_t sfn_read_write(const psa_msg_t* msg) {
  uint8_t buffer[32];
  CHECK(msg->in_size[1] == INPUT_SIZE && msg->in_size[2] == 0 && msg->out_size[0] == OUTPUT_SIZE);
  CHECK(msg->rhandle == NULL && msg->type == k_sfn_read_write && msg->client_id < 0);
  CHECK(psa_read(msg->handle, 1, buffer, 5) == 5 && memcmp(buffer, "\0\1\2\3\4", 5) == 0);
  CHECK(psa_skip(msg->handle, 1, 3) == 3);
  CHECK(psa_read(msg->handle, 1, buffer, sizeof buffer) == 8 && buffer[0] == 8 && buffer[7] == 15);
  CHECK(psa_read(msg->handle, 1, buffer, 1) == 0 && psa_read(msg->handle, 3, buffer, 1) == 0);
  psa_write(msg->handle, 0, "0123456789ABCDE", 15);
  psa_write(msg->handle, 0, "F", 1);
  return 0;
}

static int32_t sfn_call_ipc(const psa_msg_t* msg) {
  (void)msg;
  uint32_t in = 0x600DCA11, out = 0;
  const psa_invec input = {&in, sizeof in};
  psa_outvec output = {&out, sizeof out};
  CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, &input, 1, &output, 1) == PSA_SUCCESS);
  CHECK(out == in && output.len == sizeof out);
  struct conformance_message message;
  psa_outvec seen = {&message, sizeof message};
  CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_MESSAGE, NULL, 0, &seen, 1) == PSA_SUCCESS);
  CHECK(message.client_id == CONF_SFN && message.type == REQUEST_ECHO);
  return 0;
}

static int32_t sfn_interrupt(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_irq_disable(CONF_FLIH_SIGNAL) == 0); /* FF-M 1.1: not enabled at the start */
  CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_POLL) == 0);
  for (int i = 0; i < 3; ++i) {
    raise_to(SIGNAL);
    CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK) == CONF_FLIH_SIGNAL && handled == 1);
    CHECK(psa_wait(PSA_WAIT_ANY, PSA_POLL) == CONF_FLIH_SIGNAL);
    psa_reset_signal(CONF_FLIH_SIGNAL);
    CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_POLL) == 0);
  }
  CHECK(psa_irq_disable(CONF_FLIH_SIGNAL) != 0);
  return 0;
}

static int32_t sfn_interrupt_no_signal(const psa_msg_t* msg) {
  (void)msg;
  raise_to(NO_SIGNAL);
  while (handled == 0) {
  }
  CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_POLL) == 0 && handled == 1);
  return 0;
}

static int32_t sfn_interrupt_disabled(const psa_msg_t* msg) {
  (void)msg;
  raise_to(SIGNAL);
  (void)psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK);
  CHECK(psa_irq_disable(CONF_FLIH_SIGNAL) != 0 && psa_irq_disable(CONF_FLIH_SIGNAL) == 0);
  uart_raise(UART);
  CHECK(handled == 1 &&
        psa_wait(CONF_FLIH_SIGNAL, PSA_POLL) == CONF_FLIH_SIGNAL); /* what was asserted stays */
  psa_reset_signal(CONF_FLIH_SIGNAL);
  psa_irq_enable(CONF_FLIH_SIGNAL);
  CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK) == CONF_FLIH_SIGNAL && handled == 2);
  psa_reset_signal(CONF_FLIH_SIGNAL);
  return 0;
}

static int32_t sfn_flih_functions(const psa_msg_t* msg) {
  (void)msg;
  raise_to(USE_FUNCTIONS);
  CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK) == CONF_FLIH_SIGNAL && handled == 1);
  uart_raise(UART);
  while (handled == 1) {
  }
  CHECK(handler_failed == 0);
  CHECK(psa_wait(CONF_FLIH_SIGNAL, PSA_POLL) == 0);
  return 0;
}

#define MISUSE(test, ...)                     \
  static int32_t test(const psa_msg_t* msg) { \
    (void)msg;                                \
    __VA_ARGS__;                              \
    SURVIVED;                                 \
  }
static psa_msg_t other;
static uint8_t byte;

MISUSE(sfn_wait_no_interrupt, psa_wait(~CONF_FLIH_SIGNAL, PSA_POLL))
MISUSE(sfn_get, psa_get(CONF_FLIH_SIGNAL, &other))
MISUSE(sfn_reply, psa_reply(msg->handle, PSA_SUCCESS))
MISUSE(sfn_notify, psa_notify(CONF_SERVER))
MISUSE(sfn_clear, psa_clear())
MISUSE(sfn_eoi, raise_to(SIGNAL); (void)psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK); psa_eoi(CONF_FLIH_SIGNAL))
MISUSE(sfn_reset_not_asserted, psa_reset_signal(CONF_FLIH_SIGNAL))
MISUSE(sfn_reset_two, raise_to(SIGNAL); (void)psa_wait(CONF_FLIH_SIGNAL, PSA_BLOCK);
       psa_reset_signal(CONF_FLIH_SIGNAL | CONF_FLIH_SIGNAL << 1))
MISUSE(sfn_enable_unassigned, psa_irq_enable(CONF_FLIH_SIGNAL << 1))
MISUSE(sfn_disable_none, (void)psa_irq_disable(0))
MISUSE(sfn_read_bad_handle, psa_read(msg->handle + 0x10000, 1, &byte, 1))
MISUSE(sfn_read_index, psa_read(msg->handle, PSA_MAX_IOVEC, &byte, 1))
MISUSE(sfn_write_too_much, psa_write(msg->handle, 1, "abcde", SECOND_OUTPUT_SIZE + 1))
MISUSE(sfn_rhandle_stateless, psa_set_rhandle(msg->handle, NULL))
MISUSE(sfn_call_unlisted, psa_call(CONF_STATELESS_UNLISTED_HANDLE, 0, NULL, 0, NULL, 0))
MISUSE(sfn_flih_result, raise_to(WRONG_RESULT))
MISUSE(sfn_flih_call, raise_to(CALL))
MISUSE(sfn_flih_wait, raise_to(WAIT))
MISUSE(sfn_flih_panic, raise_to(PANIC))
MISUSE(sfn_panic, psa_panic())
MISUSE(sfn_write_spm, store_to(places.spm))
MISUSE(sfn_read_driver_data, load_from(places.driver.data))
MISUSE(sfn_write_server_heap, store_to(places.server.heap))
MISUSE(sfn_read_client_stack, load_from(places.client.stack))

static int32_t answer_wrongly(const psa_msg_t* msg) {
  (void)msg;
  return PSA_ERROR_GENERIC_ERROR;
}
static int32_t sfn_connect_status(const psa_msg_t* msg) {
  (void)msg;
  pending = answer_wrongly;
  return NEXT_CONNECT;
}

static int32_t read_connect(const psa_msg_t* msg) {
  (void)psa_read(msg->handle, 0, &byte, 1);
  return PSA_SUCCESS;
}
static int32_t sfn_connect_read(const psa_msg_t* msg) {
  (void)msg;
  pending = read_connect;
  return NEXT_CONNECT;
}

static psa_status_t answer_others(const psa_msg_t* msg) {
  const struct conformance_addresses addresses = {(uint32_t)&some_data, (uint32_t)&addresses, 0,
                                                  UART3_BASE + offsetof(struct uart, divider)};
  return answer(msg, &addresses);
}

psa_status_t conf_sfn_sfn(const psa_msg_t* msg) {
  static const struct {
    int32_t type;
    test_function* run;
  } tests[] = {
#define X(name) {k_##name, name},
      SFN_TESTS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; ++i) {
    if (tests[i].type != msg->type) continue;
    read_places(msg);
    return tests[i].run(msg);
  }
  return answer_others(msg);
}

psa_status_t conf_sfn_connection_sfn(const psa_msg_t* msg) {
  if (msg->type == PSA_IPC_CONNECT && pending != NULL) return pending(msg);
  if (msg->type == PSA_IPC_CONNECT) psa_set_rhandle(msg->handle, &some_data);
  return answer_others(msg);
}
