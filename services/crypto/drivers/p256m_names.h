/* SPDX-License-Identifier: BSD-3-Clause */
/* p256-m under names of our own: an image that has another copy of it, built otherwise, keeps both apart. And
 * its random numbers come from the service's generator, never from psa_generate_random(), which in a process
 * that is client and service in one would call this very service. */
#ifndef REDOUBT_CRYPTO_P256M_NAMES_H
#define REDOUBT_CRYPTO_P256M_NAMES_H

#define psa_generate_random redoubt_crypto_p256m_random
#define p256_generate_random redoubt_crypto_p256_generate_random
#define p256_gen_keypair redoubt_crypto_p256_gen_keypair
#define p256_ecdh_shared_secret redoubt_crypto_p256_ecdh_shared_secret
#define p256_ecdsa_sign redoubt_crypto_p256_ecdsa_sign
#define p256_ecdsa_verify redoubt_crypto_p256_ecdsa_verify
#define p256_validate_pubkey redoubt_crypto_p256_validate_pubkey
#define p256_validate_privkey redoubt_crypto_p256_validate_privkey
#define p256_public_from_private redoubt_crypto_p256_public_from_private

#endif /* REDOUBT_CRYPTO_P256M_NAMES_H */
