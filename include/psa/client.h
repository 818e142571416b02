/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * The client API: how an application or a secure partition reaches a RoT service
 * (Firmware Framework for M 1.0, section 4.3, with the stateless services of FF-M 1.1).
 *
 * All functions may be called by non-secure threads, privileged or not, and by secure partitions. A
 * non-secure interrupt handler is refused: psa_call() and psa_connect() return #PSA_ERROR_CONNECTION_BUSY,
 * psa_version() returns #PSA_VERSION_NONE, psa_close() does nothing.
 *
 * A PROGRAMMER ERROR (the conditions are listed at each function) ends differently for the two kinds of
 * caller. In a non-secure caller the function returns #PSA_ERROR_PROGRAMMER_ERROR, or nothing where it has no
 * status; a connection it named can afterwards only be closed. A secure partition is stopped: the fault is
 * reported and, by default, the device resets.
 *
 * psa/framework_feature.h, generated for the system and part of its SDK, says what the framework that runs
 * there has: PSA_FRAMEWORK_ISOLATION_LEVEL (1, 2 or 3) and PSA_FRAMEWORK_HAS_MM_IOVEC (1 if a service may map
 * its client's vectors instead of copying them, else 0).
 */
#ifndef PSA_CLIENT_H
#define PSA_CLIENT_H

#include <psa/error.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of the Firmware Framework API that these headers declare: 1.1. */
#define PSA_FRAMEWORK_VERSION (0x0101u)

/** What psa_version() returns for a service that is not there or that the caller may not use. */
#define PSA_VERSION_NONE (0u)

/** A handle that is never valid, to initialise variables with. psa_close() ignores it. */
#define PSA_NULL_HANDLE ((psa_handle_t)0)

/** Whether the result of psa_connect() is a handle (1) or an error (0). */
#define PSA_HANDLE_IS_VALID(handle) ((psa_handle_t)(handle) > 0)

/** The status in a result of psa_connect() that is not a valid handle. */
#define PSA_HANDLE_TO_ERROR(handle) ((psa_status_t)(handle))

/** The most vectors, input and output together, that one psa_call() carries. */
#define PSA_MAX_IOVEC (4u)

/** The request type of a service that has only one. Other types are positive and the service's own. */
#define PSA_IPC_CALL (0)

/** A connection, a stateless service or, in a partition, a message. Valid ones are positive. */
typedef int32_t psa_handle_t;

/** Memory that a service may read during a call. */
typedef struct psa_invec {
  const void* base; /**< where it starts; not used when len is 0 */
  size_t len;       /**< its size in bytes */
} psa_invec;

/** Memory that a service may write during a call. */
typedef struct psa_outvec {
  void* base; /**< where it starts; not used when len is 0 */
  size_t len; /**< room in bytes; after the call, the number of bytes that were written */
} psa_outvec;

/**
 * The version of the framework that runs, as #PSA_FRAMEWORK_VERSION encodes it: major in bits 15-8, minor in
 * bits 7-0 (FF-M 1.0, 4.3.1).
 */
uint32_t psa_framework_version(void);

/**
 * The version of a RoT service (FF-M 1.0, 4.3.2).
 *
 * @param sid  the service's identifier, NAME_SID of psa_manifest/sid.h
 * @return     its version (1 or more), or #PSA_VERSION_NONE: there is no such service, or the caller may not
 * use it
 */
uint32_t psa_version(uint32_t sid);

/**
 * Connects to a connection-based RoT service (FF-M 1.0, 4.3.3).
 *
 * @param sid      the service's identifier
 * @param version  the version that the caller was written for. A service with the STRICT policy accepts its
 * own version only, one with the RELAXED policy also all older ones
 * @return a positive handle, or
 * @retval PSA_ERROR_CONNECTION_REFUSED  the service refused. A non-secure caller also gets it for the
 * PROGRAMMER ERRORs of this function: no such service, not for this caller, version not accepted, or a
 *                 stateless service
 * @retval PSA_ERROR_CONNECTION_BUSY     all connections are taken, or the service is busy; trying later may
 * help
 */
psa_handle_t psa_connect(uint32_t sid, uint32_t version);

/**
 * Calls a RoT service and waits for its answer (FF-M 1.0, 4.3.4; FF-M 1.1, 4.1 for stateless services).
 *
 * The vectors themselves are copied at the entry; what they describe is read and written by the service while
 * it runs, so no other thread or interrupt may change it meanwhile (a service copes if one does, with results
 * as arbitrary as the data). Vectors may overlap; then what a service reads after it has written is
 * unspecified. No alignment is asked for. A vector of length 0 may have any base.
 *
 * @param handle   of a connection, or NAME_HANDLE of psa_manifest/sid.h for a stateless service
 * @param type     #PSA_IPC_CALL or a positive request type of the service
 * @param in_vec   in_len input vectors; not used when in_len is 0
 * @param in_len   number of input vectors
 * @param out_vec  out_len output vectors; not used when out_len is 0. Each len is set to the number of bytes
 *                 written, also when the service answers with an error. Unchanged after a PROGRAMMER ERROR of
 * the caller and after #PSA_ERROR_CONNECTION_BUSY from the framework
 * @param out_len  number of output vectors; in_len + out_len <= #PSA_MAX_IOVEC
 * @return the service's own status (>= 0 success, < 0 its errors), or
 * @retval PSA_ERROR_PROGRAMMER_ERROR  The handle is not valid, not the caller's, or its connection ended so
 * before; the service is not for this caller or not in a version that it accepts; type < 0; too many vectors;
 * a vector that the caller itself could not read or write, or that lies in secure memory, in a peripheral or
 * across the end of a memory; or the service found the request malformed
 * @retval PSA_ERROR_COMMUNICATION_FAILURE  The service's partition faulted and was started anew, during the
 * call or since the connection was made, which can then only be closed
 * @retval PSA_ERROR_CONNECTION_BUSY   (non-secure callers) a call is in progress: the caller is an interrupt
 * handler or a thread that preempted another one inside a call. Nothing has happened; retry later
 */
psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec* in_vec, size_t in_len,
                      psa_outvec* out_vec, size_t out_len);

/**
 * Closes a connection; the service is told (FF-M 1.0, 4.3.5).
 *
 * @param handle  of a connection, or #PSA_NULL_HANDLE, which does nothing. Anything else (a stateless
 * service's handle too) is a PROGRAMMER ERROR, which a non-secure caller does not notice
 */
void psa_close(psa_handle_t handle);

#ifdef __cplusplus
}
#endif

#endif /* PSA_CLIENT_H */
