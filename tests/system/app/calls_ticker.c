/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls of systems with the partitions of ../ticker. */
#include <psa_manifest/sid.h>
#include <string.h>

#include "../ticker/guard.h"
#include "../ticker/requests.h"
#include "calls.h"

static uint8_t long_input[TICKER_LONG], long_output[TICKER_LONG];

static bool is_changed(const uint8_t* output, const uint8_t* input, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (output[i] != ticker_changed(input[i])) return false;
  }
  return true;
}

/* All of the caller's registers, flags too, outside of any call. */
static psa_status_t call_nothing(void* context) {
  (void)context;
  return held_wrong() == 0 ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t echo_by(psa_handle_t handle) {
  const psa_invec in[2] = {{call_input, 8}, {call_input + 8, TICKER_SIZE - 8}};
  psa_outvec out[2] = {{call_output(), 8}, {call_output() + 8, TICKER_SIZE - 8}};
  const psa_status_t status = psa_call(handle, TICKER_ECHO, in, 2, out, 2);
  if (status != PSA_SUCCESS) return status;
  uint8_t expected[TICKER_SIZE];
  for (size_t i = 0; i < TICKER_SIZE; ++i) expected[i] = ticker_changed(call_input[i]);
  return out[0].len + out[1].len == TICKER_SIZE && call_output_is(expected, TICKER_SIZE)
             ? PSA_SUCCESS
             : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_ipc(void* context) {
  (void)context;
  return echo_by(TICKER_IPC_HANDLE);
}

static psa_status_t call_sfn(void* context) {
  (void)context;
  return echo_by(TICKER_SFN_HANDLE);
}

/* More than the SPM copies at once. */
static psa_status_t long_echo_by(psa_handle_t handle) {
  const psa_invec in = {long_input, TICKER_LONG};
  psa_outvec out = {long_output, TICKER_LONG};
  memset(long_output, 0, sizeof long_output);
  const psa_status_t status = psa_call(handle, TICKER_ECHO, &in, 1, &out, 1);
  if (status != PSA_SUCCESS) return status;
  return out.len == TICKER_LONG && is_changed(long_output, long_input, TICKER_LONG) ? PSA_SUCCESS
                                                                                    : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_long_ipc(void* context) {
  (void)context;
  return long_echo_by(TICKER_IPC_HANDLE);
}

static psa_status_t call_long_sfn(void* context) {
  (void)context;
  return long_echo_by(TICKER_SFN_HANDLE);
}

static psa_status_t call_ticker_connection(void* context) {
  (void)context;
  const psa_handle_t handle = psa_connect(TICKER_CONNECTION_SID, TICKER_CONNECTION_VERSION);
  if (!PSA_HANDLE_IS_VALID(handle)) return handle;
  const psa_status_t status = echo_by(handle);
  psa_close(handle);
  return status;
}

static psa_status_t relay_by(psa_handle_t handle, int32_t type) {
  const psa_invec in = {call_input, TICKER_SIZE};
  psa_outvec out = {call_output(), TICKER_SIZE};
  const psa_status_t status = psa_call(handle, type, &in, 1, &out, 1);
  if (status != PSA_SUCCESS) return status;
  return out.len == TICKER_SIZE && is_changed(call_output(), call_input, TICKER_SIZE)
             ? PSA_SUCCESS
             : PSA_ERROR_DATA_CORRUPT;
}

#define RELAY(function, handle, type)           \
  static psa_status_t function(void* context) { \
    (void)context;                              \
    return relay_by(handle, type);              \
  }
RELAY(call_relay_ipc, TICKER_RELAY_HANDLE, TICKER_RELAY_IPC)
RELAY(call_relay_sfn, TICKER_RELAY_HANDLE, TICKER_RELAY_SFN)
RELAY(call_first_level_ipc, TICKER_FLIH_HANDLE, TICKER_RELAY_IPC)
RELAY(call_first_level_sfn, TICKER_FLIH_HANDLE, TICKER_RELAY_SFN)
RELAY(call_second_level_ipc, TICKER_SLIH_HANDLE, TICKER_RELAY_IPC)
RELAY(call_second_level_sfn, TICKER_SLIH_HANDLE, TICKER_RELAY_SFN)

guarded_function* service_call(uint32_t number) {
  static guarded_function* const calls[] = {call_nothing,
                                            call_sfn,
                                            call_ipc,
                                            call_long_sfn,
                                            call_long_ipc,
                                            call_ticker_connection,
                                            call_relay_sfn,
                                            call_relay_ipc,
                                            call_first_level_sfn,
                                            call_first_level_ipc,
                                            call_second_level_sfn,
                                            call_second_level_ipc};
  return number < sizeof calls / sizeof calls[0] ? calls[number] : NULL;
}

bool services_prepare(void) {
  for (size_t i = 0; i < sizeof long_input; ++i) long_input[i] = (uint8_t)(i * 11 + i / 256);
  return true;
}
