/* SPDX-License-Identifier: BSD-3-Clause */
/* How long an interrupt waits for the secure side: a SysTick interrupt at every instant of calls. */
#ifndef BENCH_MASKED_H
#define BENCH_MASKED_H

/* Each point between two markers that an outside counter sees, first with nothing to interrupt, then with the
 * call. */
void sweep_calls(void);

#endif
