/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Buffer sizes of the PSA Crypto API 1.2, in bytes. Include psa/crypto.h, not this.
 *
 * A size for a given algorithm and key is right for every algorithm and key type of the API, supported or
 * not; 0 if they do not fit together. The PSA_xxx_MAX_SIZE constants cover what a Redoubt of this version can
 * be built with.
 */
#ifndef PSA_CRYPTO_SIZES_H
#define PSA_CRYPTO_SIZES_H

#include <psa/crypto_values.h>

#ifdef __GNUC__
#pragma GCC system_header
#endif

/** Bytes that hold so many bits. */
#define PSA_BITS_TO_BYTES(bits) (((bits) + 7u) / 8u)
/** Bits in so many bytes. */
#define PSA_BYTES_TO_BITS(bytes) ((bytes)*8u)

/** The largest curve, in bits, that this version has. */
#define PSA_VENDOR_ECC_MAX_CURVE_BITS 256u

/* Hashes */

/** Size of a hash, also of the hash inside an HMAC or a signature algorithm; 0 for an unknown one. */
#define PSA_HASH_LENGTH(alg)                                                                              \
  ((((alg)&0xff) == 0x01 || ((alg)&0xff) == 0x02 || ((alg)&0xff) == 0x03 || ((alg)&0xff) == 0x07)   ? 16u \
   : (((alg)&0xff) == 0x04 || ((alg)&0xff) == 0x05)                                                 ? 20u \
   : (((alg)&0xff) == 0x08 || ((alg)&0xff) == 0x0c || ((alg)&0xff) == 0x10)                         ? 28u \
   : (((alg)&0xff) == 0x09 || ((alg)&0xff) == 0x0d || ((alg)&0xff) == 0x11 || ((alg)&0xff) == 0x14) ? 32u \
   : (((alg)&0xff) == 0x0a || ((alg)&0xff) == 0x12)                                                 ? 48u \
   : (((alg)&0xff) == 0x0b || ((alg)&0xff) == 0x13 || ((alg)&0xff) == 0x15)                         ? 64u \
                                                                                                    : 0u)
/** Size of any hash of the API. */
#define PSA_HASH_MAX_SIZE 64u
/** Bytes in a block of a hash; 0 for an unknown one. */
#define PSA_HASH_BLOCK_LENGTH(alg)                                                 \
  ((((alg)&0xff) == 0x01 || ((alg)&0xff) == 0x07)                           ? 16u  \
   : (((alg)&0xff) >= 0x02 && ((alg)&0xff) <= 0x05)                         ? 64u  \
   : (((alg)&0xff) == 0x08 || ((alg)&0xff) == 0x09 || ((alg)&0xff) == 0x14) ? 64u  \
   : (((alg)&0xff) >= 0x0a && ((alg)&0xff) <= 0x0d)                         ? 128u \
   : (((alg)&0xff) == 0x10)                                                 ? 144u \
   : (((alg)&0xff) == 0x11 || ((alg)&0xff) == 0x15)                         ? 136u \
   : (((alg)&0xff) == 0x12)                                                 ? 104u \
   : (((alg)&0xff) == 0x13)                                                 ? 72u  \
                                                                            : 0u)

/* MACs */

/** Size of a MAC; the key's size does not matter. */
#define PSA_MAC_LENGTH(key_type, key_bits, alg)                                                 \
  ((((alg) >> 16) & 0x3f) != 0 && PSA_ALG_IS_MAC(alg) ? (((alg) >> 16) & 0x3fu)                 \
   : PSA_ALG_IS_HMAC(alg)                             ? PSA_HASH_LENGTH(alg)                    \
   : PSA_ALG_IS_BLOCK_CIPHER_MAC(alg)                 ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) \
                                                      : 0u)
/** Size of any MAC of the API. */
#define PSA_MAC_MAX_SIZE PSA_HASH_MAX_SIZE

/* Authenticated encryption */

/** Size of a tag. */
#define PSA_AEAD_TAG_LENGTH(key_type, key_bits, alg) (PSA_ALG_IS_AEAD(alg) ? (((alg) >> 16) & 0x3fu) : 0u)
#define PSA_AEAD_TAG_MAX_SIZE 16u
/** Size of the nonce that suits most uses. */
#define PSA_AEAD_NONCE_LENGTH(key_type, alg)                                       \
  (PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u &&                               \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CCM                \
       ? 13u                                                                       \
   : PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u &&                             \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_GCM                \
       ? 12u                                                                       \
   : (key_type) == PSA_KEY_TYPE_CHACHA20 &&                                        \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CHACHA20_POLY1305  \
       ? 12u                                                                       \
   : (key_type) == PSA_KEY_TYPE_XCHACHA20 &&                                       \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_XCHACHA20_POLY1305 \
       ? 24u                                                                       \
       : 0u)
#define PSA_AEAD_NONCE_MAX_SIZE 24u
/** Size of the ciphertext with its tag. */
#define PSA_AEAD_ENCRYPT_OUTPUT_SIZE(key_type, alg, plaintext_length) \
  (PSA_ALG_IS_AEAD(alg) ? (plaintext_length) + PSA_AEAD_TAG_LENGTH(key_type, 0, alg) : 0u)
#define PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length) ((plaintext_length) + PSA_AEAD_TAG_MAX_SIZE)
/** Size of the plaintext; 0 if the ciphertext is shorter than a tag. */
#define PSA_AEAD_DECRYPT_OUTPUT_SIZE(key_type, alg, ciphertext_length)                 \
  (PSA_ALG_IS_AEAD(alg) && (ciphertext_length) > PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
       ? (ciphertext_length)-PSA_AEAD_TAG_LENGTH(key_type, 0, alg)                     \
       : 0u)
#define PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length) (ciphertext_length)

/* Signatures */

/** Size of an ECDSA signature on a curve of so many bits. */
#define PSA_ECDSA_SIGNATURE_SIZE(curve_bits) (PSA_BITS_TO_BYTES(curve_bits) * 2u)
/** Size of a signature; 0 if the key type cannot sign. */
#define PSA_SIGN_OUTPUT_SIZE(key_type, key_bits, alg)                   \
  (PSA_KEY_TYPE_IS_RSA(key_type)   ? PSA_BITS_TO_BYTES(key_bits)        \
   : PSA_KEY_TYPE_IS_ECC(key_type) ? PSA_ECDSA_SIGNATURE_SIZE(key_bits) \
                                   : 0u)
#define PSA_SIGNATURE_MAX_SIZE PSA_ECDSA_SIGNATURE_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)

/* Key export */

/* A DER INTEGER takes up to 5 bytes of header and one leading zero; RSA's public exponent is at most 32 bits
 * (section 9.6.3). */
#define PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(bits) ((bits) / 8u + 5u)
#define PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
  (PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(key_bits) + 11u)
#define PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits) \
  (9u * PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE((key_bits) / 2u + 1u) + 14u)
/* A point is 0x04 and two coordinates, or one coordinate on Montgomery and Edwards curves. */
#define PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) (2u * PSA_BITS_TO_BYTES(key_bits) + 1u)
#define PSA_KEY_EXPORT_ECC_KEY_PAIR_MAX_SIZE(key_bits) PSA_BITS_TO_BYTES(key_bits)

/** Size that psa_export_key() needs; 0 for an unknown key type. */
#define PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits)                                            \
  (PSA_KEY_TYPE_IS_UNSTRUCTURED(key_type)      ? PSA_BITS_TO_BYTES(key_bits)                      \
   : PSA_KEY_TYPE_IS_DH(key_type)              ? PSA_BITS_TO_BYTES(key_bits)                      \
   : (key_type) == PSA_KEY_TYPE_RSA_KEY_PAIR   ? PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits)   \
   : (key_type) == PSA_KEY_TYPE_RSA_PUBLIC_KEY ? PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
   : PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key_type)    ? PSA_KEY_EXPORT_ECC_KEY_PAIR_MAX_SIZE(key_bits)   \
   : PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(key_type)  ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) \
                                               : 0u)
/** Size that psa_export_public_key() needs; 0 for an unknown key type. */
#define PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                         \
  (PSA_KEY_TYPE_IS_RSA(key_type)   ? PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
   : PSA_KEY_TYPE_IS_ECC(key_type) ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) \
   : PSA_KEY_TYPE_IS_DH(key_type)  ? PSA_BITS_TO_BYTES(key_bits)                      \
                                   : 0u)
#define PSA_EXPORT_KEY_PAIR_MAX_SIZE PSA_KEY_EXPORT_ECC_KEY_PAIR_MAX_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)
#define PSA_EXPORT_PUBLIC_KEY_MAX_SIZE PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)
#define PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE PSA_EXPORT_PUBLIC_KEY_MAX_SIZE

/* Block ciphers and fixed sizes of key derivations */

#define PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE 16u
#define PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE 128u
#define PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE 32u

#endif /* PSA_CRYPTO_SIZES_H */
