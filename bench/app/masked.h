/* SPDX-License-Identifier: BSD-3-Clause */
/* How long an interrupt waits for the secure side: a SysTick interrupt at every instant of calls. */
#ifndef BENCH_MASKED_H
#define BENCH_MASKED_H

#include <stdint.h>

/* Each point between two markers that an outside counter sees, first with nothing to interrupt, then with the
 * call. */
void sweep_calls(void);
/* The same with one call alone, which has that many bytes in and out, at most 1023. */
void sweep_large(uint32_t size);

#endif
