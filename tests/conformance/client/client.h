/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef CONF_CLIENT_CLIENT_H
#define CONF_CLIENT_CLIENT_H

#include <psa/service.h>

#include "../conformance.h"
#include "psa_manifest/sid.h"

typedef int32_t test_function(const psa_msg_t* msg);

#define X(name) test_function name;
CLIENT_TESTS(X)
#undef X

extern struct conformance_places* const all_places;

/* One vector each; out_size: room, then how much was written. */
psa_status_t call_with(psa_handle_t handle, int32_t type, const void* in, size_t in_size, void* out,
                       size_t* out_size);

#endif
