/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef CONFORMANCE_NSPE_H
#define CONFORMANCE_NSPE_H

#include <psa/client.h>

#include "../conformance.h"
#include "psa_manifest/sid.h"

/* Left by the test's harness at the end of the RAM, at every reset again. */
struct command {
  char magic[8]; /* "RDCONFRM" */
  uint32_t run;  /* another one starts from the beginning */
  uint32_t spm;  /* the address of a word of the SPM's */
  uint32_t selected[12];
};
_Static_assert(sizeof(struct command) == 64 && k_test_count <= 12 * 32, "");

/* The types of messages that only a service sees by name. */
enum { TYPE_CONNECT = -1, TYPE_DISCONNECT = -2 };

#define X(name) int32_t name(void);
NS_TESTS(X)
#undef X

/* Runs a test of a partition. */
int32_t run_in_partition(int32_t test, uint32_t spm);

/* One vector each; out_size: room, then how much was written. */
psa_status_t call_with(psa_handle_t handle, int32_t type, const void* in, size_t in_size, void* out,
                       size_t* out_size);

/* The message before this one, as CONF_SERVER or CONF_SFN (by its handle) has seen it. */
struct conformance_message seen_by(psa_handle_t handle);

#endif
