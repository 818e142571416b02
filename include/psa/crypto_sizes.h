/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Buffer sizes of the PSA Crypto API 1.5, in bytes. Include psa/crypto.h, not this.
 *
 * A size for a given algorithm and key is right for every algorithm and key type of the API, supported or
 * not; 0 if they do not fit together. The PSA_xxx_MAX_SIZE constants cover what any Redoubt can be built
 * with, so that they are the same for all clients: hashes of 64 bytes, curves up to P-521, RSA up to 4096
 * bits, Diffie-Hellman groups up to 8192 bits. Some of them are large. Who knows the key's type and size
 * saves RAM with the macro for just that, which is a constant too if they are: PSA_SIGN_OUTPUT_SIZE of P-256
 * is 64, #PSA_SIGNATURE_MAX_SIZE 512.
 *
 * The macros that take arguments evaluate them more than once. The constants can be used in \#if.
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
/** The next multiple of a block's size. */
#define PSA_ROUND_UP_TO_MULTIPLE(block_size, length) \
  (((length) + (block_size)-1u) / (block_size) * (block_size))

/** The largest curve that there can be, in bits: secp521r1. */
#define PSA_VENDOR_ECC_MAX_CURVE_BITS 521u
/** The largest RSA key that there can be, in bits. */
#define PSA_VENDOR_RSA_MAX_KEY_BITS 4096u
/** The largest Diffie-Hellman group that there can be, in bits: ffdhe8192. */
#define PSA_VENDOR_FFDH_MAX_KEY_BITS 8192u

/* Hashes (section 10.2.4). The low byte of an algorithm tells its hash. */

/** Size of a hash, also of the hash inside an HMAC or a signature algorithm; 0 for an unknown one. */
#define PSA_HASH_LENGTH(alg)                                                                            \
  ((((alg)&0xff) == 0x01 || ((alg)&0xff) == 0x02 || ((alg)&0xff) == 0x03 || ((alg)&0xff) == 0x07) ? 16u \
   : (((alg)&0xff) == 0x04 || ((alg)&0xff) == 0x05)                                               ? 20u \
   : (((alg)&0xff) == 0x0e || ((alg)&0xff) == 0x17)                                               ? 24u \
   : (((alg)&0xff) == 0x08 || ((alg)&0xff) == 0x0c || ((alg)&0xff) == 0x10)                       ? 28u \
   : (((alg)&0xff) == 0x09 || ((alg)&0xff) == 0x0d || ((alg)&0xff) == 0x11 || ((alg)&0xff) == 0x14 ||   \
      ((alg)&0xff) == 0x16 || ((alg)&0xff) == 0x18 || ((alg)&0xff) == 0x19 || ((alg)&0xff) == 0x1c ||   \
      ((alg)&0xff) == 0x1d)                                                                             \
       ? 32u                                                                                            \
   : (((alg)&0xff) == 0x0a || ((alg)&0xff) == 0x12) ? 48u                                               \
   : (((alg)&0xff) == 0x0b || ((alg)&0xff) == 0x13 || ((alg)&0xff) == 0x15 || ((alg)&0xff) == 0x1e ||   \
      ((alg)&0xff) == 0x1f)                                                                             \
       ? 64u                                                                                            \
       : 0u)
/** Size of any hash of the API. */
#define PSA_HASH_MAX_SIZE 64u
/** Bytes in a block of a hash; 0 for an unknown one, and for BLAKE2sp and BLAKE2bp, which hash several blocks
 * at once. */
#define PSA_HASH_BLOCK_LENGTH(alg)                                                                         \
  (((alg)&0xff) == 0x19                                                                             ? 8u   \
   : (((alg)&0xff) == 0x01 || ((alg)&0xff) == 0x07)                                                 ? 16u  \
   : (((alg)&0xff) >= 0x02 && ((alg)&0xff) <= 0x05)                                                 ? 64u  \
   : (((alg)&0xff) == 0x08 || ((alg)&0xff) == 0x09 || ((alg)&0xff) == 0x0e)                         ? 64u  \
   : (((alg)&0xff) == 0x14 || ((alg)&0xff) == 0x1c)                                                 ? 64u  \
   : (((alg)&0xff) == 0x13)                                                                         ? 72u  \
   : (((alg)&0xff) == 0x12)                                                                         ? 104u \
   : ((((alg)&0xff) >= 0x0a && ((alg)&0xff) <= 0x0d) || ((alg)&0xff) == 0x1e)                       ? 128u \
   : (((alg)&0xff) == 0x11 || ((alg)&0xff) == 0x15 || ((alg)&0xff) == 0x17 || ((alg)&0xff) == 0x18) ? 136u \
   : (((alg)&0xff) == 0x10)                                                                         ? 144u \
   : (((alg)&0xff) == 0x16)                                                                         ? 168u \
                                                                                                    : 0u)

/* The state of psa_hash_suspend() (section 10.2.5): algorithm, length of the input, state of the hash, and
 * what does not fill a block. 0 for the hashes that it is not defined for. */
#define PSA_HASH_SUSPEND_ALGORITHM_FIELD_LENGTH ((size_t)4)
#define PSA_HASH_SUSPEND_INPUT_LENGTH_FIELD_LENGTH(alg)                                       \
  ((alg) == PSA_ALG_MD2 ? 1u                                                                  \
   : ((alg) == PSA_ALG_MD4 || (alg) == PSA_ALG_MD5 || (alg) == PSA_ALG_RIPEMD160 ||           \
      (alg) == PSA_ALG_SHA_1 || (alg) == PSA_ALG_SHA_224 || (alg) == PSA_ALG_SHA_256)         \
       ? 8u                                                                                   \
   : ((alg) == PSA_ALG_SHA_384 || (alg) == PSA_ALG_SHA_512 || (alg) == PSA_ALG_SHA_512_224 || \
      (alg) == PSA_ALG_SHA_512_256)                                                           \
       ? 16u                                                                                  \
       : 0u)
#define PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg)                                         \
  ((alg) == PSA_ALG_MD2                                     ? 64u                             \
   : ((alg) == PSA_ALG_MD4 || (alg) == PSA_ALG_MD5)         ? 16u                             \
   : ((alg) == PSA_ALG_RIPEMD160 || (alg) == PSA_ALG_SHA_1) ? 20u                             \
   : ((alg) == PSA_ALG_SHA_224 || (alg) == PSA_ALG_SHA_256) ? 32u                             \
   : ((alg) == PSA_ALG_SHA_384 || (alg) == PSA_ALG_SHA_512 || (alg) == PSA_ALG_SHA_512_224 || \
      (alg) == PSA_ALG_SHA_512_256)                                                           \
       ? 64u                                                                                  \
       : 0u)
#define PSA_HASH_SUSPEND_OUTPUT_SIZE(alg)                                                            \
  (PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg) == 0u                                               \
       ? 0u                                                                                          \
       : PSA_HASH_SUSPEND_ALGORITHM_FIELD_LENGTH + PSA_HASH_SUSPEND_INPUT_LENGTH_FIELD_LENGTH(alg) + \
             PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg) + PSA_HASH_BLOCK_LENGTH(alg) - 1u)
/** That of SHA-512. */
#define PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE 211u

/* MACs (section 10.4.4) */

/** Size of a MAC; the key's size does not matter. */
#define PSA_MAC_LENGTH(key_type, key_bits, alg)                                                     \
  ((((alg) >> 16) & 0x3f) != 0 && PSA_ALG_IS_MAC(alg)     ? (((alg) >> 16) & 0x3fu)                 \
   : (PSA_ALG_IS_HMAC(alg) || PSA_ALG_IS_BLAKE2_MAC(alg)) ? PSA_HASH_LENGTH(alg)                    \
   : PSA_ALG_IS_BLOCK_CIPHER_MAC(alg)                     ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) \
                                                          : 0u)
/** Size of any MAC of the API. */
#define PSA_MAC_MAX_SIZE PSA_HASH_MAX_SIZE

/* Unauthenticated ciphers (section 10.5.4) */

#define PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE 16u
/** Size of the initialisation vector; 0 if the algorithm has none. */
#define PSA_CIPHER_IV_LENGTH(key_type, alg)                                                           \
  ((alg) == PSA_ALG_STREAM_CIPHER                 ? ((key_type) == PSA_KEY_TYPE_CHACHA20    ? 12u     \
                                                     : (key_type) == PSA_KEY_TYPE_XCHACHA20 ? 24u     \
                                                                                            : 0u)     \
   : PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) < 8u ? 0u                                                \
   : (alg) == PSA_ALG_CCM_STAR_NO_TAG             ? 13u                                               \
   : ((alg) == PSA_ALG_CTR || (alg) == PSA_ALG_CFB || (alg) == PSA_ALG_OFB || (alg) == PSA_ALG_XTS || \
      (alg) == PSA_ALG_CBC_NO_PADDING || (alg) == PSA_ALG_CBC_PKCS7)                                  \
       ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type)                                                      \
       : 0u)
#define PSA_CIPHER_IV_MAX_SIZE 24u
/** Size of IV and ciphertext. */
#define PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(key_type, alg, input_length)                               \
  (!PSA_ALG_IS_CIPHER(alg) ? 0u                                                                   \
   : (alg) == PSA_ALG_CBC_PKCS7                                                                   \
       ? PSA_ROUND_UP_TO_MULTIPLE(PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type), (input_length) + 1u) + \
             PSA_CIPHER_IV_LENGTH(key_type, alg)                                                  \
       : (input_length) + PSA_CIPHER_IV_LENGTH(key_type, alg))
#define PSA_CIPHER_ENCRYPT_OUTPUT_MAX_SIZE(input_length) \
  (PSA_ROUND_UP_TO_MULTIPLE(PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE, (input_length) + 1u) + PSA_CIPHER_IV_MAX_SIZE)
/** Size of the plaintext, at most that of IV and ciphertext. */
#define PSA_CIPHER_DECRYPT_OUTPUT_SIZE(key_type, alg, input_length) \
  (PSA_ALG_IS_CIPHER(alg) ? (input_length) : 0u)
#define PSA_CIPHER_DECRYPT_OUTPUT_MAX_SIZE(input_length) (input_length)
/** What a piece of input makes come out, at most: whole blocks. */
#define PSA_CIPHER_UPDATE_OUTPUT_SIZE(key_type, alg, input_length) \
  (!PSA_ALG_IS_CIPHER(alg) ? 0u                                    \
   : PSA_ALG_IS_STREAM_CIPHER(alg)                                 \
       ? (input_length)                                            \
       : PSA_ROUND_UP_TO_MULTIPLE(PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type), input_length))
#define PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(input_length) \
  PSA_ROUND_UP_TO_MULTIPLE(PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE, input_length)
/** What comes out at the end: a block of padding, or the last two blocks of XTS. */
#define PSA_CIPHER_FINISH_OUTPUT_SIZE(key_type, alg)                         \
  ((alg) == PSA_ALG_CBC_PKCS7 ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type)      \
   : (alg) == PSA_ALG_XTS     ? 2u * PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) \
                              : 0u)
#define PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE (2u * PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE)

/* Authenticated encryption (section 10.6.4) */

/** Size of a tag. */
#define PSA_AEAD_TAG_LENGTH(key_type, key_bits, alg) (PSA_ALG_IS_AEAD(alg) ? (((alg) >> 16) & 0x3fu) : 0u)
#define PSA_AEAD_TAG_MAX_SIZE 16u
/** Size of the nonce that suits most uses, and that psa_aead_generate_nonce() makes (that of CCM is shorter
 * for a message of 64 KiB and more). */
#define PSA_AEAD_NONCE_LENGTH(key_type, alg)                                                                \
  (PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u &&                                                        \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CCM                                         \
       ? 13u                                                                                                \
   : PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u &&                                                      \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_GCM                                         \
       ? 12u                                                                                                \
   : (key_type) == PSA_KEY_TYPE_CHACHA20 &&                                                                 \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CHACHA20_POLY1305                           \
       ? 12u                                                                                                \
   : (key_type) == PSA_KEY_TYPE_XCHACHA20 &&                                                                \
           PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_XCHACHA20_POLY1305                          \
       ? 24u                                                                                                \
   : (key_type) == PSA_KEY_TYPE_ASCON && PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_ASCON_AEAD128 \
       ? 16u                                                                                                \
       : 0u)
#define PSA_AEAD_NONCE_MAX_SIZE 24u
/** Size of the ciphertext with its tag. */
#define PSA_AEAD_ENCRYPT_OUTPUT_SIZE(key_type, alg, plaintext_length)                                      \
  (PSA_AEAD_NONCE_LENGTH(key_type, alg) != 0u ? (plaintext_length) + PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
                                              : 0u)
#define PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length) ((plaintext_length) + PSA_AEAD_TAG_MAX_SIZE)
/** Size of the plaintext; 0 if the ciphertext is shorter than a tag. */
#define PSA_AEAD_DECRYPT_OUTPUT_SIZE(key_type, alg, ciphertext_length)                                       \
  (PSA_AEAD_NONCE_LENGTH(key_type, alg) != 0u && (ciphertext_length) > PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
       ? (ciphertext_length)-PSA_AEAD_TAG_LENGTH(key_type, 0, alg)                                           \
       : 0u)
#define PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length) (ciphertext_length)
/** Bytes that come out together, since a driver may hold them back until they fill a block. */
#define PSA_AEAD_PIECE_LENGTH(key_type, alg) \
  (PSA_ALG_IS_AEAD_ON_BLOCK_CIPHER(alg) || (key_type) == PSA_KEY_TYPE_ASCON ? 16u : 1u)
/** What a piece of input makes come out, at most. */
#define PSA_AEAD_UPDATE_OUTPUT_SIZE(key_type, alg, input_length)                      \
  (PSA_AEAD_NONCE_LENGTH(key_type, alg) != 0u                                         \
       ? PSA_ROUND_UP_TO_MULTIPLE(PSA_AEAD_PIECE_LENGTH(key_type, alg), input_length) \
       : 0u)
#define PSA_AEAD_UPDATE_OUTPUT_MAX_SIZE(input_length) PSA_ROUND_UP_TO_MULTIPLE(16u, input_length)
/** What psa_aead_finish() writes besides the tag, at most. */
#define PSA_AEAD_FINISH_OUTPUT_SIZE(key_type, alg)                                         \
  (PSA_AEAD_NONCE_LENGTH(key_type, alg) != 0u && PSA_AEAD_PIECE_LENGTH(key_type, alg) > 1u \
       ? PSA_AEAD_PIECE_LENGTH(key_type, alg)                                              \
       : 0u)
#define PSA_AEAD_FINISH_OUTPUT_MAX_SIZE 16u
/** What psa_aead_verify() writes, at most. */
#define PSA_AEAD_VERIFY_OUTPUT_SIZE(key_type, alg) PSA_AEAD_FINISH_OUTPUT_SIZE(key_type, alg)
#define PSA_AEAD_VERIFY_OUTPUT_MAX_SIZE PSA_AEAD_FINISH_OUTPUT_MAX_SIZE

/* Keys as psa_export_key() writes them (section 9.9.3). */

/* A DER INTEGER takes up to 5 bytes of header and one leading zero; RSA's public exponent is at most 32 bits.
 */
#define PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(bits) ((bits) / 8u + 5u)
#define PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits) \
  (PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE(key_bits) + 11u)
#define PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits) \
  (9u * PSA_KEY_EXPORT_ASN1_INTEGER_MAX_SIZE((key_bits) / 2u + 1u) + 14u)
/* A point is 0x04 and two coordinates; one coordinate on Montgomery curves; one and a bit on Edwards curves,
 * whose private keys have that size too. */
#define PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits) (2u * PSA_BITS_TO_BYTES(key_bits) + 1u)
#define PSA_KEY_EXPORT_ECC_PUBLIC_KEY_SIZE(family, key_bits)                  \
  ((family) == PSA_ECC_FAMILY_MONTGOMERY        ? PSA_BITS_TO_BYTES(key_bits) \
   : (family) == PSA_ECC_FAMILY_TWISTED_EDWARDS ? (key_bits) / 8u + 1u        \
                                                : PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(key_bits))
#define PSA_KEY_EXPORT_ECC_KEY_PAIR_SIZE(family, key_bits) \
  ((family) == PSA_ECC_FAMILY_TWISTED_EDWARDS ? (key_bits) / 8u + 1u : PSA_BITS_TO_BYTES(key_bits))
#define PSA_KEY_EXPORT_ML_DSA_PUBLIC_KEY_SIZE(key_bits) \
  ((key_bits) == 128u ? 1312u : (key_bits) == 192u ? 1952u : (key_bits) == 256u ? 2592u : 0u)
#define PSA_KEY_EXPORT_ML_KEM_PUBLIC_KEY_SIZE(key_bits) \
  ((key_bits) == 512u ? 800u : (key_bits) == 768u ? 1184u : (key_bits) == 1024u ? 1568u : 0u)

/** Size that psa_export_public_key() needs; 0 for an unknown key type. */
#define PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                                        \
  (PSA_KEY_TYPE_IS_RSA(key_type) ? PSA_KEY_EXPORT_RSA_PUBLIC_KEY_MAX_SIZE(key_bits)                  \
   : PSA_KEY_TYPE_IS_ECC(key_type)                                                                   \
       ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_SIZE(PSA_KEY_TYPE_ECC_GET_FAMILY(key_type), key_bits)         \
   : PSA_KEY_TYPE_IS_DH(key_type) ? PSA_BITS_TO_BYTES(key_bits)                                      \
   : PSA_KEY_TYPE_IS_SPAKE2P(key_type)                                                               \
       ? PSA_KEY_EXPORT_ECC_KEY_PAIR_SIZE(PSA_KEY_TYPE_SPAKE2P_GET_FAMILY(key_type), key_bits) +     \
             PSA_KEY_EXPORT_ECC_PUBLIC_KEY_SIZE(PSA_KEY_TYPE_SPAKE2P_GET_FAMILY(key_type), key_bits) \
   : PSA_KEY_TYPE_IS_ML_DSA(key_type)          ? PSA_KEY_EXPORT_ML_DSA_PUBLIC_KEY_SIZE(key_bits)     \
   : PSA_KEY_TYPE_IS_ML_KEM(key_type)          ? PSA_KEY_EXPORT_ML_KEM_PUBLIC_KEY_SIZE(key_bits)     \
   : PSA_KEY_TYPE_IS_SLH_DSA(key_type)         ? 2u * PSA_BITS_TO_BYTES(key_bits)                    \
   : (key_type) == PSA_KEY_TYPE_LMS_PUBLIC_KEY ? PSA_BITS_TO_BYTES(key_bits) + 24u                   \
   : (key_type) == PSA_KEY_TYPE_HSS_PUBLIC_KEY ? PSA_BITS_TO_BYTES(key_bits) + 28u                   \
   : (key_type) == PSA_KEY_TYPE_XMSS_PUBLIC_KEY || (key_type) == PSA_KEY_TYPE_XMSS_MT_PUBLIC_KEY     \
       ? 2u * PSA_BITS_TO_BYTES(key_bits) + 4u                                                       \
       : 0u)
/** Size that psa_export_key() needs; 0 for an unknown key type. */
#define PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits)                                               \
  (PSA_KEY_TYPE_IS_UNSTRUCTURED(key_type)    ? PSA_BITS_TO_BYTES(key_bits)                           \
   : PSA_KEY_TYPE_IS_PUBLIC_KEY(key_type)    ? PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits) \
   : (key_type) == PSA_KEY_TYPE_RSA_KEY_PAIR ? PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(key_bits)        \
   : PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key_type)                                                          \
       ? PSA_KEY_EXPORT_ECC_KEY_PAIR_SIZE(PSA_KEY_TYPE_ECC_GET_FAMILY(key_type), key_bits)           \
   : PSA_KEY_TYPE_IS_DH_KEY_PAIR(key_type) ? PSA_BITS_TO_BYTES(key_bits)                             \
   : PSA_KEY_TYPE_IS_SPAKE2P_KEY_PAIR(key_type)                                                      \
       ? 2u * PSA_KEY_EXPORT_ECC_KEY_PAIR_SIZE(PSA_KEY_TYPE_SPAKE2P_GET_FAMILY(key_type), key_bits)  \
   : (key_type) == PSA_KEY_TYPE_ML_DSA_KEY_PAIR ? 32u                                                \
   : (key_type) == PSA_KEY_TYPE_ML_KEM_KEY_PAIR ? 64u                                                \
   : PSA_KEY_TYPE_IS_SLH_DSA_KEY_PAIR(key_type) ? 4u * PSA_BITS_TO_BYTES(key_bits)                   \
   : PSA_KEY_TYPE_IS_WPA3_SAE_ECC(key_type)     ? 2u * PSA_BITS_TO_BYTES(key_bits)                   \
   : PSA_KEY_TYPE_IS_WPA3_SAE_DH(key_type)      ? PSA_BITS_TO_BYTES(key_bits)                        \
                                                : 0u)
/** An RSA key pair of 4096 bits: 2363 bytes. */
#define PSA_EXPORT_KEY_PAIR_MAX_SIZE PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(PSA_VENDOR_RSA_MAX_KEY_BITS)
/** A Diffie-Hellman public key of 8192 bits: 1024 bytes. */
#define PSA_EXPORT_PUBLIC_KEY_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_FFDH_MAX_KEY_BITS)
#define PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE PSA_EXPORT_KEY_PAIR_MAX_SIZE

/* Key wrapping (section 10.7.3) */

/** Size of a wrapped key: #PSA_ALG_KW adds 8 bytes, #PSA_ALG_KWP also what is missing to a multiple of 8. */
#define PSA_WRAP_KEY_OUTPUT_SIZE(wrap_key_type, alg, key_type, key_bits)                                \
  (PSA_BLOCK_CIPHER_BLOCK_LENGTH(wrap_key_type) == 16u && ((alg) == PSA_ALG_KW || (alg) == PSA_ALG_KWP) \
       ? PSA_ROUND_UP_TO_MULTIPLE(8u, PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits)) + 8u              \
       : 0u)
#define PSA_WRAP_KEY_PAIR_MAX_SIZE (PSA_ROUND_UP_TO_MULTIPLE(8u, PSA_EXPORT_KEY_PAIR_MAX_SIZE) + 8u)

/* Key derivation (section 10.8.4) */

#define PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE 128u
#define PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE 32u

/* Signatures (section 10.9.10) */

/** Size of an ECDSA signature on a curve of so many bits. */
#define PSA_ECDSA_SIGNATURE_SIZE(curve_bits) (PSA_BITS_TO_BYTES(curve_bits) * 2u)
#define PSA_ML_DSA_SIGNATURE_SIZE(key_bits) \
  ((key_bits) == 128u ? 2420u : (key_bits) == 192u ? 3309u : (key_bits) == 256u ? 4627u : 0u)
#define PSA_SLH_DSA_SMALL_SIGNATURE_SIZE(key_bits) \
  ((key_bits) == 128u ? 7856u : (key_bits) == 192u ? 16224u : (key_bits) == 256u ? 29792u : 0u)
#define PSA_SLH_DSA_FAST_SIGNATURE_SIZE(key_bits) \
  ((key_bits) == 128u ? 17088u : (key_bits) == 192u ? 35664u : (key_bits) == 256u ? 49856u : 0u)
/** Size of a signature; 0 if the key type cannot sign. */
#define PSA_SIGN_OUTPUT_SIZE(key_type, key_bits, alg)                                     \
  (PSA_KEY_TYPE_IS_RSA(key_type) ? PSA_BITS_TO_BYTES(key_bits)                            \
   : PSA_KEY_TYPE_IS_ECC(key_type)                                                        \
       ? (PSA_KEY_TYPE_ECC_GET_FAMILY(key_type) == PSA_ECC_FAMILY_TWISTED_EDWARDS         \
              ? 2u * ((key_bits) / 8u + 1u)                                               \
              : PSA_ECDSA_SIGNATURE_SIZE(key_bits))                                       \
   : PSA_KEY_TYPE_IS_ML_DSA(key_type) ? PSA_ML_DSA_SIGNATURE_SIZE(key_bits)               \
   : PSA_KEY_TYPE_IS_SLH_DSA(key_type)                                                    \
       ? (PSA_KEY_TYPE_SLH_DSA_GET_FAMILY(key_type) == PSA_SLH_DSA_FAMILY_SHA2_S ||       \
                  PSA_KEY_TYPE_SLH_DSA_GET_FAMILY(key_type) == PSA_SLH_DSA_FAMILY_SHAKE_S \
              ? PSA_SLH_DSA_SMALL_SIGNATURE_SIZE(key_bits)                                \
              : PSA_SLH_DSA_FAST_SIGNATURE_SIZE(key_bits))                                \
       : 0u)
/** A signature by an RSA key of 4096 bits: 512 bytes. ECDSA on P-256 takes 64. */
#define PSA_SIGNATURE_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS)

/* Asymmetric encryption (section 10.10.3) */

/** Bytes that the padding takes at least. */
#define PSA_RSA_MINIMUM_PADDING_SIZE(alg) (PSA_ALG_IS_RSA_OAEP(alg) ? 2u * PSA_HASH_LENGTH(alg) + 2u : 11u)
/** Size of the ciphertext. */
#define PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE(key_type, key_bits, alg) \
  (PSA_KEY_TYPE_IS_RSA(key_type) && PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(alg) ? PSA_BITS_TO_BYTES(key_bits) : 0u)
#define PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS)
/** Size of the longest message; 0 if the key is too short for the algorithm. */
#define PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE(key_type, key_bits, alg)          \
  (PSA_KEY_TYPE_IS_RSA(key_type) && PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(alg) && \
           PSA_BITS_TO_BYTES(key_bits) > PSA_RSA_MINIMUM_PADDING_SIZE(alg)   \
       ? PSA_BITS_TO_BYTES(key_bits) - PSA_RSA_MINIMUM_PADDING_SIZE(alg)     \
       : 0u)
#define PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE (PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS) - 11u)

/* Key agreement (section 10.11.4) */

/** Size of the shared secret: a coordinate, or an element of the group. */
#define PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE(key_type, key_bits) \
  (PSA_KEY_TYPE_IS_ECC(key_type) || PSA_KEY_TYPE_IS_DH(key_type) ? PSA_BITS_TO_BYTES(key_bits) : 0u)
/** In a Diffie-Hellman group of 8192 bits: 1024 bytes. Curves take 66 at most. */
#define PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_FFDH_MAX_KEY_BITS)

/* Key encapsulation (section 10.12) */

/** Size of the ciphertext: an ephemeral public key, or that of ML-KEM. */
#define PSA_ENCAPSULATE_CIPHERTEXT_SIZE(key_type, key_bits, alg)                                  \
  (PSA_KEY_TYPE_IS_ECC(key_type) && (alg) == PSA_ALG_ECIES_SEC1                                   \
       ? PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                                    \
   : PSA_KEY_TYPE_IS_ML_KEM(key_type) && (alg) == PSA_ALG_ML_KEM ? ((key_bits) == 512u    ? 768u  \
                                                                    : (key_bits) == 768u  ? 1088u \
                                                                    : (key_bits) == 1024u ? 1568u \
                                                                                          : 0u)   \
                                                                 : 0u)
#define PSA_ENCAPSULATE_CIPHERTEXT_MAX_SIZE \
  PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)

/* Password-authenticated key exchange (section 10.13). */

/** Size of an element of the group. */
#define PSA_PAKE_ELEMENT_SIZE(primitive)                                              \
  (PSA_PAKE_PRIMITIVE_GET_TYPE(primitive) == PSA_PAKE_PRIMITIVE_TYPE_ECC              \
       ? PSA_KEY_EXPORT_ECC_PUBLIC_KEY_SIZE(PSA_PAKE_PRIMITIVE_GET_FAMILY(primitive), \
                                            PSA_PAKE_PRIMITIVE_GET_BITS(primitive))   \
       : PSA_BITS_TO_BYTES(PSA_PAKE_PRIMITIVE_GET_BITS(primitive)))
/** Size of a number below the order of the group. */
#define PSA_PAKE_SCALAR_SIZE(primitive)                                             \
  (PSA_PAKE_PRIMITIVE_GET_TYPE(primitive) == PSA_PAKE_PRIMITIVE_TYPE_ECC            \
       ? PSA_KEY_EXPORT_ECC_KEY_PAIR_SIZE(PSA_PAKE_PRIMITIVE_GET_FAMILY(primitive), \
                                          PSA_PAKE_PRIMITIVE_GET_BITS(primitive))   \
       : PSA_BITS_TO_BYTES(PSA_PAKE_PRIMITIVE_GET_BITS(primitive)))
/** Size of a confirmation: a MAC, or the counter and hash of WPA3-SAE. */
#define PSA_PAKE_CONFIRM_SIZE(alg)                            \
  (PSA_ALG_IS_WPA3_SAE(alg)       ? 2u + PSA_HASH_LENGTH(alg) \
   : PSA_ALG_IS_SPAKE2P_CMAC(alg) ? 16u                       \
                                  : PSA_HASH_LENGTH(alg))
/** Size of the scalar and element of WPA3-SAE, which writes a point without 0x04. */
#define PSA_PAKE_COMMIT_SIZE(primitive)                                  \
  (PSA_PAKE_PRIMITIVE_GET_TYPE(primitive) == PSA_PAKE_PRIMITIVE_TYPE_ECC \
       ? 3u * PSA_PAKE_SCALAR_SIZE(primitive)                            \
       : 2u * PSA_PAKE_SCALAR_SIZE(primitive))
/** What psa_pake_output() writes; 0 if the algorithm has no such step. */
#define PSA_PAKE_OUTPUT_SIZE(alg, primitive, output_step)                                                    \
  (PSA_ALG_IS_JPAKE(alg)                                                                                     \
       ? ((output_step) == PSA_PAKE_STEP_KEY_SHARE || (output_step) == PSA_PAKE_STEP_ZK_PUBLIC               \
              ? PSA_PAKE_ELEMENT_SIZE(primitive)                                                             \
          : (output_step) == PSA_PAKE_STEP_ZK_PROOF ? PSA_PAKE_SCALAR_SIZE(primitive)                        \
                                                    : 0u)                                                    \
   : PSA_ALG_IS_SPAKE2P(alg)  ? ((output_step) == PSA_PAKE_STEP_KEY_SHARE ? PSA_PAKE_ELEMENT_SIZE(primitive) \
                                 : (output_step) == PSA_PAKE_STEP_CONFIRM ? PSA_PAKE_CONFIRM_SIZE(alg)       \
                                                                          : 0u)                              \
   : PSA_ALG_IS_WPA3_SAE(alg) ? ((output_step) == PSA_PAKE_STEP_COMMIT    ? PSA_PAKE_COMMIT_SIZE(primitive)  \
                                 : (output_step) == PSA_PAKE_STEP_CONFIRM ? PSA_PAKE_CONFIRM_SIZE(alg)       \
                                 : (output_step) == PSA_PAKE_STEP_KEY_ID  ? 16u                              \
                                                                          : 0u)                               \
                              : 0u)
/** A share of SPAKE2+ on secp521r1. */
#define PSA_PAKE_OUTPUT_MAX_SIZE PSA_KEY_EXPORT_ECC_PUBLIC_KEY_MAX_SIZE(PSA_VENDOR_ECC_MAX_CURVE_BITS)
/** What psa_pake_input() takes at most; 0 if the algorithm has no such step. WPA3-SAE's salt lists groups of
 * two bytes each, or is a hash of zeros. */
#define PSA_PAKE_INPUT_SIZE(alg, primitive, input_step)                           \
  (PSA_ALG_IS_WPA3_SAE(alg) && (input_step) == PSA_PAKE_STEP_KEY_ID          ? 0u \
   : PSA_ALG_IS_WPA3_SAE(alg) && (input_step) == PSA_PAKE_STEP_CONFIRM_COUNT ? 2u \
   : PSA_ALG_IS_WPA3_SAE(alg) && (input_step) == PSA_PAKE_STEP_SALT               \
       ? 64u                                                                      \
       : PSA_PAKE_OUTPUT_SIZE(alg, primitive, input_step))
#define PSA_PAKE_INPUT_MAX_SIZE PSA_PAKE_OUTPUT_MAX_SIZE

#endif /* PSA_CRYPTO_SIZES_H */
