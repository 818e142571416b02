/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef DEMO_STATUS_H
#define DEMO_STATUS_H

#include <psa/error.h>

/* The name that psa/error.h gives to a status. */
const char* status_name(psa_status_t status);

#endif
