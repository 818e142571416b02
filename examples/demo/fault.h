/* SPDX-License-Identifier: BSD-3-Clause */
/* What went wrong before this boot. */
#ifndef DEMO_FAULT_H
#define DEMO_FAULT_H

#include <psa/error.h>

/* Shows the last fault since power-on and forgets it. PSA_ERROR_DOES_NOT_EXIST: there was none. */
psa_status_t show_last_fault(void);

#endif
