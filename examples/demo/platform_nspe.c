/* SPDX-License-Identifier: BSD-3-Clause */
/* On an MPS2 or MPS3 board: the console is UART0, and the end of the program ends the emulator. */
#include <string.h>

#include "platform.h"

extern const uint8_t __challenge[64]; /* the end of the NSPE's RAM, which the SDK's nspe.ld keeps free */

_Noreturn void platform_exit(int status);

/* CMSDK UART */
struct uart {
  volatile uint32_t data, state, control, interrupt, divider;
};
#define UART0 ((struct uart*)DEMO_UART0)
enum { UART_TX_FULL = 1, UART_TX_ENABLE = 1, UART_DIVIDER = 16 };

static void put(char c) {
  while ((UART0->state & UART_TX_FULL) != 0) {
  }
  UART0->data = (uint8_t)c;
}

void platform_print(const char* line) {
  while (*line != '\0') put(*line++);
  put('\r');
  put('\n');
}

bool platform_challenge(uint8_t challenge[32]) {
  if (memcmp(__challenge, "RDCHALNG", 8) != 0) return false;
  memcpy(challenge, __challenge + 8, 32);
  return true;
}

/* Semihosting's SYS_EXIT_EXTENDED: the emulator ends with this exit status. */
_Noreturn void platform_exit(int status) {
  const uint32_t reason[2] = {0x20026 /* ADP_Stopped_ApplicationExit */, (uint32_t)status};
  register uint32_t operation __asm__("r0") = 0x20;
  register const uint32_t* argument __asm__("r1") = reason;
  __asm__ volatile("bkpt 0xab" : : "r"(operation), "r"(argument) : "memory");
  for (;;) {
  }
}

int main(void) {
  UART0->divider = UART_DIVIDER;
  UART0->control = UART_TX_ENABLE;
  platform_exit(app());
}
