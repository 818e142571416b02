/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * PSA Crypto API 1.5: asymmetric encryption (section 10.10) and key encapsulation (section 10.12). Include
 * psa/crypto.h, not this.
 */
#ifndef PSA_CRYPTO_ENCRYPTION_H
#define PSA_CRYPTO_ENCRYPTION_H

#include <psa/crypto_sizes.h>
#include <psa/crypto_types.h>
#include <psa/crypto_values.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Encrypts a short message for the owner of a key (section 10.10.2).
 *
 * @param key            a key pair or public key; needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg            an asymmetric encryption algorithm
 * @param input          the message
 * @param input_length   its size in bytes; #PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE at most
 * @param salt           OAEP: the label
 * @param salt_length    its size in bytes; 0 for #PSA_ALG_RSA_PKCS1V15_CRYPT
 * @param output         where the ciphertext goes
 * @param output_size    room in bytes; #PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE is exact
 * @param output_length  set to its size
 * @retval PSA_ERROR_INVALID_ARGUMENT      alg is not such an algorithm or a wildcard, or does not suit the
 * key; a message that is too long; a label where there is none
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_asymmetric_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                    size_t input_length, const uint8_t* salt, size_t salt_length,
                                    uint8_t* output, size_t output_size, size_t* output_length);

/**
 * Decrypts such a message (section 10.10.2).
 *
 * @param key            a key pair; needs #PSA_KEY_USAGE_DECRYPT
 * @param alg            an asymmetric encryption algorithm
 * @param input          the ciphertext
 * @param input_length   its size in bytes
 * @param salt           OAEP: the label
 * @param salt_length    its size in bytes; 0 for #PSA_ALG_RSA_PKCS1V15_CRYPT
 * @param output         where the message goes
 * @param output_size    room in bytes; #PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE suffices
 * @param output_length  set to its size
 * @retval PSA_ERROR_INVALID_PADDING   not encrypted for this key, or with another label. Do not let an
 * attacker learn of it, least of all with #PSA_ALG_RSA_PKCS1V15_CRYPT
 * @retval PSA_ERROR_INVALID_ARGUMENT  alg is not such an algorithm or a wildcard, or does not suit the key; a
 * public key; a ciphertext of another size than the key's
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t psa_asymmetric_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                    size_t input_length, const uint8_t* salt, size_t salt_length,
                                    uint8_t* output, size_t output_size, size_t* output_length);

/* Key encapsulation (section 10.12). #PSA_ALG_ECIES_SEC1: the ciphertext is an ephemeral public key, the
 * secret what psa_key_agreement() would give; derive keys from it. The other side gets the same secret if it
 * holds the private key and nobody changed the ciphertext, but nothing here proves that: confirm it in use.
 */

/**
 * Makes a shared secret for the owner of a key (section 10.12).
 *
 * @param key                a key pair or public key; needs #PSA_KEY_USAGE_ENCRYPT
 * @param alg                a key encapsulation algorithm
 * @param attributes         type (#PSA_KEY_TYPE_DERIVE or #PSA_KEY_TYPE_HMAC; with #PSA_ALG_ML_KEM also that
 * of a block cipher), policy, lifetime; a size other than 0 must be the secret's
 * @param output_key         set to the secret
 * @param ciphertext         where goes what the owner needs
 * @param ciphertext_size    room in bytes; #PSA_ENCAPSULATE_CIPHERTEXT_SIZE is exact
 * @param ciphertext_length  set to its size
 * @retval PSA_ERROR_INVALID_ARGUMENT      also: alg is not such an algorithm or does not suit the key;
 * another type or size
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 * @retval PSA_ERROR_INSUFFICIENT_ENTROPY  the entropy source failed
 */
psa_status_t psa_encapsulate(psa_key_id_t key, psa_algorithm_t alg, const psa_key_attributes_t* attributes,
                             psa_key_id_t* output_key, uint8_t* ciphertext, size_t ciphertext_size,
                             size_t* ciphertext_length);

/**
 * The shared secret of a ciphertext (section 10.12).
 *
 * @param key                a key pair; needs #PSA_KEY_USAGE_DECRYPT
 * @param alg                a key encapsulation algorithm
 * @param ciphertext         what psa_encapsulate() wrote
 * @param ciphertext_length  its size in bytes
 * @param attributes         as psa_encapsulate()
 * @param output_key         set to the secret
 * @retval PSA_ERROR_INVALID_ARGUMENT   as psa_encapsulate(); also: a public key; not a ciphertext of the
 * algorithm
 * @retval PSA_ERROR_INVALID_SIGNATURE  the algorithm authenticates the ciphertext, and it was changed
 */
psa_status_t psa_decapsulate(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* ciphertext,
                             size_t ciphertext_length, const psa_key_attributes_t* attributes,
                             psa_key_id_t* output_key);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CRYPTO_ENCRYPTION_H */
