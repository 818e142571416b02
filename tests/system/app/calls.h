/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls whose results are known: what is interrupted at every instant. */
#ifndef CALLS_H
#define CALLS_H

#include "attack.h"

/* The number that the harness gives to each. Those of services/ and ticker/ are there where the system has
 * them. */
enum {
  CALL_FRAMEWORK_VERSION,
  CALL_VERSION,
  CALL_NULL,
  CALL_ECHO,
  CALL_ECHO_TWICE,
  CALL_BAD_HANDLE,
  CALL_CONNECTION
};
enum { CALL_SERVICES = 16 };

/* Its context is nothing; PSA_SUCCESS: everything is as it must be. NULL: there is no such call. */
guarded_function* call_of(uint32_t number);

/* Before the first call. */
bool calls_prepare(void);
/* Before each call: the output's bytes are what no call writes. */
void calls_reset(void);

/* For files of calls. */
enum { CALL_SIZE = 64 };
extern uint8_t call_input[CALL_SIZE];
uint8_t* call_output(void);
/* The output's first bytes are these, and no byte beside it has changed. */
bool call_output_is(const uint8_t* data, size_t size);
guarded_function* service_call(uint32_t number);
bool services_prepare(void);

#endif
