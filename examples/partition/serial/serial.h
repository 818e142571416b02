/* SPDX-License-Identifier: BSD-3-Clause */
/* What the service SERIAL (SERIAL_HANDLE of psa_manifest/sid.h) and its clients agree on. */
#ifndef SERIAL_H
#define SERIAL_H

/* Request types. SERIAL_SEND: input 0 is a line of 1 to SERIAL_MAX_LINE printable characters, without its
 * end. */
#define SERIAL_SEND (1)
#define SERIAL_MAX_LINE (64)

#endif
