/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * What Internal Trusted Storage and Protected Storage have in common (PSA Certified Secure Storage API 1.0,
 * section 5.2).
 */
#ifndef PSA_STORAGE_COMMON_H
#define PSA_STORAGE_COMMON_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Flags that data is created with: any combination of the PSA_STORAGE_FLAG_ values. */
typedef uint32_t psa_storage_create_flags_t;

/** Identifies data of the caller's. Every client has identifiers of its own; zero is not one. */
typedef uint64_t psa_storage_uid_t;

/** No flags. */
#define PSA_STORAGE_FLAG_NONE 0u
/** The data can never be changed or removed again. */
#define PSA_STORAGE_FLAG_WRITE_ONCE (1u << 0)
/** The data is public: it needs integrity, but no confidentiality. */
#define PSA_STORAGE_FLAG_NO_CONFIDENTIALITY (1u << 1)
/** The data needs no protection against being set back to an older version. */
#define PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION (1u << 2)

/** psa_ps_create() and psa_ps_set_extended() are supported. */
#define PSA_STORAGE_SUPPORT_SET_EXTENDED (1u << 0)

/** What is known of stored data. */
struct psa_storage_info_t {
  size_t capacity;                  /**< bytes that are allocated for the data */
  size_t size;                      /**< bytes of data */
  psa_storage_create_flags_t flags; /**< as they were given when the data was created */
};

#ifdef __cplusplus
}
#endif

#endif /* PSA_STORAGE_COMMON_H */
