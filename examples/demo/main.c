/* SPDX-License-Identifier: BSD-3-Clause */
/* A tour of the root of trust through the PSA APIs alone: random numbers, a hash, a key pair, authenticated
 * encryption, a counter that survives, and a signed report of what runs here. */
#include <psa/crypto.h>
#include <psa/initial_attestation.h>
#include <psa/internal_trusted_storage.h>
#include <redoubt/platform.h>
#include <stdbool.h>
#include <string.h>

#include "fault.h"
#include "platform.h"
#include "status.h"
#include "text.h"

#define TRY(call)                            \
  do {                                       \
    const psa_status_t try_status = (call);  \
    if (try_status != PSA_SUCCESS) {         \
      return demo_failed(#call, try_status); \
    }                                        \
  } while (0)

static void say(const struct text* text) { platform_print(text->line); }

static struct text* line(struct text* text) {
  text->length = 0;
  return text_add(text, "[APP] ");
}

/* "[APP] demo failed: psa_its_get returned PSA_ERROR_DATA_CORRUPT (-152)"; gives the status back. */
static psa_status_t demo_failed(const char* call, psa_status_t status) {
  char name[40];
  size_t length = 0;
  while (call[length] != '\0' && call[length] != '(' && length + 1 < sizeof name) {
    name[length] = call[length];
    ++length;
  }
  name[length] = '\0';
  struct text text;
  text_add(text_add(text_add(text_add(line(&text), "demo failed: "), name), " returned "),
           status_name(status));
  say(text_add(text_number(text_add(&text, " ("), status), ")"));
  return status;
}

static psa_status_t show_random(void) {
  uint8_t bytes[16];
  struct text text;
  TRY(psa_generate_random(bytes, sizeof bytes));
  say(text_hex(text_add(line(&text), "random bytes     "), bytes, sizeof bytes));
  return PSA_SUCCESS;
}

static psa_status_t show_hash(void) {
  /* FIPS 180-4's example: SHA-256 of "abc". */
  static const uint8_t expected[32] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                       0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                       0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  uint8_t hash[32];
  size_t length = 0;
  struct text text;
  TRY(psa_hash_compute(PSA_ALG_SHA_256, (const uint8_t*)"abc", 3, hash, sizeof hash, &length));
  if (length != sizeof hash || memcmp(hash, expected, sizeof hash) != 0) {
    return demo_failed("comparison of the hash", PSA_ERROR_CORRUPTION_DETECTED);
  }
  text_add(text_hex(text_add(line(&text), "SHA-256(\"abc\")   "), hash, 8), "... as FIPS 180-4 says");
  say(&text);
  return PSA_SUCCESS;
}

static psa_status_t sign_and_verify(psa_key_id_t key) {
  uint8_t message[] = "open the gate";
  uint8_t signature[64];
  size_t length = 0;
  struct text text;
  const psa_algorithm_t algorithm = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
  TRY(psa_sign_message(key, algorithm, message, sizeof message, signature, sizeof signature, &length));
  TRY(psa_verify_message(key, algorithm, message, sizeof message, signature, length));
  say(text_add(text_hex(text_add(line(&text), "P-256 signature  "), signature, 8), "... verified"));
  message[0] ^= 1;
  const psa_status_t status = psa_verify_message(key, algorithm, message, sizeof message, signature, length);
  if (status != PSA_ERROR_INVALID_SIGNATURE) return demo_failed("psa_verify_message", status);
  say(text_add(line(&text), "                 of a changed message: refused"));
  return PSA_SUCCESS;
}

static psa_status_t show_signature(void) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
  psa_set_key_bits(&attributes, 256);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE);
  psa_set_key_algorithm(&attributes, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
  TRY(psa_generate_key(&attributes, &key));
  const psa_status_t status = sign_and_verify(key);
  TRY(psa_destroy_key(key));
  return status;
}

static psa_status_t encrypt_and_decrypt(psa_key_id_t key) {
  static const uint8_t plain[] = "attack at dawn";
  uint8_t nonce[13], sealed[sizeof plain + 16], opened[sizeof plain];
  size_t sealed_length = 0, opened_length = 0;
  struct text text;
  TRY(psa_generate_random(nonce, sizeof nonce));
  TRY(psa_aead_encrypt(key, PSA_ALG_CCM, nonce, sizeof nonce, NULL, 0, plain, sizeof plain, sealed,
                       sizeof sealed, &sealed_length));
  TRY(psa_aead_decrypt(key, PSA_ALG_CCM, nonce, sizeof nonce, NULL, 0, sealed, sealed_length, opened,
                       sizeof opened, &opened_length));
  if (opened_length != sizeof plain || memcmp(opened, plain, sizeof plain) != 0) {
    return demo_failed("comparison of the plaintext", PSA_ERROR_CORRUPTION_DETECTED);
  }
  say(text_add(text_hex(text_add(line(&text), "AES-128-CCM      "), sealed, 8), "... decrypted"));
  sealed[3] ^= 1;
  const psa_status_t status = psa_aead_decrypt(key, PSA_ALG_CCM, nonce, sizeof nonce, NULL, 0, sealed,
                                               sealed_length, opened, sizeof opened, &opened_length);
  if (status != PSA_ERROR_INVALID_SIGNATURE) return demo_failed("psa_aead_decrypt", status);
  say(text_add(line(&text), "                 of a changed ciphertext: refused"));
  return PSA_SUCCESS;
}

static psa_status_t show_encryption(void) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t key = PSA_KEY_ID_NULL;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
  psa_set_key_bits(&attributes, 128);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT);
  psa_set_key_algorithm(&attributes, PSA_ALG_CCM);
  TRY(psa_generate_key(&attributes, &key));
  const psa_status_t status = encrypt_and_decrypt(key);
  TRY(psa_destroy_key(key));
  return status;
}

static psa_status_t show_storage(void) {
  enum { BOOT_COUNTER = 1 };
  uint32_t boots = 0;
  size_t length = 0;
  struct text text;
  const psa_status_t status = psa_its_get(BOOT_COUNTER, 0, sizeof boots, &boots, &length);
  if (status == PSA_ERROR_DATA_CORRUPT) {
    say(text_add(line(&text),
                 "the stored boot counter is damaged: internal trusted storage refuses to return it"));
  }
  if (status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST) return demo_failed("psa_its_get", status);
  ++boots;
  TRY(psa_its_set(BOOT_COUNTER, sizeof boots, &boots, PSA_STORAGE_FLAG_NONE));
  text_add(text_number(text_add(line(&text), "trusted storage  boot "), (int32_t)boots), " of this device");
  say(&text);
  return PSA_SUCCESS;
}

/* The token for the runner, which collects these lines and does not show them. */
static void print_token(const uint8_t* token, size_t length) {
  for (size_t at = 0; at < length; at += 32) {
    struct text text = {.length = 0};
    const size_t count = length - at < 32 ? length - at : 32;
    platform_print(text_hex(text_add(&text, "TOKEN "), token + at, count)->line);
  }
}

static psa_status_t show_attestation(void) {
  static uint8_t token[1024];
  uint8_t challenge[PSA_INITIAL_ATTEST_CHALLENGE_SIZE_32];
  size_t length = 0;
  struct text text;
  const bool given = platform_challenge(challenge);
  if (!given) TRY(psa_generate_random(challenge, sizeof challenge));
  TRY(psa_initial_attest_get_token(challenge, sizeof challenge, token, sizeof token, &length));
  text_number(text_add(line(&text), "attestation      token of "), (int32_t)length);
  say(text_add(&text, given ? " bytes for the verifier's challenge" : " bytes for a challenge of my own"));
  print_token(token, length);
  return PSA_SUCCESS;
}

static psa_status_t run(void) {
  static psa_status_t (*const steps[])(void) = {show_random,     show_hash,    show_signature,
                                                show_encryption, show_storage, show_attestation};
  const psa_status_t fault = show_last_fault();
  if (fault != PSA_ERROR_DOES_NOT_EXIST) TRY(fault);
  TRY(psa_crypto_init());
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; ++i) {
    const psa_status_t status = steps[i]();
    if (status != PSA_SUCCESS) return status;
  }
  /* This version works: from now on the bootloader refuses older ones. */
  TRY(redoubt_platform_confirm());
  return PSA_SUCCESS;
}

int app(void) {
  if (run() != PSA_SUCCESS) return 1;
  platform_print("[APP] demo finished");
  return 0;
}
