/* SPDX-License-Identifier: BSD-3-Clause */
/* psa/crypto.h compiles, alone and first, as C99 and as C++20 (this very file) with all warnings as errors,
 * its constants are constants, and its initialisers and inline functions can be used as the specification's
 * examples use them. */
#include <psa/crypto.h>
/* Twice. */
#include <psa/crypto.h>

#include <redoubt/crypto.h>
#include <string.h>

#ifdef __cplusplus
#define NAME crypto_header_cpp
extern "C"
#else
#define NAME crypto_header_c
#endif
    int
    NAME(void);

/* A negative array size if the condition is false. */
#define CHECK(name, condition) typedef char check_##name[(condition) ? 1 : -1]

CHECK(key_attributes, sizeof(psa_key_attributes_t) == 24);
CHECK(operation, sizeof(psa_hash_operation_t) == 4 && sizeof(psa_xof_operation_t) == 4 &&
                     sizeof(psa_mac_operation_t) == 4 && sizeof(psa_cipher_operation_t) == 4 &&
                     sizeof(psa_aead_operation_t) == 4 && sizeof(psa_key_derivation_operation_t) == 4 &&
                     sizeof(psa_sign_operation_t) == 4 && sizeof(psa_verify_operation_t) == 4 &&
                     sizeof(psa_pake_operation_t) == 4);
CHECK(cipher_suite, sizeof(psa_pake_cipher_suite_t) == 12);
CHECK(custom_parameters, sizeof(psa_custom_key_parameters_t) == 4);
CHECK(version, PSA_CRYPTO_API_VERSION_MAJOR == 1 && PSA_CRYPTO_API_VERSION_MINOR == 5);
CHECK(sha256, PSA_HASH_LENGTH(PSA_ALG_SHA_256) == 32 && PSA_HASH_BLOCK_LENGTH(PSA_ALG_SHA_256) == 64);
CHECK(sha512, PSA_HASH_LENGTH(PSA_ALG_HMAC(PSA_ALG_SHA_512)) == 64 && PSA_HASH_MAX_SIZE == 64);
CHECK(sha3, PSA_HASH_LENGTH(PSA_ALG_SHA3_384) == 48 && PSA_HASH_BLOCK_LENGTH(PSA_ALG_SHA3_256) == 136);
CHECK(hmac, PSA_ALG_HMAC(PSA_ALG_SHA_256) == 0x03800009 && PSA_ALG_IS_HMAC(0x03800009));
CHECK(mac,
      PSA_MAC_LENGTH(PSA_KEY_TYPE_HMAC, 0, PSA_ALG_TRUNCATED_MAC(PSA_ALG_HMAC(PSA_ALG_SHA_256), 7)) == 7);
CHECK(cmac, PSA_MAC_LENGTH(PSA_KEY_TYPE_AES, 128, PSA_ALG_CMAC) == 16);
CHECK(ccm, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8) == 0x05480100);
CHECK(ccm_default, PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(0x05480100) == PSA_ALG_CCM);
CHECK(aead, PSA_AEAD_ENCRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_AES, PSA_ALG_CCM, 10) == 26);
CHECK(aead_back, PSA_AEAD_DECRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_AES, PSA_ALG_CCM, 26) == 10);
CHECK(nonce, PSA_AEAD_NONCE_LENGTH(PSA_KEY_TYPE_AES, PSA_ALG_CCM) == 13 &&
                 PSA_AEAD_NONCE_LENGTH(PSA_KEY_TYPE_AES, PSA_ALG_GCM) == 12 &&
                 PSA_AEAD_NONCE_LENGTH(PSA_KEY_TYPE_DES, PSA_ALG_CCM) == 0);
CHECK(ecdsa, PSA_ALG_ECDSA(PSA_ALG_SHA_256) == 0x06000609 && PSA_ALG_IS_ECDSA(0x06000709));
CHECK(ecdsa_size,
      PSA_SIGN_OUTPUT_SIZE(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 256, PSA_ALG_ECDSA_ANY) == 64);
CHECK(wildcard,
      PSA_ALG_IS_WILDCARD(PSA_ALG_ECDSA(PSA_ALG_ANY_HASH)) && !PSA_ALG_IS_WILDCARD(PSA_ALG_ECDSA_ANY));
CHECK(wildcard_star,
      PSA_ALG_IS_WILDCARD(PSA_ALG_CCM_STAR_ANY_TAG) && !PSA_ALG_IS_WILDCARD(PSA_ALG_CCM_STAR_NO_TAG));
CHECK(pair, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1) == 0x7112);
CHECK(public_key,
      PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(0x7112) == 0x4112 && PSA_KEY_TYPE_IS_PUBLIC_KEY(0x4112));
CHECK(unstructured, PSA_KEY_TYPE_IS_UNSTRUCTURED(PSA_KEY_TYPE_AES) && !PSA_KEY_TYPE_IS_UNSTRUCTURED(0x7112));
CHECK(export_size,
      PSA_EXPORT_KEY_OUTPUT_SIZE(0x7112, 256) == 32 && PSA_EXPORT_KEY_OUTPUT_SIZE(0x4112, 256) == 65);
CHECK(export_public, PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(0x7112, 256) == 65);
CHECK(export_rsa, PSA_EXPORT_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_PUBLIC_KEY, 2048) >= 270);
CHECK(lifetime, PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(1, 2) == 0x201);
CHECK(agreement,
      PSA_ALG_KEY_AGREEMENT_GET_KDF(PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_HKDF(PSA_ALG_SHA_256))) ==
          PSA_ALG_HKDF(PSA_ALG_SHA_256));
CHECK(block, PSA_BLOCK_CIPHER_BLOCK_LENGTH(PSA_KEY_TYPE_AES) == 16 &&
                 PSA_BLOCK_CIPHER_BLOCK_LENGTH(PSA_KEY_TYPE_DES) == 8);
CHECK(builtin, REDOUBT_KEY_ID_IAK > PSA_KEY_ID_VENDOR_MIN && REDOUBT_KEY_ID_IAK <= PSA_KEY_ID_VENDOR_MAX);

static psa_key_attributes_t zero_attributes;
static psa_pake_cipher_suite_t zero_suite;

/* Every operation's function gives what its macro gives, and that is zero. */
static int operations_are_zero(void) {
  const psa_xof_operation_t xof = PSA_XOF_OPERATION_INIT;
  const psa_cipher_operation_t cipher = PSA_CIPHER_OPERATION_INIT;
  const psa_aead_operation_t aead = PSA_AEAD_OPERATION_INIT;
  const psa_sign_operation_t sign = PSA_SIGN_OPERATION_INIT;
  const psa_verify_operation_t verify = PSA_VERIFY_OPERATION_INIT;
  const psa_pake_operation_t pake = PSA_PAKE_OPERATION_INIT;
  const psa_custom_key_parameters_t custom = PSA_CUSTOM_KEY_PARAMETERS_INIT;
  return (xof.private_handle | psa_xof_operation_init().private_handle | cipher.private_handle |
          psa_cipher_operation_init().private_handle | aead.private_handle |
          psa_aead_operation_init().private_handle | sign.private_handle |
          psa_sign_operation_init().private_handle | verify.private_handle |
          psa_verify_operation_init().private_handle | pake.private_handle |
          psa_pake_operation_init().private_handle | custom.flags) == 0;
}

static int cipher_suites_keep_their_values(void) {
  psa_pake_cipher_suite_t suite = PSA_PAKE_CIPHER_SUITE_INIT;
  const psa_pake_primitive_t primitive =
      PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_R1, 256);
  if (memcmp(&suite, &zero_suite, sizeof suite) != 0) return 0;
  psa_pake_cs_set_algorithm(&suite, PSA_ALG_JPAKE(PSA_ALG_SHA_256));
  psa_pake_cs_set_primitive(&suite, primitive);
  psa_pake_cs_set_key_confirmation(&suite, PSA_PAKE_UNCONFIRMED_KEY);
  if (psa_pake_cs_get_algorithm(&suite) != PSA_ALG_JPAKE(PSA_ALG_SHA_256) ||
      psa_pake_cs_get_primitive(&suite) != primitive ||
      psa_pake_cs_get_key_confirmation(&suite) != PSA_PAKE_UNCONFIRMED_KEY) {
    return 0;
  }
  suite = psa_pake_cipher_suite_init();
  return memcmp(&suite, &zero_suite, sizeof suite) == 0;
}

int NAME(void) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_hash_operation_t hash = PSA_HASH_OPERATION_INIT;
  psa_mac_operation_t mac = PSA_MAC_OPERATION_INIT;
  psa_key_derivation_operation_t derivation = PSA_KEY_DERIVATION_OPERATION_INIT;
  hash = psa_hash_operation_init();
  mac = psa_mac_operation_init();
  derivation = psa_key_derivation_operation_init();
  psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
  psa_set_key_bits(&attributes, 128);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT);
  psa_set_key_algorithm(&attributes, PSA_ALG_CCM);
  psa_set_key_lifetime(&attributes, PSA_KEY_LIFETIME_VOLATILE);
  if (psa_get_key_type(&attributes) != PSA_KEY_TYPE_AES || psa_get_key_bits(&attributes) != 128 ||
      psa_get_key_usage_flags(&attributes) != PSA_KEY_USAGE_ENCRYPT ||
      psa_get_key_algorithm(&attributes) != PSA_ALG_CCM || psa_get_key_id(&attributes) != PSA_KEY_ID_NULL) {
    return 1;
  }
  psa_reset_key_attributes(&attributes);
  if (memcmp(&attributes, &zero_attributes, sizeof attributes) != 0) return 2;
  if (!operations_are_zero()) return 3;
  if (!cipher_suites_keep_their_values()) return 4;
  return psa_hash_abort(&hash) != PSA_SUCCESS || psa_mac_abort(&mac) != PSA_SUCCESS ||
         psa_key_derivation_abort(&derivation) != PSA_SUCCESS;
}
