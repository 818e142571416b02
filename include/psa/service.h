/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * What a secure partition of the Secure Function (SFN) model uses to serve requests (Firmware Framework for
 * M 1.0, section 4.4, and FF-M 1.1). The IPC model's functions, interrupts and memory-mapped vectors are not
 * in this version and therefore not declared.
 *
 * A partition in this model defines `psa_status_t NAME_sfn(const psa_msg_t *msg)` for each of its services,
 * NAME being the service's name of the manifest in lower case, and may define the manifest's entry_init
 * function. Each message is handled to its end before the partition gets the next one. What the secure
 * function returns is the answer:
 *  - a request (type >= 0): any status; PSA_ERROR_PROGRAMMER_ERROR says that the request was malformed, after
 *    which a connection can only be closed;
 *  - #PSA_IPC_CONNECT: PSA_SUCCESS, PSA_ERROR_CONNECTION_REFUSED or PSA_ERROR_CONNECTION_BUSY, anything else
 * is a PROGRAMMER ERROR of the partition;
 *  - #PSA_IPC_DISCONNECT: not looked at.
 *
 * A partition that commits a PROGRAMMER ERROR (listed at each function) does not come back from the call: the
 * fault is reported with the partition's name and the device resets.
 */
#ifndef PSA_SERVICE_H
#define PSA_SERVICE_H

#include <psa/client.h>
#include <psa/error.h>
#include <psa/lifecycle.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Type of the message that asks a connection-based service for a connection. */
#define PSA_IPC_CONNECT (-1)
/** Type of the message that says a connection has been closed. Its rhandle is used here for the last time. */
#define PSA_IPC_DISCONNECT (-2)

/** A message for a RoT service. It lives until the secure function returns. */
typedef struct psa_msg_t {
  int32_t type;        /**< #PSA_IPC_CONNECT, #PSA_IPC_DISCONNECT or the request type of psa_call() */
  psa_handle_t handle; /**< names this message in the functions below */
  int32_t client_id;   /**< who asks: negative for the NSPE, else the calling partition's id */
  void* rhandle;       /**< what psa_set_rhandle() set for this connection, else NULL */
  size_t in_size[PSA_MAX_IOVEC];  /**< bytes in each input vector; 0 for one that is not there */
  size_t out_size[PSA_MAX_IOVEC]; /**< room in each output vector; 0 for one that is not there */
} psa_msg_t;

/**
 * Reads from a client's input vector, from where the last read or skip ended.
 *
 * PROGRAMMER ERROR: msg_handle is not that of the current message, or the message is no request; invec_idx >=
 * #PSA_MAX_IOVEC; buffer is not writable memory of the secure side.
 *
 * @param msg_handle  of the current message
 * @param invec_idx   which vector
 * @param buffer      where the bytes go
 * @param num_bytes   how many at most
 * @return the number of bytes that were copied: 0 at the vector's end or if there is no such vector. The
 * client's memory may change at any time: never read the same data twice and expect it to be equal
 */
size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes);

/**
 * Skips bytes of a client's input vector. PROGRAMMER ERROR: as psa_read().
 *
 * @return the number of bytes that were skipped, less than num_bytes at the vector's end
 */
size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes);

/**
 * Writes to a client's output vector, after what was written before.
 *
 * PROGRAMMER ERROR: msg_handle is not that of the current message, or the message is no request; outvec_idx
 * >= #PSA_MAX_IOVEC; buffer is not readable memory of the secure side; the vector has not room for num_bytes
 * more (there is no room in a vector that is not there).
 *
 * @param msg_handle  of the current message
 * @param outvec_idx  which vector
 * @param buffer      the bytes to write
 * @param num_bytes   how many
 */
void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes);

/**
 * Keeps a value of the service's own with the message's connection; later messages of it carry it as rhandle.
 *
 * PROGRAMMER ERROR: msg_handle is not that of the current message, or is a request to a stateless service.
 *
 * @param msg_handle  of the current message
 * @param rhandle     the value; the framework never looks at it
 */
void psa_set_rhandle(psa_handle_t msg_handle, void* rhandle);

/** Stops: reported like a PROGRAMMER ERROR of the calling partition. Does not return (FF-M 1.1). */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void psa_panic(void);

#ifdef __cplusplus
}
#endif

#endif /* PSA_SERVICE_H */
