// SPDX-License-Identifier: BSD-3-Clause
// What the suites' framework asks of a core (test/psa_crypto_helpers.h).
#include "harness.h"
// Which declares what these use.
#include <test/helpers.h>
#include <test/psa_crypto_helpers.h>

static psa_key_id_t used[9];
static size_t used_count;

int mbedtls_test_uses_key_id(psa_key_id_t id) {
  if (used_count == sizeof used / sizeof used[0]) return 0;
  used[used_count++] = id;
  return 1;
}

void mbedtls_test_psa_purge_key_storage(void) {
  while (used_count != 0) psa_destroy_key(used[--used_count]);
}

void mbedtls_test_psa_purge_key_cache(void) {
  for (size_t i = 0; i < used_count; ++i) psa_purge_key(used[i]);
}

const char* mbedtls_test_helper_is_psa_leaking(void) {
  mbedtls_psa_stats_t stats;
  mbedtls_psa_get_stats(&stats);
  if (stats.volatile_slots != 0) return "A key was not destroyed.";
  return stats.locked_slots != 0 ? "An operation was not ended." : NULL;
}

int mbedtls_test_fail_if_psa_leaking(int line, const char* file) {
  const char* const message = mbedtls_test_helper_is_psa_leaking();
  if (message != NULL) mbedtls_test_fail(message, line, file);
  return message != NULL;
}

psa_key_usage_t mbedtls_test_update_key_usage_flags(psa_key_usage_t usage) {
  if (usage & PSA_KEY_USAGE_SIGN_HASH) usage |= PSA_KEY_USAGE_SIGN_MESSAGE;
  if (usage & PSA_KEY_USAGE_VERIFY_HASH) usage |= PSA_KEY_USAGE_VERIFY_MESSAGE;
  return usage;
}

uint64_t mbedtls_test_parse_binary_string(data_t* digits) {
  uint64_t value = 0;
  for (size_t i = 0; i < digits->len; ++i) value = value << 8 | digits->x[i];
  return value;
}
