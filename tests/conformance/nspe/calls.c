/* SPDX-License-Identifier: BSD-3-Clause */
/* psa_call(). */
#include <string.h>

#include "nspe.h"

static uint8_t in[4][8], out[4][8];

static psa_handle_t relaxed(void) { return psa_connect(CONF_RELAXED_SID, 2); }

/* A PROGRAMMER ERROR of a call: its status, and the connection then serves no other call. */
static int ends_connection(int32_t type, const psa_invec* inputs, size_t in_count, psa_outvec* outputs,
                           size_t out_count) {
  const psa_handle_t handle = relaxed();
  if (!PSA_HANDLE_IS_VALID(handle)) return 0;
  if (psa_call(handle, type, inputs, in_count, outputs, out_count) != PSA_ERROR_PROGRAMMER_ERROR) return 0;
  const psa_status_t again = psa_call(handle, PSA_IPC_CALL, NULL, 0, NULL, 0);
  psa_close(handle);
  return again == PSA_ERROR_PROGRAMMER_ERROR;
}

static int is_wrong(psa_handle_t handle) {
  return psa_call(handle, PSA_IPC_CALL, NULL, 0, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR;
}

int32_t ns_call_status(void) {
  static const psa_status_t statuses[] = {PSA_SUCCESS, 1,     INT32_MAX, PSA_ERROR_NOT_PERMITTED,
                                          -1,          -1000, INT32_MIN};
  const psa_handle_t handle = relaxed();
  for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; ++i) {
    char text[8] = "";
    size_t size = sizeof text;
    CHECK(call_with(handle, REQUEST_STATUS, &statuses[i], sizeof statuses[i], text, &size) == statuses[i]);
    CHECK(size == 3 && memcmp(text, "abc", 4) == 0); /* also with an error */
  }
  psa_close(handle);
  return 0;
}

int32_t ns_call_type(void) {
  static const int32_t types[] = {PSA_IPC_CALL, 1, 0x7FFF, 0x10000, INT32_MAX};
  for (size_t i = 0; i < sizeof types / sizeof types[0]; ++i) {
    CHECK(psa_call(CONF_STATELESS_HANDLE, types[i], NULL, 0, NULL, 0) == PSA_SUCCESS);
    CHECK(seen_by(CONF_STATELESS_HANDLE).type == types[i]);
  }
  return 0;
}

int32_t ns_call_vectors(void) {
  const psa_handle_t handle = relaxed();
  for (size_t in_count = 0; in_count <= 4; ++in_count) {
    for (size_t out_count = 0; out_count + in_count <= 4; ++out_count) {
      psa_invec inputs[4];
      psa_outvec outputs[4];
      memset(in, 0x5A, sizeof in);
      memset(out, 0, sizeof out);
      for (size_t i = 0; i < 4; ++i) {
        inputs[i] = (psa_invec){in[i], i + 2};
        outputs[i] = (psa_outvec){out[i], i + 1};
      }
      CHECK(psa_call(handle, REQUEST_ECHO, inputs, in_count, outputs, out_count) == PSA_SUCCESS);
      for (size_t i = 0; i < out_count; ++i) {
        const size_t echoed = i < in_count ? i + 1 : 0;
        CHECK(outputs[i].len == echoed && out[i][echoed] == 0 && (echoed == 0 || out[i][echoed - 1] == 0x5A));
      }
      const struct conformance_message seen = seen_by(CONF_STATELESS_HANDLE);
      for (size_t i = 0; i < 4; ++i) {
        CHECK(seen.in_size[i] == (i < in_count ? i + 2 : 0) &&
              seen.out_size[i] == (i < out_count ? i + 1 : 0));
      }
    }
  }
  psa_close(handle);
  return 0;
}

/* Nothing is asked of the address of an empty vector. */
int32_t ns_call_empty_vectors(void) {
  const psa_invec inputs[2] = {{NULL, 0}, {(const void*)0xFFFFFFFF, 0}};
  psa_outvec outputs[2] = {{NULL, 0}, {(void*)0x38000000, 0}};
  CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, inputs, 2, outputs, 2) == PSA_SUCCESS);
  CHECK(outputs[0].len == 0 && outputs[1].len == 0);
  return 0;
}

/* What has not been written stays as it was. */
int32_t ns_call_outputs(void) {
  memset(out, 0xEE, sizeof out);
  memset(in, 0x11, sizeof in);
  const psa_invec input = {in, 10};
  psa_outvec output = {out, 20};
  CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, &input, 1, &output, 1) == PSA_SUCCESS);
  CHECK(output.len == 10 && output.base == out && out[1][1] == 0x11 && out[1][2] == 0xEE &&
        out[2][4] == 0xEE);
  return 0;
}

int32_t ns_call_overlap(void) {
  memcpy(in, "01234567", 8);
  const psa_invec inputs[2] = {{in, 8}, {in[0] + 2, 4}};
  psa_outvec outputs[2] = {{out[0], 8}, {out[1], 8}};
  CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, inputs, 2, outputs, 2) == PSA_SUCCESS);
  CHECK(memcmp(out[0], "01234567", 8) == 0 && memcmp(out[1], "2345", 4) == 0);
  return 0;
}

int32_t ns_call_null_handle(void) {
  CHECK(is_wrong(PSA_NULL_HANDLE));
  return 0;
}

int32_t ns_call_bad_handle(void) {
  const psa_handle_t handle = relaxed();
  CHECK(is_wrong(handle + 1) && is_wrong(handle + 0x100000) && is_wrong(-handle) && is_wrong(INT32_MIN) &&
        is_wrong(-1));
  CHECK(psa_call(handle, PSA_IPC_CALL, NULL, 0, NULL, 0) == PSA_SUCCESS);
  psa_close(handle);
  return 0;
}

int32_t ns_call_closed_handle(void) {
  const psa_handle_t handle = relaxed();
  psa_close(handle);
  CHECK(is_wrong(handle));
  const psa_handle_t other = relaxed();
  CHECK(other != handle && is_wrong(handle));
  psa_close(other);
  return 0;
}

/* A connection of CONF_CLIENT. */
int32_t ns_call_foreign_handle(void) {
  const psa_handle_t client = psa_connect(CONF_CLIENT_TEST_SID, 1);
  const psa_handle_t foreign = psa_call(client, REQUEST_CONNECT, NULL, 0, NULL, 0);
  CHECK(PSA_HANDLE_IS_VALID(foreign) && is_wrong(foreign));
  psa_close(foreign);
  CHECK(psa_call(client, REQUEST_CONNECT, NULL, 0, NULL, 0) == PSA_NULL_HANDLE); /* it could still close it */
  psa_close(client);
  return 0;
}

int32_t ns_call_negative_type(void) {
  CHECK(ends_connection(-1, NULL, 0, NULL, 0) && ends_connection(TYPE_DISCONNECT, NULL, 0, NULL, 0));
  CHECK(ends_connection(-3, NULL, 0, NULL, 0) && ends_connection(INT32_MIN, NULL, 0, NULL, 0));
  CHECK(psa_call(CONF_STATELESS_HANDLE, -1, NULL, 0, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR);
  return 0;
}

int32_t ns_call_too_many(void) {
  psa_invec inputs[5];
  psa_outvec outputs[5];
  for (int i = 0; i < 5; ++i) {
    inputs[i] = (psa_invec){in, 1};
    outputs[i] = (psa_outvec){out, 1};
  }
  CHECK(ends_connection(0, inputs, 5, NULL, 0) && ends_connection(0, NULL, 0, outputs, 5));
  CHECK(ends_connection(0, inputs, 3, outputs, 2) && ends_connection(0, inputs, SIZE_MAX, outputs, 2));
  CHECK(ends_connection(0, inputs, 1, outputs, SIZE_MAX - 1));
  return 0;
}

int32_t ns_call_input_memory(void) {
  static const psa_invec bad[] = {{NULL, 1},
                                  {(const void*)0x38000400, 4},
                                  {(const void*)0x10000000, 4},
                                  {in, SIZE_MAX},
                                  {(const void*)0xE000ED00, 4}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    const psa_invec second[2] = {{in, 4}, bad[i]};
    CHECK(ends_connection(0, &bad[i], 1, NULL, 0) && ends_connection(0, second, 2, NULL, 0));
    CHECK(psa_call(CONF_STATELESS_HANDLE, 0, &bad[i], 1, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR);
  }
  return 0;
}

int32_t ns_call_output_memory(void) {
  const psa_outvec bad[] = {
      {NULL, 1}, {(void*)0x38000400, 4}, {(void*)0x10000000, 4}, {out, SIZE_MAX}, {(void*)0xE000ED00, 4}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    psa_outvec one = bad[i], second[2] = {{out, 4}, bad[i]};
    CHECK(ends_connection(0, NULL, 0, &one, 1) && ends_connection(0, NULL, 0, second, 2));
    CHECK(one.len == bad[i].len);
  }
  return 0;
}

/* The service finds the request malformed: as if the framework had. */
int32_t ns_call_dropped(void) {
  const psa_handle_t handle = psa_connect(CONF_DROP_SID, 1);
  CHECK(is_wrong(handle) && is_wrong(handle));
  psa_close(handle);
  CHECK(seen_by(CONF_STATELESS_HANDLE).type == TYPE_DISCONNECT);
  return 0;
}

int32_t ns_call_stateless(void) {
  memcpy(in, "stateless", 10);
  size_t size = sizeof out;
  CHECK(call_with(CONF_STATELESS_HANDLE, REQUEST_ECHO, in, 10, out, &size) == PSA_SUCCESS);
  CHECK(size == 10 && memcmp(out, "stateless", 10) == 0);
  const struct conformance_message seen = seen_by(CONF_STATELESS_HANDLE);
  CHECK(seen.rhandle == 0 && seen.type == REQUEST_ECHO && seen.in_size[0] == 10 &&
        seen.out_size[0] == sizeof out);
  CHECK(psa_call(CONF_STATELESS_HANDLE - 0x200, 0, NULL, 0, NULL, 0) ==
        PSA_SUCCESS); /* RELAXED: version 1 too */
  return 0;
}

int32_t ns_call_stateless_wrong(void) {
  CHECK(is_wrong(CONF_STATELESS_HANDLE + 0x100)); /* a later version */
  CHECK(is_wrong(CONF_STATELESS_HANDLE - 0x300)); /* version 0 */
  CHECK(is_wrong(CONF_SFN_HANDLE + 0x100));       /* STRICT */
  CHECK(is_wrong(CONF_STATELESS_SECURE_HANDLE));  /* not for this client */
  CHECK(is_wrong(CONF_STATELESS_HANDLE | 0xFF));  /* no service */
  CHECK(!is_wrong(CONF_STATELESS_HANDLE));        /* and it has no connection that could have ended */
  return 0;
}

/* The arrays themselves are read by the caller's own code: what it may not read stops it. */
int32_t ns_call_vector_array(void) {
  (void)psa_call(CONF_STATELESS_HANDLE, 0, (const psa_invec*)0x38000400, 1, NULL, 0);
  SURVIVED;
}
