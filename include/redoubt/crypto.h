/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * What Redoubt's crypto service has beyond the PSA Crypto API: the identifiers of its built-in keys.
 */
#ifndef REDOUBT_CRYPTO_H
#define REDOUBT_CRYPTO_H

/* Nothing but constants; spares C++ users of -Wold-style-cast a warning at each use. */
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

#endif /* REDOUBT_CRYPTO_H */
