/* SPDX-License-Identifier: BSD-3-Clause */
/* A pretend accelerator: SHA-256's compression of one block, with registers as such devices have. It keeps
 * what it was given last, like the real ones: a driver that lets two computations share it loads the state
 * first. */
#ifndef ACME_PERIPHERAL_H
#define ACME_PERIPHERAL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct acme_registers {
  uint32_t control;   /* ACME_START begins; cleared when done */
  uint32_t status;    /* ACME_FAULT: the last computation is not to be trusted */
  uint32_t data[16];  /* the block, big endian words */
  uint32_t digest[8]; /* the state, before and after */
};

#define ACME_START 1u
#define ACME_FAULT 1u

/* On a chip: a constant address, and a write to `control`. Here a function stands for the hardware. */
extern struct acme_registers acme_sha;
void acme_sha_start(void);

#ifdef __cplusplus
}
#endif

#endif /* ACME_PERIPHERAL_H */
