/* SPDX-License-Identifier: BSD-3-Clause */
/* PROGRAMMER ERRORs of a secure client, and memory that is not its own. */
#include <stdlib.h>

#include "client.h"

/* The last statement must not return. */
#define MISUSE(test, ...)              \
  int32_t test(const psa_msg_t* msg) { \
    (void)msg;                         \
    __VA_ARGS__;                       \
    SURVIVED;                          \
  }
#define RELAXED psa_connect(CONF_RELAXED_SID, 2)
#define CALL(handle, in, in_count, out, out_count) (void)psa_call(handle, 0, in, in_count, out, out_count)

static uint8_t bytes[16];
static psa_invec inputs[5] = {{bytes, 1}, {bytes, 1}, {bytes, 1}, {bytes, 1}, {bytes, 1}};
static psa_outvec outputs[5] = {{bytes, 1}, {bytes, 1}, {bytes, 1}, {bytes, 1}, {bytes, 1}};
static const psa_outvec constant_outputs[1] = {{bytes, 4}};

MISUSE(client_connect_unknown, (void)psa_connect(0xF00010FF, 1))
MISUSE(client_connect_unlisted, (void)psa_connect(CONF_UNLISTED_SID, 2))
MISUSE(client_connect_strict_older, (void)psa_connect(CONF_STRICT_SID, 1))
MISUSE(client_connect_strict_newer, (void)psa_connect(CONF_STRICT_SID, 3))
MISUSE(client_connect_relaxed_newer, (void)psa_connect(CONF_RELAXED_SID, 3))
MISUSE(client_connect_unspecified, (void)psa_connect(CONF_UNSPECIFIED_SID, 2))
MISUSE(client_connect_zero, (void)psa_connect(CONF_RELAXED_SID, 0))
MISUSE(client_connect_stateless, (void)psa_connect(CONF_STATELESS_SID, 3))

MISUSE(client_call_null_handle, CALL(PSA_NULL_HANDLE, NULL, 0, NULL, 0))
MISUSE(client_call_bad_handle, CALL(RELAXED + 0x100000, NULL, 0, NULL, 0))
MISUSE(client_call_closed_handle, const psa_handle_t handle = RELAXED; psa_close(handle);
       CALL(handle, NULL, 0, NULL, 0))
MISUSE(client_call_message_handle, CALL(msg->handle, NULL, 0, NULL, 0))
MISUSE(client_call_foreign_handle, CALL(all_places->foreign_handle, NULL, 0, NULL, 0))
MISUSE(client_call_negative_type, (void)psa_call(RELAXED, -1, NULL, 0, NULL, 0))
MISUSE(client_call_five_inputs, CALL(RELAXED, inputs, 5, NULL, 0))
MISUSE(client_call_five_outputs, CALL(RELAXED, NULL, 0, outputs, 5))
MISUSE(client_call_five_both, CALL(RELAXED, inputs, 3, outputs, 2))
MISUSE(client_call_huge_count, CALL(RELAXED, inputs, SIZE_MAX, outputs, 2))
MISUSE(client_call_inputs_null, CALL(RELAXED, NULL, 1, NULL, 0))
MISUSE(client_call_outputs_null, CALL(RELAXED, NULL, 0, NULL, 1))
MISUSE(client_call_outputs_code,
       (void)psa_call(RELAXED, REQUEST_ECHO, inputs, 1, (psa_outvec*)(uint32_t)constant_outputs, 1))

#define CALL_IN(address, size)                            \
  const psa_invec bad = {(const void*)(address), (size)}; \
  CALL(RELAXED, &bad, 1, NULL, 0)
#define CALL_OUT(address, size)              \
  psa_outvec bad = {(void*)(address), size}; \
  CALL(RELAXED, NULL, 0, &bad, 1)
MISUSE(client_call_input_null, CALL_IN(0, 1))
MISUSE(client_call_input_wraps, CALL_IN(bytes, SIZE_MAX))
MISUSE(client_call_input_spm, CALL_IN(all_places->spm, 4))
MISUSE(client_call_output_null, CALL_OUT(0, 1))
MISUSE(client_call_output_code, CALL_OUT((uint32_t)&client_close, 4))
MISUSE(client_call_output_spm, CALL_OUT(all_places->spm, 4))
MISUSE(client_call_output_server, CALL_OUT(all_places->server.data, 4))
MISUSE(client_call_dropped, CALL(psa_connect(CONF_DROP_SID, 1), NULL, 0, NULL, 0))
MISUSE(client_call_unlisted, CALL(CONF_STATELESS_UNLISTED_HANDLE, NULL, 0, NULL, 0))
MISUSE(client_call_version, CALL(CONF_STATELESS_HANDLE + 0x100, NULL, 0, NULL, 0))

MISUSE(client_close_bad, psa_close(RELAXED + 0x100000))
MISUSE(client_close_closed, const psa_handle_t handle = RELAXED; psa_close(handle); psa_close(handle))
MISUSE(client_close_stateless, psa_close(CONF_STATELESS_HANDLE))

static void* (*volatile take)(size_t) = malloc;
MISUSE(client_heap_none, (void)take(1))

MISUSE(client_read_spm, (void)load_from(all_places->spm))
MISUSE(client_read_server_heap, (void)load_from(all_places->server.heap))
MISUSE(client_write_server_data, store_to(all_places->server.data))
MISUSE(client_write_server_stack, store_to(all_places->server.stack))
MISUSE(client_write_server_heap, store_to(all_places->server.heap))
MISUSE(client_write_sfn_data, store_to(all_places->sfn.data))
MISUSE(client_read_sfn_stack, (void)load_from(all_places->sfn.stack))
MISUSE(client_write_sfn_mmio, store_to(all_places->sfn.mmio))
