/* SPDX-License-Identifier: BSD-3-Clause */
/* Has a partition run one of its tests. */
#include <string.h>

#include "nspe.h"

/* Not in every system. */
#ifndef CONF_MAPPED_HANDLE
#define CONF_MAPPED_HANDLE PSA_NULL_HANDLE
#define CONF_MAPPED_CONNECTION_SID 0
#endif

static const struct partition {
  int32_t first;           /* its first test */
  uint32_t sid;            /* its test service, or 0 and */
  psa_handle_t stateless;  /* a stateless one */
  uint32_t connection_sid; /* for NEXT_CONNECT */
  psa_handle_t next;       /* for NEXT_STATELESS */
} partitions[] = {
    {k_mapped_input, 0, CONF_MAPPED_HANDLE, CONF_MAPPED_CONNECTION_SID, CONF_MAPPED_HANDLE},
    {k_sfn_initialised, 0, CONF_SFN_HANDLE, CONF_SFN_CONNECTION_SID, CONF_SFN_HANDLE},
    {k_driver_version, CONF_DRIVER_TEST_SID, 0, 0, 0},
    {k_server_wait, CONF_SERVER_TEST_SID, 0, CONF_SERVER_CONNECTION_SID, CONF_STATELESS_HANDLE},
    {k_client_framework_version, CONF_CLIENT_TEST_SID, 0, 0, 0},
};

static psa_handle_t open_service(const struct partition* partition) {
  return partition->sid != 0 ? psa_connect(partition->sid, 1) : partition->stateless;
}

static void close_service(const struct partition* partition, psa_handle_t handle) {
  if (partition->sid != 0) psa_close(handle);
}

static int get_addresses(const struct partition* partition, struct conformance_addresses* addresses) {
  const psa_handle_t handle = open_service(partition);
  psa_outvec out = {addresses, sizeof *addresses};
  const psa_status_t status = psa_call(handle, REQUEST_ADDRESSES, NULL, 0, &out, 1);
  close_service(partition, handle);
  return status == PSA_SUCCESS && out.len == sizeof *addresses;
}

/* What a test has written, where its client can tell. */
static int32_t check_outputs(int32_t test, const psa_outvec out[2]) {
  if (test == k_server_write || test == k_sfn_read_write || test == k_mapped_output) {
    CHECK(out[0].len == OUTPUT_SIZE && memcmp(out[0].base, "0123456789ABCDEF", OUTPUT_SIZE) == 0);
    const size_t second = test == k_server_write ? 4 : test == k_mapped_output ? 3 : 0;
    CHECK(out[1].len == second && memcmp(out[1].base, "abcd", second) == 0);
    return 0;
  }
  CHECK(out[0].len == 0 && out[1].len == 0);
  return 0;
}

static int32_t go_on(const struct partition* partition, int32_t next) {
  if (next == NEXT_CONNECT) psa_close(psa_connect(partition->connection_sid, 1));
  const psa_invec empty = {NULL, 0};
  if (next == NEXT_STATELESS) (void)psa_call(partition->next, 0, &empty, 1, NULL, 0);
  return __LINE__; /* it has not been stopped */
}

static int32_t run(const struct partition* partition, int32_t test, const struct conformance_places* places) {
  static uint8_t payload[INPUT_SIZE], first[OUTPUT_SIZE], second[SECOND_OUTPUT_SIZE];
  for (uint32_t i = 0; i < sizeof payload; ++i) payload[i] = (uint8_t)i;
  const psa_invec in[2] = {{places, sizeof *places}, {payload, sizeof payload}};
  psa_outvec out[2] = {{first, sizeof first}, {second, sizeof second}};
  const psa_handle_t handle = open_service(partition);
  CHECK(PSA_HANDLE_IS_VALID(handle));
  const psa_status_t status = psa_call(handle, test, in, 2, out, 2);
  close_service(partition, handle);
  if (status == NEXT_CONNECT || status == NEXT_STATELESS) return go_on(partition, status);
  return status != 0 ? status : check_outputs(test, out);
}

int32_t run_in_partition(int32_t test, uint32_t spm) {
  static struct conformance_places places;
  const struct partition* partition = partitions;
  while (partition->first > test) ++partition;
  places.spm = spm;
  places.nspe = (uint32_t)&places;
  CHECK(get_addresses(&partitions[4], &places.client) && get_addresses(&partitions[3], &places.server));
  CHECK(get_addresses(&partitions[2], &places.driver) && get_addresses(&partitions[1], &places.sfn));
  places.foreign_handle = psa_connect(CONF_RELAXED_SID, 2);
  CHECK(PSA_HANDLE_IS_VALID(places.foreign_handle));
  const int32_t line = run(partition, test, &places);
  psa_close(places.foreign_handle);
  return line;
}
