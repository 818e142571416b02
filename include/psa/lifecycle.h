/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * The security lifecycle of the device as its Root of Trust sees it (Firmware Framework for M 1.0,
 * section 4.5; the states are those of the Platform Security Model and of the attestation token).
 */
#ifndef PSA_LIFECYCLE_H
#define PSA_LIFECYCLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The bits of a lifecycle value that say which PSA state it is. */
#define PSA_LIFECYCLE_PSA_STATE_MASK (0xff00u)
/** The bits that an implementation may use to refine a state; Redoubt leaves them 0. */
#define PSA_LIFECYCLE_IMP_STATE_MASK (0x00ffu)

/** Not known; treat the device as insecure. */
#define PSA_LIFECYCLE_UNKNOWN (0x0000u)
/** Being made and tested; no secrets are in it. */
#define PSA_LIFECYCLE_ASSEMBLY_AND_TEST (0x1000u)
/** The Root of Trust gets its keys; debugging is possible. Development devices are in this state. */
#define PSA_LIFECYCLE_PSA_ROT_PROVISIONING (0x2000u)
/** In the field: fully protected, no debugging, no log. */
#define PSA_LIFECYCLE_SECURED (0x3000u)
/** The non-secure side or the application RoT may be debugged; the PSA RoT is protected. */
#define PSA_LIFECYCLE_NON_PSA_ROT_DEBUG (0x4000u)
/** The PSA RoT may be debugged and the device can return to SECURED; its attestation says so. */
#define PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG (0x5000u)
/** At its end: all secrets are unusable. */
#define PSA_LIFECYCLE_DECOMMISSIONED (0x6000u)

/**
 * The lifecycle state of this device, for secure partitions (FF-M 1.0, 4.5.1).
 *
 * @return one of the states above in the bits of #PSA_LIFECYCLE_PSA_STATE_MASK. It does not change until the
 *         device resets.
 */
uint32_t psa_rot_lifecycle_state(void);

#ifdef __cplusplus
}
#endif

#endif /* PSA_LIFECYCLE_H */
