/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * Status codes shared by all PSA APIs (PSA Certified Status code API 1.0; FF-M 1.1, section 4.1.4).
 * Zero is success, negative values are errors, positive values belong to the RoT service that was called.
 */
#ifndef PSA_ERROR_H
#define PSA_ERROR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The result of a PSA function: PSA_SUCCESS or one of the errors below. */
typedef int32_t psa_status_t;

/* The type of a constant, in C and without an old-style cast in C++. For the psa/ headers only. */
#ifdef __cplusplus
#define PSA_CAST(type, value) static_cast<type>(value)
#else
#define PSA_CAST(type, value) ((type)(value))
#endif

/** The call succeeded. */
#define PSA_SUCCESS PSA_CAST(psa_status_t, 0)
/** The caller broke a rule of the API that a correct program cannot break. */
#define PSA_ERROR_PROGRAMMER_ERROR PSA_CAST(psa_status_t, -129)
/** The service or partition refused the connection; retrying does not help. */
#define PSA_ERROR_CONNECTION_REFUSED PSA_CAST(psa_status_t, -130)
/** The service or partition is busy; the caller may retry. */
#define PSA_ERROR_CONNECTION_BUSY PSA_CAST(psa_status_t, -131)
/** An error that no other code describes. */
#define PSA_ERROR_GENERIC_ERROR PSA_CAST(psa_status_t, -132)
/** The caller may not do this. */
#define PSA_ERROR_NOT_PERMITTED PSA_CAST(psa_status_t, -133)
/** The operation or its parameters are not supported. */
#define PSA_ERROR_NOT_SUPPORTED PSA_CAST(psa_status_t, -134)
/** A parameter is not valid. */
#define PSA_ERROR_INVALID_ARGUMENT PSA_CAST(psa_status_t, -135)
/** A handle (or key identifier) is not valid. */
#define PSA_ERROR_INVALID_HANDLE PSA_CAST(psa_status_t, -136)
/** The internal state does not allow this call now. */
#define PSA_ERROR_BAD_STATE PSA_CAST(psa_status_t, -137)
/** The output buffer is too small. */
#define PSA_ERROR_BUFFER_TOO_SMALL PSA_CAST(psa_status_t, -138)
/** The item exists already. */
#define PSA_ERROR_ALREADY_EXISTS PSA_CAST(psa_status_t, -139)
/** No such item. */
#define PSA_ERROR_DOES_NOT_EXIST PSA_CAST(psa_status_t, -140)
/** There is not enough run-time memory. */
#define PSA_ERROR_INSUFFICIENT_MEMORY PSA_CAST(psa_status_t, -141)
/** There is not enough storage. */
#define PSA_ERROR_INSUFFICIENT_STORAGE PSA_CAST(psa_status_t, -142)
/** There is not enough data to read. */
#define PSA_ERROR_INSUFFICIENT_DATA PSA_CAST(psa_status_t, -143)
/** The service returned something that the caller cannot accept. */
#define PSA_ERROR_SERVICE_FAILURE PSA_CAST(psa_status_t, -144)
/** Communication inside the implementation failed. */
#define PSA_ERROR_COMMUNICATION_FAILURE PSA_CAST(psa_status_t, -145)
/** Storage failed; data may have been lost. */
#define PSA_ERROR_STORAGE_FAILURE PSA_CAST(psa_status_t, -146)
/** Hardware failed. */
#define PSA_ERROR_HARDWARE_FAILURE PSA_CAST(psa_status_t, -147)
/** There is not enough entropy. */
#define PSA_ERROR_INSUFFICIENT_ENTROPY PSA_CAST(psa_status_t, -148)
/** A signature, MAC or hash is not the right one. */
#define PSA_ERROR_INVALID_SIGNATURE PSA_CAST(psa_status_t, -149)
/** The decrypted padding is wrong. */
#define PSA_ERROR_INVALID_PADDING PSA_CAST(psa_status_t, -150)
/** A tampering attempt was detected. */
#define PSA_ERROR_CORRUPTION_DETECTED PSA_CAST(psa_status_t, -151)
/** Stored data is damaged. */
#define PSA_ERROR_DATA_CORRUPT PSA_CAST(psa_status_t, -152)
/** Stored data is not in a form that this version understands. */
#define PSA_ERROR_DATA_INVALID PSA_CAST(psa_status_t, -153)

#ifdef __cplusplus
}
#endif

#endif /* PSA_ERROR_H */
