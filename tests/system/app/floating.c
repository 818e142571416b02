/* SPDX-License-Identifier: BSD-3-Clause */
/* A thread that uses the FPU, or MVE, keeps its registers across a call, whatever interrupts do with theirs
 * meanwhile. */
#include "../floating/float.h"
#include "attack.h"

enum { MISSES_AT_END = 40 };
#define CPACR (*(volatile uint32_t*)0xE000ED88u)

uint32_t floating_secrets(void);
uint32_t floating_clobber(void);

static uint32_t secrets_seen;

void floating_open(void) {
  CPACR |= 0xFu << 20;
  __asm__ volatile("dsb\n isb" ::: "memory");
}

static void use_fpu(void) { secrets_seen += floating_clobber(); }

/* Of a thread that does not use the FPU; what is there afterwards. */
static uint32_t plain_call(psa_handle_t handle, int32_t type) {
  uint32_t control;
  __asm__ volatile("mrs %0, control\n bic %0, #4\n msr control, %0\n isb" : "=r"(control) : : "memory");
  const psa_status_t status = psa_call(handle, type, NULL, 0, NULL, 0);
  secrets_seen += floating_secrets();
  return (uint32_t)status << 8;
}

/* The interrupt: a partition's (argument[5]: its handle) or the non-secure side's. */
static void start(const uint32_t* argument, uint32_t ticks) {
  const psa_invec in = {&ticks, sizeof ticks};
  if (argument[5] == 0) return tick_start(ticks);
  (void)psa_call((psa_handle_t)argument[5], FLOAT_START, &in, 1, NULL, 0);
}

/* How often it came, or, negative, what the partition found wrong. */
static psa_status_t stop(const uint32_t* argument) {
  if (argument[5] != 0) return psa_call((psa_handle_t)argument[5], FLOAT_STOP, NULL, 0, NULL, 0);
  tick_stop();
  return (psa_status_t)tick_count;
}

/* argument: a service's handle, whether there is MVE, the step in ticks, the type, whether the thread uses
 * the FPU, see start() */
int attack_floating(const uint32_t* argument) {
  uint32_t points = 0, hits = 0, misses = 0, failures = 0;
  floating_open();
  tick_hook = use_fpu;
  for (uint32_t ticks = 1; misses < MISSES_AT_END && failures < 10; ticks += argument[2], ++points) {
    start(argument, ticks);
    const int32_t type = (int32_t)argument[3];
    const uint32_t wrong = argument[4] != 0 ? floating_call((psa_handle_t)argument[0], argument[1], type)
                                            : plain_call((psa_handle_t)argument[0], type);
    const psa_status_t came = stop(argument);
    hits += (uint32_t)came;
    misses = came == 0 ? misses + 1 : 0;
    if (wrong == 0 && (came == 0 || came == 1)) continue;
    ++failures;
    report("failure at tick", (int32_t)ticks);
    report("  what is not as it was", (int32_t)wrong);
    report("  how often the interrupt came", came);
  }
  report("points", (int32_t)points);
  report("taken", (int32_t)hits);
  report("interrupts of the secure side", (int32_t)tick_secure_count);
  report("registers of the secure side seen", (int32_t)secrets_seen);
  return failures == 0 && secrets_seen == 0 && hits > 10 ? 0 : 1;
}
