/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Status codes shared by all PSA APIs (PSA Certified Status code API 1.0; FF-M 1.1, section 4.1.4).
 * Zero is success, negative values are errors, positive values belong to the RoT service that was called.
 */
#ifndef PSA_ERROR_H
#define PSA_ERROR_H

#include <stdint.h>

/* The values are spelt as every other PSA header spells them, so that two of them can be included together;
 * C++ users with -Wold-style-cast are not bothered by that. */
#ifdef __GNUC__
#pragma GCC system_header
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The result of a PSA function: PSA_SUCCESS or one of the errors below. */
typedef int32_t psa_status_t;

/** The call succeeded. */
#define PSA_SUCCESS ((psa_status_t)0)
/** The caller broke a rule of the API that a correct program cannot break. */
#define PSA_ERROR_PROGRAMMER_ERROR ((psa_status_t)-129)
/** The service or partition refused the connection; retrying does not help. */
#define PSA_ERROR_CONNECTION_REFUSED ((psa_status_t)-130)
/** The service or partition is busy; the caller may retry. */
#define PSA_ERROR_CONNECTION_BUSY ((psa_status_t)-131)
/** An error that no other code describes. */
#define PSA_ERROR_GENERIC_ERROR ((psa_status_t)-132)
/** The caller may not do this. */
#define PSA_ERROR_NOT_PERMITTED ((psa_status_t)-133)
/** The operation or its parameters are not supported. */
#define PSA_ERROR_NOT_SUPPORTED ((psa_status_t)-134)
/** A parameter is not valid. */
#define PSA_ERROR_INVALID_ARGUMENT ((psa_status_t)-135)
/** A handle (or key identifier) is not valid. */
#define PSA_ERROR_INVALID_HANDLE ((psa_status_t)-136)
/** The internal state does not allow this call now. */
#define PSA_ERROR_BAD_STATE ((psa_status_t)-137)
/** The output buffer is too small. */
#define PSA_ERROR_BUFFER_TOO_SMALL ((psa_status_t)-138)
/** The item exists already. */
#define PSA_ERROR_ALREADY_EXISTS ((psa_status_t)-139)
/** No such item. */
#define PSA_ERROR_DOES_NOT_EXIST ((psa_status_t)-140)
/** There is not enough run-time memory. */
#define PSA_ERROR_INSUFFICIENT_MEMORY ((psa_status_t)-141)
/** There is not enough storage. */
#define PSA_ERROR_INSUFFICIENT_STORAGE ((psa_status_t)-142)
/** There is not enough data to read. */
#define PSA_ERROR_INSUFFICIENT_DATA ((psa_status_t)-143)
/** The service returned something that the caller cannot accept. */
#define PSA_ERROR_SERVICE_FAILURE ((psa_status_t)-144)
/** Communication inside the implementation failed. */
#define PSA_ERROR_COMMUNICATION_FAILURE ((psa_status_t)-145)
/** Storage failed; data may have been lost. */
#define PSA_ERROR_STORAGE_FAILURE ((psa_status_t)-146)
/** Hardware failed. */
#define PSA_ERROR_HARDWARE_FAILURE ((psa_status_t)-147)
/** There is not enough entropy. */
#define PSA_ERROR_INSUFFICIENT_ENTROPY ((psa_status_t)-148)
/** A signature, MAC or hash is not the right one. */
#define PSA_ERROR_INVALID_SIGNATURE ((psa_status_t)-149)
/** The decrypted padding is wrong. */
#define PSA_ERROR_INVALID_PADDING ((psa_status_t)-150)
/** A tampering attempt was detected. */
#define PSA_ERROR_CORRUPTION_DETECTED ((psa_status_t)-151)
/** Stored data is damaged. */
#define PSA_ERROR_DATA_CORRUPT ((psa_status_t)-152)
/** Stored data is not in a form that this version understands. */
#define PSA_ERROR_DATA_INVALID ((psa_status_t)-153)

#ifdef __cplusplus
}
#endif

#endif /* PSA_ERROR_H */
