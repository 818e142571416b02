/* SPDX-License-Identifier: BSD-3-Clause */
/* psa_framework_version(), psa_version(), psa_connect(), psa_close(), rhandles, client ids. */
#include "nspe.h"

psa_status_t call_with(psa_handle_t handle, int32_t type, const void* in, size_t in_size, void* out,
                       size_t* out_size) {
  const psa_invec input = {in, in_size};
  psa_outvec output = {out, *out_size};
  const psa_status_t status = psa_call(handle, type, &input, 1, &output, 1);
  *out_size = output.len;
  return status;
}

struct conformance_message seen_by(psa_handle_t handle) {
  struct conformance_message message = {0};
  psa_outvec output = {&message, sizeof message};
  if (psa_call(handle, REQUEST_MESSAGE, NULL, 0, &output, 1) != PSA_SUCCESS) message.type = INT32_MIN;
  return message;
}

static psa_status_t tell(psa_handle_t handle, int32_t type, uint32_t word) {
  size_t none = 0;
  return call_with(handle, type, &word, sizeof word, NULL, &none);
}

/* Connects, calls and closes. */
static int can_connect(uint32_t sid, uint32_t version) {
  const psa_handle_t handle = psa_connect(sid, version);
  if (!PSA_HANDLE_IS_VALID(handle)) return 0;
  const psa_status_t status = psa_call(handle, PSA_IPC_CALL, NULL, 0, NULL, 0);
  psa_close(handle);
  return status == PSA_SUCCESS;
}

static int is_refused(uint32_t sid, uint32_t version) {
  return psa_connect(sid, version) == PSA_ERROR_CONNECTION_REFUSED;
}

int32_t ns_framework_version(void) {
  CHECK(psa_framework_version() == PSA_FRAMEWORK_VERSION && PSA_FRAMEWORK_VERSION == 0x0101);
  return 0;
}

int32_t ns_version(void) {
  CHECK(psa_version(CONF_STRICT_SID) == 2 && psa_version(CONF_RELAXED_SID) == 2);
  CHECK(psa_version(CONF_UNSPECIFIED_SID) == 1 && psa_version(CONF_UNLISTED_SID) == 2);
  CHECK(psa_version(CONF_STATELESS_SID) == 3 && psa_version(CONF_SFN_SID) == 1);
  CHECK(psa_version(CONF_SECURE_ONLY_SID) == PSA_VERSION_NONE);
  CHECK(psa_version(CONF_STATELESS_SECURE_SID) == PSA_VERSION_NONE);
  CHECK(psa_version(0xF00010FF) == PSA_VERSION_NONE && psa_version(0) == PSA_VERSION_NONE);
  return 0;
}

int32_t ns_connect_unknown(void) {
  CHECK(is_refused(0xF00010FF, 1) && is_refused(0, 1) && is_refused(0xFFFFFFFF, 0));
  return 0;
}

int32_t ns_connect_secure_only(void) {
  CHECK(is_refused(CONF_SECURE_ONLY_SID, 2) && is_refused(CONF_SECURE_ONLY_SID, 1));
  return 0;
}

int32_t ns_connect_strict(void) {
  CHECK(is_refused(CONF_STRICT_SID, 1) && is_refused(CONF_STRICT_SID, 3) && is_refused(CONF_STRICT_SID, 0));
  CHECK(can_connect(CONF_STRICT_SID, 2));
  return 0;
}

int32_t ns_connect_relaxed(void) {
  CHECK(is_refused(CONF_RELAXED_SID, 3) && is_refused(CONF_RELAXED_SID, UINT32_MAX));
  CHECK(can_connect(CONF_RELAXED_SID, 1) && can_connect(CONF_RELAXED_SID, 2));
  return 0;
}

/* The version is then 1, the policy STRICT. */
int32_t ns_connect_unspecified(void) {
  CHECK(is_refused(CONF_UNSPECIFIED_SID, 2) && is_refused(CONF_UNSPECIFIED_SID, 0));
  CHECK(can_connect(CONF_UNSPECIFIED_SID, 1));
  return 0;
}

int32_t ns_connect_stateless(void) {
  CHECK(is_refused(CONF_STATELESS_SID, 3) && is_refused(CONF_SFN_SID, 1));
  return 0;
}

int32_t ns_connect_answer(void) {
  static const psa_status_t answers[] = {PSA_ERROR_CONNECTION_REFUSED, PSA_ERROR_CONNECTION_BUSY};
  for (int i = 0; i < 2; ++i) {
    CHECK(tell(CONF_STATELESS_HANDLE, REQUEST_CONNECT, (uint32_t)answers[i]) == PSA_SUCCESS);
    CHECK(psa_connect(CONF_RELAXED_SID, 1) == answers[i]);
    const struct conformance_message seen = seen_by(CONF_STATELESS_HANDLE);
    CHECK(seen.type == TYPE_CONNECT && seen.client_id < 0 && seen.handle_is_positive == 1 &&
          seen.rhandle == 0);
    for (int j = 0; j < 4; ++j) CHECK(seen.in_size[j] == 0 && seen.out_size[j] == 0);
  }
  CHECK(can_connect(CONF_RELAXED_SID, 1));
  return 0;
}

int32_t ns_connect_pool(void) {
  enum { MORE_THAN_THERE_ARE = 65 };
  static psa_handle_t handles[MORE_THAN_THERE_ARE];
  int count = 0;
  while (count < MORE_THAN_THERE_ARE &&
         PSA_HANDLE_IS_VALID(handles[count] = psa_connect(CONF_RELAXED_SID, 1)))
    ++count;
  CHECK(count >= 2 && count < MORE_THAN_THERE_ARE && handles[count] == PSA_ERROR_CONNECTION_BUSY);
  for (int i = 0; i < count; ++i) {
    CHECK(tell(handles[i], REQUEST_RHANDLE, (uint32_t)i + 100) == PSA_SUCCESS);
    for (int j = 0; j < i; ++j) CHECK(handles[i] != handles[j]);
  }
  for (int i = 0; i < count; ++i) {
    CHECK(psa_call(handles[i], 5, NULL, 0, NULL, 0) == PSA_SUCCESS);
    CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle == (uint32_t)i + 100);
  }
  while (count > 0) psa_close(handles[--count]);
  CHECK(can_connect(CONF_RELAXED_SID, 1));
  return 0;
}

int32_t ns_close(void) {
  const psa_handle_t handle = psa_connect(CONF_RELAXED_SID, 2);
  CHECK(tell(handle, REQUEST_RHANDLE, 0x4A4D1E) == PSA_SUCCESS);
  psa_close(handle);
  const struct conformance_message seen = seen_by(CONF_STATELESS_HANDLE);
  CHECK(seen.type == TYPE_DISCONNECT && seen.rhandle == 0x4A4D1E && seen.client_id < 0);
  for (int i = 0; i < 4; ++i) CHECK(seen.in_size[i] == 0 && seen.out_size[i] == 0);
  return 0;
}

/* A non-secure client is not told, and nobody else's connection ends. */
int32_t ns_close_wrong(void) {
  const psa_handle_t handle = psa_connect(CONF_RELAXED_SID, 2);
  const psa_handle_t closed = psa_connect(CONF_RELAXED_SID, 2);
  psa_close(closed);
  CHECK(psa_call(CONF_STATELESS_HANDLE, 99, NULL, 0, NULL, 0) == PSA_SUCCESS);
  psa_close(PSA_NULL_HANDLE);
  psa_close(closed);
  psa_close(handle + 0x100000);
  psa_close(CONF_STATELESS_HANDLE);
  psa_close(-1);
  CHECK(seen_by(CONF_STATELESS_HANDLE).type == 99);
  CHECK(psa_call(handle, 0, NULL, 0, NULL, 0) == PSA_SUCCESS);
  psa_close(handle);
  return 0;
}

int32_t ns_rhandle(void) {
  const psa_handle_t none = psa_connect(CONF_RELAXED_SID, 2);
  CHECK(psa_call(none, 1, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle == 0);
  const psa_handle_t handle = psa_connect(CONF_SERVER_CONNECTION_SID, 1); /* has one from the beginning */
  CHECK(psa_call(handle, 1, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle != 0);
  CHECK(tell(handle, REQUEST_RHANDLE, 0x1234567) == PSA_SUCCESS);
  CHECK(psa_call(handle, 1, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle == 0x1234567);
  CHECK(psa_call(none, 1, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle == 0);
  psa_close(handle);
  CHECK(seen_by(CONF_STATELESS_HANDLE).rhandle == 0x1234567);
  psa_close(none);
  return 0;
}

int32_t ns_client_id(void) {
  CHECK(psa_call(CONF_STATELESS_HANDLE, 3, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_STATELESS_HANDLE).client_id < 0);
  CHECK(psa_call(CONF_SFN_HANDLE, 3, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(CONF_SFN_HANDLE).client_id < 0);
  return 0;
}

int32_t ns_sfn(void) {
  uint32_t in = 0x5F2, out = 0;
  size_t size = sizeof out;
  CHECK(call_with(CONF_SFN_HANDLE, REQUEST_ECHO, &in, sizeof in, &out, &size) == PSA_SUCCESS);
  CHECK(out == in && size == sizeof out);
  const psa_handle_t handle = psa_connect(CONF_SFN_CONNECTION_SID, 1);
  CHECK(PSA_HANDLE_IS_VALID(handle));
  CHECK(psa_call(handle, 4, NULL, 0, NULL, 0) == PSA_SUCCESS);
  CHECK(seen_by(handle).rhandle != 0);
  CHECK(tell(handle, REQUEST_RHANDLE, 0x777) == PSA_SUCCESS);
  psa_close(handle);
  const struct conformance_message seen = seen_by(CONF_SFN_HANDLE);
  CHECK(seen.type == TYPE_DISCONNECT && seen.rhandle == 0x777);
  return 0;
}

int32_t ns_sfn_answer(void) {
  static const psa_status_t answers[] = {PSA_ERROR_CONNECTION_REFUSED, PSA_ERROR_CONNECTION_BUSY};
  for (int i = 0; i < 2; ++i) {
    CHECK(tell(CONF_SFN_HANDLE, REQUEST_CONNECT, (uint32_t)answers[i]) == PSA_SUCCESS);
    CHECK(psa_connect(CONF_SFN_CONNECTION_SID, 1) == answers[i]);
  }
  for (int32_t status = -150; status < 150; status += 7) {
    CHECK(tell(CONF_SFN_HANDLE, REQUEST_STATUS, (uint32_t)status) == status);
  }
  CHECK(is_refused(CONF_SFN_CONNECTION_SID, 2));
  return 0;
}

int32_t ns_deferred_reply(void) {
  uint32_t out = 0;
  size_t size = sizeof out;
  const psa_handle_t handle = psa_connect(CONF_SERVER_TEST_SID, 1);
  CHECK(call_with(handle, REQUEST_DEFER, "abcd", 4, &out, &size) == PSA_SUCCESS);
  CHECK(size == 4 && out == 0x64636261);
  psa_close(handle);
  return 0;
}
