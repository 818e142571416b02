/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Redoubt's platform service: what was booted, and the word of the application that it works.
 */
#ifndef REDOUBT_PLATFORM_H
#define REDOUBT_PLATFORM_H

#include <psa/error.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Index of the secure image in redoubt_boot_info::image. */
#define REDOUBT_IMAGE_SPE (0u)
/** Index of the non-secure image in redoubt_boot_info::image. */
#define REDOUBT_IMAGE_NSPE (1u)
/** The number of images. */
#define REDOUBT_IMAGE_COUNT (2u)

/** One image as the bootloader verified it. */
struct redoubt_image_info {
  uint8_t hash[32];          /**< SHA-256 of header, image and protected TLVs: what its signature covers */
  uint8_t signer_id[32];     /**< SHA-256 of the public key (DER SubjectPublicKeyInfo) that verified it */
  uint8_t version_major;     /**< version: major.minor.revision+build */
  uint8_t version_minor;     /**< see version_major */
  uint16_t version_revision; /**< see version_major */
  uint32_t version_build;    /**< see version_major */
  uint32_t security_counter; /**< older than a confirmed counter, an image is refused at boot */
  uint32_t size;             /**< bytes of code and data, without header and TLVs */
};

/** What runs on this device. Later versions append members. */
struct redoubt_boot_info {
  uint32_t size;      /**< bytes of this structure that the SPE knows; members beyond are zero */
  uint32_t lifecycle; /**< security lifecycle: PSA_LIFECYCLE_* of psa/lifecycle.h */
  struct redoubt_image_info image[REDOUBT_IMAGE_COUNT]; /**< by REDOUBT_IMAGE_* */
};

/**
 * Says that the running images work. From now on the bootloader refuses older ones: it accepts no image with
 * a security counter below that of the image which runs now. Call it when a new version has shown that it
 * does its job (and can update itself); until then an update may be taken back. Repeating it costs no write.
 *
 * Power may go at any moment: then each of the two counters has its old or its new value, and both let the
 * running images boot. Call it again after the reset.
 *
 * @retval PSA_SUCCESS                     the counters are stored
 * @retval PSA_ERROR_STORAGE_FAILURE       the non-volatile memory failed
 * @retval PSA_ERROR_INSUFFICIENT_STORAGE  the store of the system's records is full
 * @retval PSA_ERROR_DATA_CORRUPT          a stored counter is damaged
 * Any error of psa_call() may be returned, too.
 */
psa_status_t redoubt_platform_confirm(void);

/**
 * Tells what the bootloader verified and started. None of it is secret; none of it is proof for anyone else:
 * that is what the attestation token is for (psa/initial_attestation.h).
 *
 * @param info  set on success; unspecified after an error
 * @retval PSA_ERROR_INVALID_ARGUMENT  info is NULL
 * Any error of psa_call() may be returned, too.
 */
psa_status_t redoubt_platform_boot_info(struct redoubt_boot_info* info);

#ifdef __cplusplus
}
#endif

#endif /* REDOUBT_PLATFORM_H */
