/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef CONF_SERVER_SERVER_H
#define CONF_SERVER_SERVER_H

#include <psa/service.h>

#include "../conformance.h"

typedef int32_t test_function(const psa_msg_t* msg);

enum {
  REPLIED = -0x7001, /* the test has answered the message itself */
  RETURN_FROM_MAIN = -0x7002
};

#define X(name) test_function name;
SERVER_TESTS(X)
#undef X

/* The test goes on with the next connect request, or with the next message of the stateless service. */
int32_t later(test_function* test, int32_t next);

/* CONF_CLIENT calls the stateless service; returns once the message is there. */
void wait_for_client(void);

extern struct conformance_places* const all_places;

#endif
