/* SPDX-License-Identifier: BSD-3-Clause */
/* Sends lines over a UART that nobody else can reach. A first-level interrupt handler feeds the UART,
 * character by character; the secure function waits for its signal.
 */
#include "psa_manifest/serial.h"

#include "serial.h"

struct uart { /* CMSDK UART */
  volatile uint32_t data, state, control, interrupt, divider;
};
#define UART ((struct uart*)UART2_BASE)
enum { UART_SEND = 1, UART_SENT_INTERRUPT = 4, UART_SENT = 1, UART_DIVIDER = 16 };

/* Shared with the handler, which runs while the secure function waits. */
static volatile uint8_t line[SERIAL_MAX_LINE];
static volatile size_t length, next;

/* Once, before any request. */
psa_status_t serial_init(void) {
  UART->divider = UART_DIVIDER;
  UART->control = UART_SEND | UART_SENT_INTERRUPT;
  psa_irq_enable(SERIAL_SENT_SIGNAL);
  return PSA_SUCCESS;
}

/* The interrupt SERIAL_SENT: a character has gone. Its signal says that all have. */
psa_flih_result_t serial_sent_flih(void) {
  UART->interrupt = UART_SENT;
  if (next == length) return PSA_FLIH_SIGNAL;
  UART->data = line[next++];
  return PSA_FLIH_NO_SIGNAL;
}

static psa_status_t send(const psa_msg_t* msg) {
  uint8_t copy[SERIAL_MAX_LINE];
  const size_t size = psa_read(msg->handle, 0, copy, sizeof copy);
  if (size == 0 || msg->in_size[0] > sizeof copy) return PSA_ERROR_INVALID_ARGUMENT;
  for (size_t i = 0; i < size; ++i) {
    if (copy[i] < ' ' || copy[i] > '~') return PSA_ERROR_INVALID_ARGUMENT; /* no control characters */
    line[i] = copy[i];
  }
  length = size;
  next = 1;
  UART->data = line[0];
  (void)psa_wait(SERIAL_SENT_SIGNAL, PSA_BLOCK);
  psa_reset_signal(SERIAL_SENT_SIGNAL);
  return PSA_SUCCESS;
}

/* The service SERIAL: one message at a time. */
psa_status_t serial_sfn(const psa_msg_t* msg) {
  return msg->type == SERIAL_SEND ? send(msg) : PSA_ERROR_NOT_SUPPORTED;
}
