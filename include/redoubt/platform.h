/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Redoubt's platform service: what was booted, the word of the application that it works, and what went wrong
 * the last time.
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

/** redoubt_fault::kind: the processor raised an exception. */
#define REDOUBT_FAULT_EXCEPTION (0u)
/** redoubt_fault::kind: a secure partition broke a rule of its API (a PROGRAMMER ERROR), or panicked. */
#define REDOUBT_FAULT_MISUSE (1u)
/** redoubt_fault::kind: the secure partition manager refused to start. */
#define REDOUBT_FAULT_START (2u)

/** redoubt_fault::flags: address is what the instruction touched. */
#define REDOUBT_FAULT_HAS_ADDRESS (1u << 0)
/** redoubt_fault::flags: registers are set. */
#define REDOUBT_FAULT_HAS_REGISTERS (1u << 1)
/** redoubt_fault::flags: stack_ns is set. */
#define REDOUBT_FAULT_HAS_STACK_NS (1u << 2)
/** redoubt_fault::flags: the partition was started anew; without it, the device was reset. */
#define REDOUBT_FAULT_RESTARTED (1u << 3)
/** redoubt_fault::flags: what would tell of the secure side's inside is 0. */
#define REDOUBT_FAULT_REDACTED (1u << 4)

/** What an exception leaves on the stack of the code that it interrupts. */
struct redoubt_registers {
  uint32_t r0;   /**< first argument or result */
  uint32_t r1;   /**< general-purpose register 1 */
  uint32_t r2;   /**< general-purpose register 2 */
  uint32_t r3;   /**< general-purpose register 3 */
  uint32_t r12;  /**< general-purpose register 12 */
  uint32_t lr;   /**< where the function was to return to */
  uint32_t pc;   /**< the instruction */
  uint32_t xpsr; /**< flags, and the number of the exception that was handled (bits 8-0) */
};

/**
 * The last fault. Later versions append members.
 *
 * Members with a star are 0, and #REDOUBT_FAULT_REDACTED is set, unless the device is in development
 * (lifecycle ASSEMBLY_AND_TEST or PSA_ROT_PROVISIONING). A fault of the non-secure side's own code keeps
 * instruction and address: they tell it nothing new.
 */
struct redoubt_fault {
  uint32_t size;     /**< bytes of this structure that the SPE knows; members beyond are zero */
  uint32_t count;    /**< faults since power-on, or since redoubt_platform_clear_fault() */
  uint32_t flags;    /**< REDOUBT_FAULT_HAS_ADDRESS and so on */
  uint8_t kind;      /**< REDOUBT_FAULT_EXCEPTION, _MISUSE or _START */
  uint8_t nonsecure; /**< 1: the non-secure side did it; 0: the secure one */
  uint8_t exception; /**< 3 HardFault, 4 MemManage, 5 BusFault, 6 UsageFault, 7 SecureFault, 16 + n interrupt
                          n; 0 if kind is another */
  uint8_t misuse;    /**< which rule, as `redoubt fault` names it; 0 if kind is another */
  int32_t partition; /**< id of the secure partition that did it; 0: the SPM, or the non-secure side */
  char name[16];     /**< its name, cut to 15 characters; empty if partition is 0 */
  uint32_t instruction; /**< * that faulted; of a misuse, the one behind the call; 0: not known */
  uint32_t address;     /**< * what it touched, with #REDOUBT_FAULT_HAS_ADDRESS */
  uint32_t cfsr;        /**< Configurable Fault Status Register: why */
  uint32_t hfsr;        /**< HardFault Status Register */
  uint32_t sfsr;        /**< Secure Fault Status Register */
  int32_t detail;       /**< * a misuse's status, handle or number */
  struct redoubt_registers registers; /**< * of the code that faulted */
  uint32_t exc_return; /**< * bit 6: secure code was interrupted; 3: a thread; 2: with the process stack */
  uint32_t msp;        /**< * the secure side's main stack pointer */
  uint32_t psp;        /**< * the secure side's process stack pointer */
  uint32_t msp_ns;     /**< * the non-secure side's main stack pointer */
  uint32_t psp_ns;     /**< * the non-secure side's process stack pointer */
  uint32_t control_ns; /**< * the non-secure side's CONTROL */
  /** * What is at the non-secure side's stack pointer. If it faulted: its registers, as above. If it was in a
   * call of psa_*(): r4 to r11, and last the address that this was to return to. */
  uint32_t stack_ns[9];
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

/**
 * Tells the last fault, of either side, since power-on: the record of it survives the reset that follows.
 * Reading does not clear it. `redoubt fault` (the host tool) makes words, symbols and lines of it.
 *
 * @param fault  set on success; unspecified after an error
 * @retval PSA_SUCCESS                 there was one
 * @retval PSA_ERROR_DOES_NOT_EXIST    there was none, or it was cleared; always so on the host
 * @retval PSA_ERROR_INVALID_ARGUMENT  fault is NULL
 * Any error of psa_call() may be returned, too.
 */
psa_status_t redoubt_platform_last_fault(struct redoubt_fault* fault);

/**
 * Forgets the last fault, and the count.
 *
 * @retval PSA_SUCCESS  there is none now
 * Any error of psa_call() may be returned, too.
 */
psa_status_t redoubt_platform_clear_fault(void);

#ifdef __cplusplus
}
#endif

#endif /* REDOUBT_PLATFORM_H */
