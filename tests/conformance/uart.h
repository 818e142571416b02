/* SPDX-License-Identifier: BSD-3-Clause */
/* A CMSDK UART whose transmit interrupt can be raised at will. */
#ifndef CONFORMANCE_UART_H
#define CONFORMANCE_UART_H

#include <stdint.h>

struct uart {
  volatile uint32_t data, state, control, interrupt, divider;
};
enum { UART_ENABLE_AND_INTERRUPT = 1 | 4, UART_SENT = 1, UART_DIVIDER = 16 };

static inline void uart_open(struct uart* uart) {
  uart->divider = UART_DIVIDER;
  uart->control = UART_ENABLE_AND_INTERRUPT;
}
static inline void uart_raise(struct uart* uart) { uart->data = ' '; }
static inline void uart_lower(struct uart* uart) { uart->interrupt = UART_SENT; }

#endif
