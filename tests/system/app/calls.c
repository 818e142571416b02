/* SPDX-License-Identifier: BSD-3-Clause */
#include "calls.h"

#include <psa_manifest/sid.h>
#include <string.h>

enum { SIZE = CALL_SIZE, GUARD = 16, GET = 2 /* services/null/null.hpp */ };
uint8_t call_input[SIZE];
static struct { uint8_t before[GUARD], data[SIZE], after[GUARD]; } output;

uint8_t* call_output(void) { return output.data; }

bool call_output_is(const uint8_t* data, size_t size) {
  for (size_t i = 0; i < GUARD; ++i) {
    if (output.before[i] != 0xA5 || output.after[i] != 0xA5) return false;
  }
  return memcmp(output.data, data, size) == 0;
}

static psa_status_t call_framework_version(void* context) {
  (void)context;
  return psa_framework_version() == PSA_FRAMEWORK_VERSION ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static psa_status_t call_version(void* context) {
  (void)context;
  return psa_version(NULL_SID) == NULL_VERSION ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static psa_status_t call_null(void* context) {
  (void)context;
  return psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0);
}

static psa_status_t call_echo(void* context) {
  (void)context;
  const psa_invec in = {call_input, SIZE};
  psa_outvec out = {output.data, SIZE};
  const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
  if (status != PSA_SUCCESS) return status;
  return out.len == SIZE && call_output_is(call_input, SIZE) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

/* Two inputs and two outputs: all eight registers that carry vectors. */
static psa_status_t call_echo_twice(void* context) {
  (void)context;
  const psa_invec in[2] = {{call_input, 20}, {call_input + 20, SIZE - 20}};
  psa_outvec out[2] = {{output.data, 20}, {output.data + 20, SIZE - 20}};
  const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, in, 2, out, 2);
  if (status != PSA_SUCCESS) return status;
  return out[0].len + out[1].len == SIZE && call_output_is(call_input, SIZE) ? PSA_SUCCESS
                                                                             : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_bad_handle(void* context) {
  (void)context;
  const psa_status_t status = psa_call(0x4000FF1F, PSA_IPC_CALL, NULL, 0, NULL, 0);
  return status == PSA_ERROR_PROGRAMMER_ERROR ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

/* Three calls. */
static psa_status_t call_connection(void* context) {
  (void)context;
  uint32_t sum = 1;
  psa_outvec out = {&sum, sizeof sum};
  const psa_handle_t handle = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION);
  if (!PSA_HANDLE_IS_VALID(handle)) return handle;
  const psa_status_t status = psa_call(handle, GET, NULL, 0, &out, 1);
  psa_close(handle);
  if (status != PSA_SUCCESS) return status;
  return out.len == sizeof sum && sum == 0 ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

__attribute__((weak)) guarded_function* service_call(uint32_t number) {
  (void)number;
  return NULL;
}
__attribute__((weak)) bool services_prepare(void) { return true; }

guarded_function* call_of(uint32_t number) {
  static guarded_function* const calls[] = {
      call_framework_version, call_version,    call_null,      call_echo,
      call_echo_twice,        call_bad_handle, call_connection};
  if (number < sizeof calls / sizeof calls[0]) return calls[number];
  return number >= CALL_SERVICES ? service_call(number - CALL_SERVICES) : NULL;
}

void calls_reset(void) { memset(&output, 0xA5, sizeof output); }

bool calls_prepare(void) {
  for (int i = 0; i < SIZE; ++i) call_input[i] = (uint8_t)(i * 7 + 1);
  return services_prepare();
}
