/* SPDX-License-Identifier: BSD-3-Clause */
/* Vectors that the caller may not use, counts and handles that lie: each with the status that it must get,
 * and with no byte of any output written. */
#include <psa_manifest/sid.h>
#include <string.h>

#include "attack.h"
#include "platform.h"
#include "status.h"
#include "text.h"

enum { SIZE = 256 };
static uint8_t input[SIZE], output[SIZE];
static uint32_t wrong, tried;

extern uint8_t __challenge[];
#define END_OF_RAM ((uint32_t)__challenge + 64)
static const uint8_t constant[16] = "in the code";

static void check(const char* what, uint32_t address, bool good, psa_status_t status) {
  ++tried;
  if (good) return;
  struct text text = {.length = 0};
  text_add(text_add(text_add(text_add(&text, "[APP] wrong: "), what), ": "), status_name(status));
  platform_print(text.line);
  report_hex("  at", address);
  ++wrong;
}

static bool is_clean(void) {
  for (size_t i = 0; i < SIZE; ++i) {
    if (output[i] != 0xEE) return false;
  }
  return true;
}

static void reset_buffers(void) {
  for (size_t i = 0; i < SIZE; ++i) input[i] = (uint8_t)(i * 3 + 5);
  memset(output, 0xEE, sizeof output);
}

static psa_status_t call(const psa_invec* in, size_t in_count, psa_outvec* out, size_t out_count) {
  return psa_call(NULL_HANDLE, PSA_IPC_CALL, in, in_count, out, out_count);
}

/* The range as the only input, the only output, and the last of each kind behind good ones. */
static void refuse(const char* what, uint32_t address, uint32_t size) {
  psa_invec in[2] = {{(const void*)address, size}, {input, 8}};
  psa_outvec out[2] = {{output, 8}, {output + 8, 8}};
  reset_buffers();
  psa_status_t status = call(in, 1, NULL, 0);
  check(what, address, status == PSA_ERROR_PROGRAMMER_ERROR, status);
  status = call(in, 2, out, 2);
  check(what, address, status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
  in[0] = (psa_invec){input, 8};
  in[1] = (psa_invec){(const void*)address, size};
  status = call(in, 2, out, 2);
  check(what, address, status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);

  in[1] = (psa_invec){input, 8};
  out[0] = (psa_outvec){(void*)address, size};
  status = call(in, 1, out, 1);
  check(what, address, status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
  out[0] = (psa_outvec){output, 8};
  out[1] = (psa_outvec){(void*)address, size};
  status = call(in, 2, out, 2);
  check(what, address, status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
}

static void refuse_addresses(const uint32_t* argument) {
  static const char* const names[ARGUMENTS] = {
      "secure RAM",        "secure code",           "secure RAM by its NS alias",
      "secure peripheral", "non-secure peripheral", "non-volatile memory"};
  for (int i = 0; i < ARGUMENTS; ++i) {
    refuse(names[i], argument[i], 1);
    refuse(names[i], argument[i] + 3, 64);
    refuse(names[i], argument[i] + 0x20, 32);
  }
  refuse("private peripheral bus", 0xE000ED00, 4);
  refuse("private peripheral bus", 0xE000E010, 16);
  refuse("no memory at all", 0xA0000000, 4);
}

static void refuse_ranges(void) {
  refuse("end of RAM", END_OF_RAM, 1);
  refuse("over the end of RAM", END_OF_RAM - 1, 2);
  refuse("over the end of RAM", END_OF_RAM - 64, 65);
  refuse("wrapping", (uint32_t)input, 0xFFFFFFFF);
  refuse("wrapping", (uint32_t)input, 0u - (uint32_t)input);
  refuse("wrapping to itself", (uint32_t)input + 4, 0xFFFFFFFC);
  refuse("wrapping", 0xFFFFFFFF, 1);
  refuse("wrapping", 0xFFFFFFF0, 0x20);
  refuse("largest", 0, 0xFFFFFFFF);
  refuse("largest", 1, 0x7FFFFFFF);
  refuse("half the memory", (uint32_t)input, 0x80000000);
  refuse("null pointer", 0, 1);
}

static void refuse_counts(void) {
  static const uint32_t bad[][2] = {{5, 0},          {0, 5},          {3, 2},
                                    {2, 3},          {4, 1},          {1, 4},
                                    {4, 4},          {8, 0},          {0, 8},
                                    {256, 0},        {0, 256},        {0x10000, 0},
                                    {0x1000000, 0},  {0x01000001, 1}, {0xFFFFFFFF, 0},
                                    {0, 0xFFFFFFFF}, {0xFFFFFFFF, 5}, {0x80000000, 0x80000000},
                                    {0xFFFFFFFC, 4}};
  psa_invec in[8];
  psa_outvec out[8];
  for (int i = 0; i < 8; ++i) {
    in[i] = (psa_invec){input, 4};
    out[i] = (psa_outvec){output, 4};
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    reset_buffers();
    const psa_status_t status = call(in, bad[i][0], out, bad[i][1]);
    check("counts", bad[i][0], status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
  }
}

static void refuse_types(void) {
  static const int32_t bad[] = {-1, -2, -3, -1000, -1001, -1002, -0x8000, -0x10000, -0x7FFFFFFF, INT32_MIN};
  const psa_invec in = {input, 4};
  psa_outvec out = {output, 4};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    reset_buffers();
    psa_status_t status = psa_call(NULL_HANDLE, bad[i], NULL, 0, NULL, 0);
    check("type", (uint32_t)bad[i], status == PSA_ERROR_PROGRAMMER_ERROR, status);
    status = psa_call(NULL_HANDLE, bad[i], &in, 1, &out, 1);
    check("type", (uint32_t)bad[i], status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
  }
}

static void refuse_handles(void) {
  const uint32_t good = (uint32_t)NULL_HANDLE;
  const uint32_t bad[] = {0,
                          1,
                          2,
                          0xFF,
                          0x1000,
                          good ^ 0x40000000,
                          good | 0x80000000,
                          good + 31,
                          good | 0xFF,
                          good ^ 0x80,
                          good + 0x100,
                          good + 0x10000,
                          good ^ 0x20000000,
                          0x40000000,
                          0x400000FF,
                          0x7FFFFFFF,
                          0x80000000,
                          0xFFFFFFFF,
                          0x38000000,
                          0x10000000,
                          0xFFFFFF00};
  const psa_invec in = {input, 4};
  psa_outvec out = {output, 4};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    reset_buffers();
    const psa_status_t status = psa_call((psa_handle_t)bad[i], PSA_IPC_CALL, &in, 1, &out, 1);
    check("handle", bad[i], status == PSA_ERROR_PROGRAMMER_ERROR && is_clean(), status);
  }
  for (uint32_t sid = 0xF0000000; sid < 0xF0000100; ++sid) {
    if (sid == NULL_SID || sid == NULL_CONNECTION_SID) continue;
    check("version of no service", sid, psa_version(sid) == PSA_VERSION_NONE, 0);
  }
}

/* Good calls at their limits: no overlap, alignment or emptiness is an error of its own. */
static void accept_limits(void) {
  for (size_t shift = 0; shift < 8; ++shift) {
    for (size_t size = 0; size <= 64; size += 1 + size / 16) {
      reset_buffers();
      const psa_invec in = {input + shift, size};
      psa_outvec out = {output + 7 - shift, size};
      const psa_status_t status = call(&in, 1, &out, 1);
      const bool good = status == PSA_SUCCESS && out.len == size &&
                        memcmp(output + 7 - shift, input + shift, size) == 0 &&
                        output[7 - shift + size] == 0xEE && (shift == 7 || output[6 - shift] == 0xEE);
      check("misaligned", (uint32_t)(shift << 8 | size), good, status);
    }
  }
  static const uint32_t wild[] = {0,          1,          0x38000000, 0x10000000,
                                  0x50080000, 0x80000000, 0xE000ED00, 0xFFFFFFFF};
  for (size_t i = 0; i < sizeof wild / sizeof wild[0]; ++i) {
    const psa_invec in[2] = {{(const void*)wild[i], 0}, {(const void*)wild[i], 0}};
    psa_outvec out[2] = {{(void*)wild[i], 0}, {(void*)wild[i], 0}};
    const psa_status_t status = call(in, 2, out, 2);
    check("empty vector", wild[i], status == PSA_SUCCESS && out[0].len == 0 && out[1].len == 0, status);
  }
  reset_buffers();
  psa_invec in = {input, 64};
  psa_outvec out = {input, 64};
  psa_status_t status = call(&in, 1, &out, 1);
  check("output over input", 0, status == PSA_SUCCESS && out.len == 64 && input[63] == (uint8_t)(63 * 3 + 5),
        status);
  in = (psa_invec){constant, sizeof constant};
  out = (psa_outvec){output, sizeof constant};
  status = call(&in, 1, &out, 1);
  check("input in code", 0, status == PSA_SUCCESS && memcmp(output, constant, sizeof constant) == 0, status);
  in = (psa_invec){(const void*)(END_OF_RAM - 1), 1};
  status = call(&in, 1, NULL, 0);
  check("last byte of RAM", 0, status == PSA_SUCCESS, status);
}

/* A connection ends with the first call that breaks a rule, and nobody else's handle is one. */
static void refuse_connections(void) {
  enum { ADD = 1 };
  uint32_t sum = 0;
  const uint32_t one = 1;
  const psa_invec in = {&one, sizeof one};
  const psa_invec wild = {(const void*)0xFFFFFFFC, 8};
  psa_outvec out = {&sum, sizeof sum};
  const psa_handle_t refused = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION + 1);
  check("connection of a later version", 0, refused == PSA_ERROR_CONNECTION_REFUSED, refused);
  const psa_handle_t handle = psa_connect(NULL_CONNECTION_SID, 1);
  check("connection", 0, PSA_HANDLE_IS_VALID(handle), handle);
  psa_status_t status = psa_call(handle, ADD, &in, 1, &out, 1);
  check("call by a connection", 0, status == PSA_SUCCESS && sum == 1, status);
  for (uint32_t bit = 0; bit < 32; ++bit) {
    status = psa_call((psa_handle_t)((uint32_t)handle ^ (1u << bit)), ADD, &in, 1, &out, 1);
    check("handle with a bit changed", bit, status == PSA_ERROR_PROGRAMMER_ERROR && sum == 1, status);
  }
  const psa_handle_t other = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION);
  status = psa_call(handle, ADD, &wild, 1, &out, 1);
  check("wrapping vector by a connection", 0, status == PSA_ERROR_PROGRAMMER_ERROR, status);
  status = psa_call(handle, ADD, &in, 1, &out, 1);
  check("call by a dead connection", 0, status == PSA_ERROR_PROGRAMMER_ERROR && sum == 1, status);
  sum = 5;
  out.len = sizeof sum;
  status = psa_call(other, ADD, &in, 1, &out, 1);
  check("the other connection lives", 0, status == PSA_SUCCESS && sum == 1, status);
  psa_close(handle);
  psa_close(other);
  psa_close(PSA_NULL_HANDLE);
  psa_close(other);
  status = psa_call(other, ADD, &in, 1, &out, 1);
  check("call by a closed connection", 0, status == PSA_ERROR_PROGRAMMER_ERROR, status);
  for (uint32_t i = 0; i < 200; ++i) {
    const psa_handle_t again = psa_connect(NULL_CONNECTION_SID, 1);
    check("connections do not run out", i, PSA_HANDLE_IS_VALID(again) && again != other, again);
    psa_close(again);
  }
}

/* argument: addresses that the NSPE may not give, in the order of refuse_addresses() */
int attack_vectors(const uint32_t* argument) {
  refuse_addresses(argument);
  refuse_ranges();
  refuse_counts();
  refuse_types();
  refuse_handles();
  accept_limits();
  refuse_connections();
  tried += refuse_by_mpu(&wrong);
  report("calls checked", (int32_t)tried);
  report("wrong", (int32_t)wrong);
  return wrong == 0 && tried > 300 ? 0 : 1;
}
