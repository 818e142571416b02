/* SPDX-License-Identifier: BSD-3-Clause */
/* The tests of what a secure client may do. */
#include "client.h"

#include <string.h>

#include "psa_manifest/conf_client.h"
#include "psa_manifest/pid.h"

static psa_handle_t relaxed(void) { return psa_connect(CONF_RELAXED_SID, 2); }

psa_status_t call_with(psa_handle_t handle, int32_t type, const void* in, size_t in_size, void* out,
                       size_t* out_size) {
  const psa_invec input = {in, in_size};
  psa_outvec output = {out, *out_size};
  const psa_status_t status = psa_call(handle, type, &input, 1, &output, 1);
  *out_size = output.len;
  return status;
}

static struct conformance_message seen_by_server(void) {
  struct conformance_message message;
  psa_outvec output = {&message, sizeof message};
  (void)psa_call(CONF_STATELESS_HANDLE, REQUEST_MESSAGE, NULL, 0, &output, 1);
  return message;
}

int32_t client_framework_version(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_framework_version() == PSA_FRAMEWORK_VERSION && PSA_FRAMEWORK_VERSION == 0x0101);
  return 0;
}

int32_t client_version(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_version(CONF_STRICT_SID) == 2 && psa_version(CONF_RELAXED_SID) == 2);
  CHECK(psa_version(CONF_UNSPECIFIED_SID) == 1 && psa_version(CONF_SECURE_ONLY_SID) == 2);
  CHECK(psa_version(CONF_STATELESS_SID) == 3 && psa_version(CONF_STATELESS_SECURE_SID) == 1);
  CHECK(psa_version(CONF_UNLISTED_SID) == PSA_VERSION_NONE);
  CHECK(psa_version(CONF_CLIENT_TEST_SID) == PSA_VERSION_NONE);
  CHECK(psa_version(0xF00010FF) == PSA_VERSION_NONE && psa_version(0) == PSA_VERSION_NONE);
  return 0;
}

int32_t client_lifecycle(const psa_msg_t* msg) {
  (void)msg;
  CHECK((psa_rot_lifecycle_state() & PSA_LIFECYCLE_PSA_STATE_MASK) == PSA_LIFECYCLE_PSA_ROT_PROVISIONING);
  return 0;
}

int32_t client_connect_versions(const psa_msg_t* msg) {
  (void)msg;
  static const struct {
    uint32_t sid, version;
  } good[] = {{CONF_STRICT_SID, 2},      {CONF_RELAXED_SID, 1},     {CONF_RELAXED_SID, 2},
              {CONF_UNSPECIFIED_SID, 1}, {CONF_SECURE_ONLY_SID, 1}, {CONF_SECURE_ONLY_SID, 2}};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
    const psa_handle_t handle = psa_connect(good[i].sid, good[i].version);
    CHECK(PSA_HANDLE_IS_VALID(handle));
    CHECK(psa_call(handle, 0, NULL, 0, NULL, 0) == PSA_SUCCESS);
    psa_close(handle);
  }
  return 0;
}

int32_t client_connect_answer(const psa_msg_t* msg) {
  (void)msg;
  static const psa_status_t answers[] = {PSA_ERROR_CONNECTION_REFUSED, PSA_ERROR_CONNECTION_BUSY};
  for (size_t i = 0; i < 2; ++i) {
    size_t none = 0;
    CHECK(call_with(CONF_STATELESS_HANDLE, REQUEST_CONNECT, &answers[i], sizeof answers[i], NULL, &none) ==
          PSA_SUCCESS);
    CHECK(relaxed() == answers[i]);
  }
  const psa_handle_t handle = relaxed();
  CHECK(PSA_HANDLE_IS_VALID(handle));
  psa_close(handle);
  return 0;
}

int32_t client_call_status(const psa_msg_t* msg) {
  (void)msg;
  static const psa_status_t statuses[] = {PSA_SUCCESS, 1,     INT32_MAX, PSA_ERROR_NOT_PERMITTED,
                                          -1,          -1000, INT32_MIN};
  const psa_handle_t handle = relaxed();
  for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; ++i) {
    char out[8] = "";
    size_t size = sizeof out;
    CHECK(call_with(handle, REQUEST_STATUS, &statuses[i], sizeof statuses[i], out, &size) == statuses[i]);
    CHECK(size == 3 && memcmp(out, "abc", 4) == 0); /* also with an error */
  }
  psa_close(handle);
  return 0;
}

int32_t client_call_vectors(const psa_msg_t* msg) {
  (void)msg;
  uint8_t in[4][8], out[4][8];
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
      CHECK(psa_call(CONF_STATELESS_HANDLE, REQUEST_ECHO, inputs, in_count, outputs, out_count) ==
            PSA_SUCCESS);
      for (size_t i = 0; i < out_count; ++i) {
        const size_t echoed = i < in_count ? i + 1 : 0;
        CHECK(outputs[i].len == echoed && out[i][echoed] == 0 && (echoed == 0 || out[i][echoed - 1] == 0x5A));
      }
      const struct conformance_message seen = seen_by_server();
      for (size_t i = 0; i < 4; ++i) {
        CHECK(seen.in_size[i] == (i < in_count ? i + 2 : 0) &&
              seen.out_size[i] == (i < out_count ? i + 1 : 0));
      }
    }
  }
  return 0;
}

int32_t client_call_id(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_call(CONF_STATELESS_HANDLE, 77, NULL, 0, NULL, 0) == PSA_SUCCESS);
  const struct conformance_message seen = seen_by_server();
  CHECK(seen.client_id == CONF_CLIENT && CONF_CLIENT > 0 && seen.type == 77 && seen.handle_is_positive == 1);
  return 0;
}

int32_t client_call_stateless(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_call(CONF_STATELESS_HANDLE, 0, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(psa_call(CONF_STATELESS_SECURE_HANDLE, 0, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(psa_call(CONF_SFN_HANDLE, 0, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by_server().rhandle == 0);
  return 0;
}

int32_t client_close(const psa_msg_t* msg) {
  (void)msg;
  const uint32_t rhandle = 0x4A4D1E;
  size_t none = 0;
  const psa_handle_t handle = relaxed();
  CHECK(call_with(handle, REQUEST_RHANDLE, &rhandle, sizeof rhandle, NULL, &none) == PSA_SUCCESS);
  psa_close(handle);
  const struct conformance_message seen = seen_by_server();
  CHECK(seen.type == PSA_IPC_DISCONNECT && seen.rhandle == rhandle && seen.client_id == CONF_CLIENT);
  for (size_t i = 0; i < 4; ++i) CHECK(seen.in_size[i] == 0 && seen.out_size[i] == 0);
  return 0;
}

int32_t client_close_null(const psa_msg_t* msg) {
  (void)msg;
  psa_close(PSA_NULL_HANDLE);
  return 0;
}

/* CONF_SERVER's priority is higher: it has heard the doorbell, and rung back, before psa_notify() returns. */
int32_t client_notify_higher(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(CONF_SERVER);
  CHECK(psa_wait(PSA_DOORBELL, PSA_POLL) == PSA_DOORBELL);
  psa_clear();
  return 0;
}
