/* SPDX-License-Identifier: BSD-3-Clause */
/* One interrupt after some ticks: a CMSDK timer (SSE-200) or a system timer (SSE-300), by where it is. */
#ifndef TICKER_TIMER_H
#define TICKER_TIMER_H

#include <stdint.h>

enum { ENABLE = 1, INTERRUPT = 8 };
struct cmsdk_timer {
  volatile uint32_t control, value, reload, interrupt;
};
struct system_timer {
  volatile uint32_t count_low, count_high, other[6], compare_low, compare_high, value, control;
};
/* QEMU waits for ever for an instant that is not at a whole nanosecond when it counts instructions; these
 * ticks are 125 ns. */
enum { SYSTEM_TIMER_GRAIN = 4 };

static inline int is_system_timer(uint32_t base) { return base >= 0x58000000u; }

static inline void timer_stop(uint32_t base) {
  if (is_system_timer(base)) {
    ((struct system_timer*)base)->control = 0;
  } else {
    ((struct cmsdk_timer*)base)->control = 0;
    ((struct cmsdk_timer*)base)->interrupt = 1;
  }
  __asm__ volatile("dsb" ::: "memory");
}

static inline void timer_start(uint32_t base, uint32_t ticks) {
  if (is_system_timer(base)) {
    struct system_timer* const timer = (struct system_timer*)base;
    timer->compare_high = timer->count_high;
    timer->compare_low =
        (timer->count_low + ticks + SYSTEM_TIMER_GRAIN - 1) / SYSTEM_TIMER_GRAIN * SYSTEM_TIMER_GRAIN;
    timer->control = ENABLE;
  } else {
    ((struct cmsdk_timer*)base)->reload = 0;
    ((struct cmsdk_timer*)base)->value = ticks;
    ((struct cmsdk_timer*)base)->control = ENABLE | INTERRUPT;
  }
}

#endif
