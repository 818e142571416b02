/* SPDX-License-Identifier: BSD-3-Clause */
/* Partitions with something secret in each floating-point register, see hold.inc. */
#ifndef FLOAT_H
#define FLOAT_H

#include <stdint.h>

/* Request types. Each answers 0, or what was not right: 1 there was something in the registers when the
 * partition was entered, 2, 4, 8 its own had changed, 16 another service's answer. */
enum { FLOAT_WORK, FLOAT_CALL };
/* Of FLOAT_FLIH, see flih/flih.c. */
enum { FLOAT_START, FLOAT_STOP };

/* Upper half of all that the partitions have in their registers. */
#define FLOAT_SECRET 0x5EC20000u

uint32_t float_left(void);
uint32_t float_hold(uint32_t pattern, void* function, uint32_t argument[3]);
uint32_t float_spin(uint32_t count);

#endif
