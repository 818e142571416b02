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
CHECK(operation, sizeof(psa_hash_operation_t) == 4);
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
  return psa_hash_abort(&hash) != PSA_SUCCESS || psa_mac_abort(&mac) != PSA_SUCCESS ||
         psa_key_derivation_abort(&derivation) != PSA_SUCCESS;
}
