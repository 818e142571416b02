/* SPDX-License-Identifier: BSD-3-Clause */
/* One SysTick interrupt at a chosen instant. The handler's entry is in sweep.S. */
#include "attack.h"

struct saved {
  uint32_t register_[13]; /* r0-r12 as the handler found them */
  uint32_t exception_return;
};
void tick_taken(const struct saved* saved);

#define SYST_CSR (*(volatile uint32_t*)0xE000E010)
#define SYST_RVR (*(volatile uint32_t*)0xE000E014)
#define SYST_CVR (*(volatile uint32_t*)0xE000E018)
#define ICSR (*(volatile uint32_t*)0xE000ED04)
enum { ENABLE = 1, TICKINT = 2, PROCESSOR_CLOCK = 4, FROM_SECURE = 0x40 };
#define PENDSTCLR (1u << 25)

void (*volatile tick_hook)(void);
volatile uint32_t tick_count, tick_secure_count, tick_leak_count, tick_forged_return, tick_forged_pc;

void tick_start(uint32_t ticks) {
  tick_count = 0;
  SYST_RVR = ticks;
  SYST_CVR = 0;
  SYST_CSR = ENABLE | TICKINT | PROCESSOR_CLOCK;
  SYST_RVR = 0xFFFFFF; /* from then on: it comes once, however long it had to wait */
}

void tick_stop(void) {
  SYST_CSR = 0;
  ICSR = PENDSTCLR;
  __asm__ volatile("dsb\n isb" ::: "memory");
}

void tick_taken(const struct saved* saved) {
  SYST_CSR = 0;
  ++tick_count;
  if ((saved->exception_return & FROM_SECURE) != 0) {
    uint32_t seen = 0;
    for (int i = 0; i < 13; ++i) seen |= saved->register_[i];
    ++tick_secure_count;
    if (seen != 0) ++tick_leak_count;
  }
  if (tick_hook != NULL) tick_hook();
}
