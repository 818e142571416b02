/* SPDX-License-Identifier: BSD-3-Clause */
/* A thread that uses the FPU, or MVE, keeps its registers across a call, whatever interrupts do with theirs
 * meanwhile. */
#include "attack.h"

enum { MISSES_AT_END = 40 };
#define CPACR (*(volatile uint32_t*)0xE000ED88u)

uint32_t floating_call(int32_t handle, uint32_t mve);
void floating_clobber(void);

/* argument: a service's handle, whether there is MVE, the step in ticks */
int attack_floating(const uint32_t* argument) {
  uint32_t points = 0, hits = 0, misses = 0, failures = 0;
  CPACR |= 0xFu << 20;
  __asm__ volatile("dsb\n isb" ::: "memory");
  tick_hook = floating_clobber;
  for (uint32_t ticks = 1; misses < MISSES_AT_END && failures < 10; ticks += argument[2], ++points) {
    tick_start(ticks);
    const uint32_t wrong = floating_call((int32_t)argument[0], argument[1]);
    tick_stop();
    hits += tick_count;
    misses = tick_count == 0 ? misses + 1 : 0;
    if (wrong == 0) continue;
    ++failures;
    report("failure at tick", (int32_t)ticks);
    report("  what is not as it was", (int32_t)wrong);
  }
  report("points", (int32_t)points);
  report("interrupts", (int32_t)hits);
  report("interrupts of the secure side", (int32_t)tick_secure_count);
  return failures == 0 && hits > 10 ? 0 : 1;
}
