/* SPDX-License-Identifier: BSD-3-Clause */
/* One PSA call per case, each between two markers that an outside counter sees (bench/README.md). Every case
 * runs once before it is measured: the figure is that of a system in use, not of its first call. */
#include <psa/client.h>
#include <psa/crypto.h>
#include <psa/initial_attestation.h>
#include <psa/internal_trusted_storage.h>
#include <psa_manifest/sid.h>
#include <string.h>

#include "direct.h"
#include "masked.h"
#include "platform.h"
#include "status.h"
#include "text.h"

#define MARK_BEGIN() __asm__ volatile(".inst.w 0xf3af8040" ::: "memory")
#define MARK_END() __asm__ volatile(".inst.w 0xf3af8041" ::: "memory")

/* Nothing but the call and the test of its status stands between the markers and their neighbours. */
#define MEASURE(name, call)                          \
  do {                                               \
    psa_status_t status = (call);                    \
    if (status != PSA_SUCCESS) failed(name, status); \
    announce(name);                                  \
    MARK_BEGIN();                                    \
    status = (call);                                 \
    MARK_END();                                      \
    if (status != PSA_SUCCESS) failed(name, status); \
  } while (0)

_Noreturn void platform_exit(int status);
extern const struct {
  char magic[8];
  uint32_t size;
} __challenge; /* what the harness put into memory */

enum { SMALL = 64, LARGE = 1024, KEY = 16, RECORD = 7 };
static uint8_t input[LARGE], output[LARGE + 16];

static void announce(const char* name) {
  struct text text = {.length = 0};
  platform_print(text_add(text_add(&text, "BENCH "), name)->line);
}

static void failed(const char* name, psa_status_t status) {
  struct text text = {.length = 0};
  text_add(text_add(text_add(text_add(&text, "[APP] bench failed: "), name), " returned "),
           status_name(status));
  platform_print(text_add(text_number(text_add(&text, " ("), status), ")")->line);
  platform_exit(1);
}

/* The check of the method itself: 4 instructions, the call and what the caller does with its result included.
 */
__attribute__((noinline)) static psa_status_t empty(void) {
  __asm__ volatile("");
  return PSA_SUCCESS;
}

static void measure_calls(void) {
  const psa_invec in = {input, SMALL};
  psa_outvec out = {output, SMALL};
  MEASURE("empty", empty());
  MEASURE("psa_framework_version",
          psa_framework_version() == PSA_FRAMEWORK_VERSION ? 0 : PSA_ERROR_GENERIC_ERROR);
  MEASURE("psa_version", psa_version(NULL_SID) == NULL_VERSION ? 0 : PSA_ERROR_GENERIC_ERROR);
  MEASURE("null_0_0", psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0));
  MEASURE("null_64_64", psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1));
  if (out.len != SMALL) failed("null_64_64", PSA_ERROR_INSUFFICIENT_DATA);
}

#ifdef CRYPTO_HANDLE
static uint8_t hash[32], signature[64];

static void require(const char* name, psa_status_t status) {
  if (status != PSA_SUCCESS) failed(name, status);
}

static psa_key_id_t make_key(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                             psa_algorithm_t algorithm) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_set_key_type(&attributes, type);
  psa_set_key_bits(&attributes, bits);
  psa_set_key_usage_flags(&attributes, usage);
  psa_set_key_algorithm(&attributes, algorithm);
  require("psa_generate_key", psa_generate_key(&attributes, &key));
  return key;
}

/* The public half of a key pair as a key of its own: what a verifier has. */
static psa_key_id_t make_public_key(psa_key_id_t pair, psa_algorithm_t algorithm) {
  size_t length = 0;
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t key = PSA_KEY_ID_NULL;
  uint8_t point[65];
  require("psa_export_public_key", psa_export_public_key(pair, point, sizeof point, &length));
  psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1));
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_VERIFY_HASH);
  psa_set_key_algorithm(&attributes, algorithm);
  require("psa_import_key", psa_import_key(&attributes, point, length, &key));
  return key;
}

static psa_key_id_t import_key(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_set_key_type(&attributes, type);
  psa_set_key_usage_flags(&attributes, usage);
  psa_set_key_algorithm(&attributes, algorithm);
  require("psa_import_key", psa_import_key(&attributes, input, KEY, &key));
  return key;
}

static psa_status_t generate_pair(psa_key_id_t* key) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
  psa_set_key_bits(&attributes, 256);
  return psa_generate_key(&attributes, key);
}

static void measure_primitives(void) {
  size_t length = 0;
  uint8_t expected[32];
  const psa_algorithm_t hmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
  const psa_key_id_t key = import_key(PSA_KEY_TYPE_HMAC, PSA_KEY_USAGE_SIGN_MESSAGE, hmac);
  MEASURE("hash_64", psa_hash_compute(PSA_ALG_SHA_256, input, SMALL, expected, sizeof expected, &length));
  MEASURE("direct_hash_64", direct_hash(input, SMALL, hash));
  if (memcmp(hash, expected, sizeof hash) != 0) failed("direct_hash_64", PSA_ERROR_INVALID_SIGNATURE);
  MEASURE("mac_64", psa_mac_compute(key, hmac, input, SMALL, expected, sizeof expected, &length));
  MEASURE("direct_mac_64", direct_mac(input, KEY, input, SMALL, hash));
  if (memcmp(hash, expected, sizeof hash) != 0) failed("direct_mac_64", PSA_ERROR_INVALID_SIGNATURE);
  MEASURE("hash_sha256_1k", psa_hash_compute(PSA_ALG_SHA_256, input, LARGE, hash, sizeof hash, &length));
  require("psa_destroy_key", psa_destroy_key(key));
}

static void measure_keys(void) {
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT);
  psa_set_key_algorithm(&attributes, PSA_ALG_CCM);
  MEASURE("import_aes", psa_import_key(&attributes, input, KEY, &key));
  MEASURE("generate_p256", generate_pair(&key));
}

static void measure_crypto(void) {
  size_t length = 0;
  static const uint8_t nonce[13];
  const psa_algorithm_t ecdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
  require("psa_crypto_init", psa_crypto_init());
  MEASURE("generate_random_32", psa_generate_random(output, 32));
  measure_primitives();
  const psa_key_id_t pair =
      make_key(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 256, PSA_KEY_USAGE_SIGN_HASH, ecdsa);
  const psa_key_id_t public_key = make_public_key(pair, ecdsa);
  const psa_key_id_t aes = import_key(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CCM);
  MEASURE("sign_p256", psa_sign_hash(pair, ecdsa, hash, sizeof hash, signature, sizeof signature, &length));
  MEASURE("verify_p256", psa_verify_hash(public_key, ecdsa, hash, sizeof hash, signature, sizeof signature));
  MEASURE("ccm_1k", psa_aead_encrypt(aes, PSA_ALG_CCM, nonce, sizeof nonce, NULL, 0, input, LARGE, output,
                                     sizeof output, &length));
  measure_keys();
}

#endif /* CRYPTO_HANDLE */

/* Only if asked to: who runs the bench for another reason wants no interrupts in it. */
static void run_sweeps(void) {
  if (memcmp(__challenge.magic, "RDSWEEPS", sizeof __challenge.magic) != 0) return;
  if (__challenge.size != 0) {
    sweep_large(__challenge.size);
  } else {
    sweep_calls();
  }
}

/* A system has what its SPE offers: the figures of calls are those of every system. */
int app(void) {
  for (int i = 0; i < LARGE; ++i) input[i] = (uint8_t)(i * 7 + 1);
  measure_calls();
#ifdef CRYPTO_HANDLE
  measure_crypto();
#endif
#ifdef ITS_HANDLE
  size_t length = 0;
  MEASURE("its_set_64", psa_its_set(RECORD, SMALL, input, PSA_STORAGE_FLAG_NONE));
  MEASURE("its_get_64", psa_its_get(RECORD, 0, SMALL, output, &length));
#endif
#ifdef ATTESTATION_HANDLE
  size_t size = 0;
  MEASURE("attest_32", psa_initial_attest_get_token(input, 32, output, sizeof output, &size));
#endif
  run_sweeps();
  platform_print("[APP] bench finished");
  return 0;
}
