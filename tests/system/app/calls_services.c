/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls of systems with crypto and internal trusted storage. */
#include <psa/crypto.h>
#include <psa/internal_trusted_storage.h>

#include "calls.h"

enum { RECORD = 3 };

static psa_status_t call_random(void* context) {
  (void)context;
  return psa_generate_random(call_output(), CALL_SIZE);
}

static psa_status_t call_hash(void* context) {
  (void)context;
  static const uint8_t expected[32] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                       0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                       0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  size_t length = 0;
  const psa_status_t status =
      psa_hash_compute(PSA_ALG_SHA_256, (const uint8_t*)"abc", 3, call_output(), 32, &length);
  if (status != PSA_SUCCESS) return status;
  return length == 32 && call_output_is(expected, 32) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_its_get(void* context) {
  (void)context;
  size_t length = 0;
  const psa_status_t status = psa_its_get(RECORD, 0, CALL_SIZE, call_output(), &length);
  if (status != PSA_SUCCESS) return status;
  return length == CALL_SIZE && call_output_is(call_input, CALL_SIZE) ? PSA_SUCCESS : PSA_ERROR_DATA_CORRUPT;
}

static psa_status_t call_its_set(void* context) {
  (void)context;
  return psa_its_set(RECORD, CALL_SIZE, call_input, PSA_STORAGE_FLAG_NONE);
}

guarded_function* service_call(uint32_t number) {
  static guarded_function* const calls[] = {call_random, call_hash, call_its_get, call_its_set};
  return number < sizeof calls / sizeof calls[0] ? calls[number] : NULL;
}

bool services_prepare(void) { return call_its_set(NULL) == PSA_SUCCESS; }
