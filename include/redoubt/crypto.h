/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * What Redoubt's crypto service has beyond the PSA Crypto API: its built-in keys, and keys that are kept
 * outside.
 */
#ifndef REDOUBT_CRYPTO_H
#define REDOUBT_CRYPTO_H

#include <psa/crypto.h>

/* Spares C++ users of -Wold-style-cast a warning at each use of a constant. */
#ifdef __GNUC__
#pragma GCC system_header
#endif

/**
 * The initial attestation key: a P-256 key pair that the device was provisioned with. Every client may read
 * its attributes and export its public key; only the attestation service may sign with it (psa_sign_hash(),
 * ECDSA with SHA-256). It cannot be exported, copied or destroyed.
 */
#define REDOUBT_KEY_ID_IAK ((psa_key_id_t)0x7fff0001)

/**
 * A secret of the caller's own: 256 bits that follow from the device's hardware unique key and the caller's
 * client id, the same at every boot, known to nobody else. For HKDF with SHA-256
 * (psa_key_derivation_input_key()); it cannot be exported, copied or destroyed. Kconfig: CRYPTO_CLIENT_KEY.
 */
#define REDOUBT_KEY_ID_CLIENT ((psa_key_id_t)0x7fff0002)

/**
 * A location (section 9.6) of keys that are encrypted, bound to their owner, policy and device, wherever they
 * are kept, and in the clear for the time of an operation only. For any key type, volatile or persistent:
 *
 *     psa_set_key_lifetime(&attributes, PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(
 *         PSA_KEY_PERSISTENCE_VOLATILE, REDOUBT_KEY_LOCATION_WRAPPED));
 *
 * A key that may not be exported cannot be copied to another location either. While such a key is used its
 * owner needs room for it twice. Kconfig: CRYPTO_WRAPPED_KEYS; else a location that is not there.
 */
#define REDOUBT_KEY_LOCATION_WRAPPED ((psa_key_location_t)0x805244)

/** Room for the label of a key of as many bytes. */
#define REDOUBT_KEY_LABEL_SIZE(key_size) ((key_size) + 45u)

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The label with which psa_attach_key() makes this key again, at any later time on this device: a key that
 * its owner keeps where it likes, and as many as it likes. It holds the key, encrypted, and its attributes:
 * another client, or another device, or who changes a bit of it, gets PSA_ERROR_DOES_NOT_EXIST.
 * psa_destroy_key() does not reach it, nor is there a way to tell an old label from a new one.
 *
 * @param key           the key, at #REDOUBT_KEY_LOCATION_WRAPPED; needs #PSA_KEY_USAGE_COPY
 * @param label         where the label goes
 * @param label_size    room in bytes; #REDOUBT_KEY_LABEL_SIZE suffices
 * @param label_length  set to its size
 * @retval PSA_ERROR_NOT_SUPPORTED  the key is somewhere else, or there are no wrapped keys
 * @retval PSA_ERROR_BUFFER_TOO_SMALL
 */
psa_status_t redoubt_get_key_label(psa_key_id_t key, uint8_t* label, size_t label_size, size_t* label_length);

#ifdef __cplusplus
}
#endif

#endif /* REDOUBT_CRYPTO_H */
