/* SPDX-License-Identifier: BSD-3-Clause */
/* What the demo needs from the place it runs at: platform_nspe.c on a device, platform_host.c on Linux. */
#ifndef DEMO_PLATFORM_H
#define DEMO_PLATFORM_H

#include <stdbool.h>
#include <stdint.h>

/* Shows one line (the text has no line end) in one piece. */
void platform_print(const char* line);

/* Fills 32 bytes with the challenge that a verifier gave to this run; false if there is none. */
bool platform_challenge(uint8_t challenge[32]);

/* The program that runs there; its result is the exit status. */
int app(void);

#endif
