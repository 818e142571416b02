/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Internal Trusted Storage (PSA Certified Secure Storage API 1.0, section 5.3): data in memory that nobody
 * outside the device can read or change.
 *
 * Every client (the NSPE is one, each secure partition is one) has a name space of its own. A change that is
 * interrupted by a loss of power, at any instant, has happened as a whole or not at all. Two errors can come
 * from every function besides those listed: #PSA_ERROR_CONNECTION_BUSY, the caller preempted another call
 * into the secure side (nothing has happened, retry later), and #PSA_ERROR_STORAGE_FAILURE for a reason of
 * the memory's own.
 */
#ifndef PSA_INTERNAL_TRUSTED_STORAGE_H
#define PSA_INTERNAL_TRUSTED_STORAGE_H

#include <psa/error.h>
#include <psa/storage_common.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of the API that this header declares: 1.0. */
#define PSA_ITS_API_VERSION_MAJOR 1
/** @see PSA_ITS_API_VERSION_MAJOR */
#define PSA_ITS_API_VERSION_MINOR 0

/**
 * Makes data the content of `uid`, in place of what was there (5.3.2).
 *
 * @param uid           names the data; not 0
 * @param data_length   size in bytes; 0 makes an entry without data
 * @param p_data        the data; not used when data_length is 0
 * @param create_flags  any PSA_STORAGE_FLAG_ values; only WRITE_ONCE makes a difference here, all are kept
 * @retval PSA_SUCCESS                     the data is stored
 * @retval PSA_ERROR_INVALID_ARGUMENT      uid is 0, or the caller cannot read all of the data
 * @retval PSA_ERROR_NOT_SUPPORTED         create_flags has a bit that is no flag
 * @retval PSA_ERROR_NOT_PERMITTED         the data that uid has is write-once
 * @retval PSA_ERROR_INSUFFICIENT_STORAGE  there is no room; uid is as it was
 * @retval PSA_ERROR_STORAGE_FAILURE       the memory does not hold what is written to it; uid is as it was
 */
psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void* p_data,
                         psa_storage_create_flags_t create_flags);

/**
 * Reads data, from an offset on (5.3.3).
 *
 * @param uid            names the data; not 0
 * @param data_offset    first byte to read; the data's size is allowed and gives no bytes
 * @param data_size      how many bytes at most
 * @param p_data         room for data_size bytes; not used when data_size is 0
 * @param p_data_length  gets the number of bytes read, at success only
 * @retval PSA_SUCCESS                 that many bytes are in p_data; what is behind them is unchanged
 * @retval PSA_ERROR_INVALID_ARGUMENT  uid is 0, data_offset is beyond the data's end, or the caller cannot
 *                                     write all of the room or the length
 * @retval PSA_ERROR_DOES_NOT_EXIST    uid has no data
 * @retval PSA_ERROR_DATA_CORRUPT      this data is damaged; storing or removing it is still possible. Some of
 *                                     p_data may be overwritten
 * @retval PSA_ERROR_STORAGE_FAILURE   the memory failed
 */
psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void* p_data,
                         size_t* p_data_length);

/**
 * Tells the size and flags of data (5.3.4).
 *
 * @param uid     names the data; not 0
 * @param p_info  gets them, at success only; capacity equals size
 * @retval PSA_SUCCESS                 p_info is set
 * @retval PSA_ERROR_INVALID_ARGUMENT  uid is 0, or the caller cannot write p_info
 * @retval PSA_ERROR_DOES_NOT_EXIST    uid has no data
 * @retval PSA_ERROR_DATA_CORRUPT      this data is damaged
 * @retval PSA_ERROR_STORAGE_FAILURE   the memory failed
 */
psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t* p_info);

/**
 * Removes data (5.3.5). Works in a full store too.
 *
 * @param uid  names the data; not 0
 * @retval PSA_SUCCESS                 uid has no data any more
 * @retval PSA_ERROR_INVALID_ARGUMENT  uid is 0
 * @retval PSA_ERROR_DOES_NOT_EXIST    uid had no data
 * @retval PSA_ERROR_NOT_PERMITTED     the data is write-once
 * @retval PSA_ERROR_STORAGE_FAILURE   the memory failed
 */
psa_status_t psa_its_remove(psa_storage_uid_t uid);

#ifdef __cplusplus
}
#endif

#endif /* PSA_INTERNAL_TRUSTED_STORAGE_H */
