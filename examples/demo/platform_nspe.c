/* SPDX-License-Identifier: BSD-3-Clause */
/* The least that an NSPE needs on an MPS2 or MPS3 board: vector table, C start-up, the console on UART0, and
 * a way to end the emulator. The linker symbols are those of the SDK's nspe.ld. */
#include <stddef.h>
#include <string.h>

#include "platform.h"

extern uint32_t __stack_top[], __data_load[], __data_start[], __data_end[], __bss_start[], __bss_end[];
extern const uint8_t __challenge[64]; /* the end of the NSPE's RAM, which no program uses */

int main(void);
void platform_reset(void);
_Noreturn void platform_exit(int status);

/* An application may define its own handlers. Bus faults and hard faults never come here: the SPE takes and
 * reports them, and with them every fault that is not enabled in SHCSR. */
__attribute__((weak)) void platform_fault(void) { platform_exit(2); }
__attribute__((weak)) void platform_systick(void) {}
__attribute__((weak)) void platform_svc(void) {}
__attribute__((weak)) void platform_pendsv(void) {}
__attribute__((weak)) void platform_irq(void) {}

typedef void (*handler)(void);
#define IRQ_4 platform_irq, platform_irq, platform_irq, platform_irq

struct vector_table {
  const uint32_t* stack;
  handler system[15];
  handler interrupt[16];
};

__attribute__((section(".vectors"), used)) const struct vector_table vectors = {
    .stack = __stack_top,
    .system = {platform_reset, platform_fault, platform_fault, platform_fault, platform_fault, platform_fault,
               NULL, NULL, NULL, NULL, platform_svc, platform_fault, NULL, platform_pendsv, platform_systick},
    .interrupt = {IRQ_4, IRQ_4, IRQ_4, IRQ_4},
};

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

void platform_reset(void) {
  memcpy(__data_start, __data_load, (size_t)((char*)__data_end - (char*)__data_start));
  memset(__bss_start, 0, (size_t)((char*)__bss_end - (char*)__bss_start));
  UART0->divider = UART_DIVIDER;
  UART0->control = UART_TX_ENABLE;
  platform_exit(main());
}
