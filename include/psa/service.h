/* SPDX-License-Identifier: BSD-3-Clause */
/** @file
 * The secure partition API: what a secure partition uses to serve requests and interrupts (Firmware Framework
 * for M 1.0, section 4.4, with all of FF-M 1.1: secure functions, stateless services, first-level interrupt
 * handling and memory-mapped vectors). psa/client.h has the functions by which a partition calls others.
 *
 * A partition includes psa_manifest/NAME.h, generated from its manifest, which includes this file and has the
 * partition's signals (SERVICE_SIGNAL, INTERRUPT_SIGNAL), its named MMIO regions and the prototypes of the
 * functions that it defines. psa/framework_feature.h, generated for the system, says which isolation level is
 * in force (PSA_FRAMEWORK_ISOLATION_LEVEL) and whether vectors can be mapped (PSA_FRAMEWORK_HAS_MM_IOVEC).
 *
 * @section models The two models
 *
 * @b IPC: the partition is a thread. Its entry point, from the manifest, never returns: it waits for signals
 * by psa_wait(), takes a message by psa_get(), and answers it by psa_reply(). It may have taken several
 * messages before it answers one of them. A 1.0 manifest means this model.
 *
 * @b SFN: the partition defines `psa_status_t NAME_sfn(const psa_msg_t *msg)` for each of its services, NAME
 * being the service's name of the manifest in lower case, and may define the manifest's entry_init function,
 * which runs once before any request and returns #PSA_SUCCESS, or stops the device by any other status. Each
 * message is handled to its end before the partition gets the next one. What the secure function returns is
 * the answer, by the rules of psa_reply().
 *
 * |                                              | SFN                          | IPC |
 * |----------------------------------------------|------------------------------|-----|
 * | psa_read, psa_skip, psa_write                | yes                          | yes |
 * | psa_set_rhandle                              | yes                          | yes |
 * | psa_map_invec, psa_unmap_invec, … outvec     | yes                          | yes |
 * | psa_wait                                     | for its own interrupts only  | yes |
 * | psa_irq_enable, psa_irq_disable              | yes                          | yes |
 * | psa_eoi, psa_reset_signal                    | yes                          | yes |
 * | psa_rot_lifecycle_state, psa_panic           | yes                          | yes |
 * | psa_get, psa_reply, psa_notify, psa_clear    | PROGRAMMER ERROR             | yes |
 *
 * A first-level interrupt handler (FLIH) may call psa_irq_enable(), psa_irq_disable(), psa_reset_signal() and
 * psa_panic() for its own partition. Everything else of this file and of psa/client.h is a PROGRAMMER ERROR
 * there.
 *
 * @section errors PROGRAMMER ERROR
 *
 * A partition that commits a PROGRAMMER ERROR (all conditions are listed at each function) does not come back
 * from the call: the fault is reported with the partition's name and, by default, the device resets. No
 * function here returns #PSA_ERROR_PROGRAMMER_ERROR to its partition. A "valid memory reference" is memory
 * that the partition itself may read, or write, by its isolation level; nothing is asked of a length of 0.
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

/** A set of signals, one bit each. Bits 0-3 are the framework's (#PSA_DOORBELL), the others the partition's
 * services and interrupts: psa_manifest/NAME.h names them. */
typedef uint32_t psa_signal_t;

/** Whether an interrupt was enabled: 0 no, all else yes. */
typedef uint32_t psa_irq_status_t;

/** What a first-level interrupt handler wants: #PSA_FLIH_NO_SIGNAL or #PSA_FLIH_SIGNAL. Anything else is a
 * PROGRAMMER ERROR. */
typedef uint32_t psa_flih_result_t;

/** The interrupt has been dealt with: the partition need not know. */
#define PSA_FLIH_NO_SIGNAL (0u)
/** The interrupt's signal is to be asserted. */
#define PSA_FLIH_SIGNAL (1u)

/** psa_wait(): returns at once, whether or not a signal is asserted. */
#define PSA_POLL (0x00000000u)
/** psa_wait(): returns when a signal is asserted. */
#define PSA_BLOCK (0x80000000u)
/** psa_wait(): any signal of the partition. */
#define PSA_WAIT_ANY (~0u)

/** The signal that psa_notify() asserts in another partition. */
#define PSA_DOORBELL (0x00000008u)

/** Type of the message that asks a connection-based service for a connection. */
#define PSA_IPC_CONNECT (-1)
/** Type of the message that says a connection has been closed. Its rhandle is used here for the last time. */
#define PSA_IPC_DISCONNECT (-2)

/** A message for a RoT service. Its handle is valid until it is answered: in the SFN model until the secure
 * function returns, in the IPC model until psa_reply(). */
typedef struct psa_msg_t {
  int32_t type;        /**< #PSA_IPC_CONNECT, #PSA_IPC_DISCONNECT or the request type of psa_call() */
  psa_handle_t handle; /**< names this message in the functions below */
  int32_t client_id;   /**< who asks: negative for the NSPE, else the calling partition's id */
  void* rhandle;       /**< what psa_set_rhandle() set for this connection, else NULL */
  size_t in_size[PSA_MAX_IOVEC];  /**< bytes in each input vector; 0 for one that is not there */
  size_t out_size[PSA_MAX_IOVEC]; /**< room in each output vector; 0 for one that is not there */
} psa_msg_t;

/* ---- signals ---- */

/**
 * Waits for signals of the partition, or asks which are asserted (FF-M 1.0; FF-M 1.1 in the SFN model). It
 * changes none of them: a service's signal ends when psa_get() has taken its last message, #PSA_DOORBELL by
 * psa_clear(), an interrupt's by psa_eoi() or psa_reset_signal().
 *
 * Models: IPC; SFN for the partition's own interrupts.
 *
 * PROGRAMMER ERROR: signal_mask has no signal of this partition; in the SFN model, no interrupt signal of
 * this partition.
 *
 * @param signal_mask  the signals that count, #PSA_WAIT_ANY for all; bits that are no signal of the partition
 * are ignored
 * @param timeout      #PSA_BLOCK or #PSA_POLL. Bits 30-0 are reserved and ignored
 * @return the signals of signal_mask that are asserted; 0, with #PSA_POLL only, if there is none
 */
psa_signal_t psa_wait(psa_signal_t signal_mask, uint32_t timeout);

/* ---- messages ---- */

/**
 * Takes the message that waits longest for a service (FF-M 1.0). If no other waits for it, the
 * service's signal is no longer asserted.
 *
 * Models: IPC.
 *
 * PROGRAMMER ERROR: signal has more than one bit, or none; signal is not that of a service of this partition;
 * the signal is not asserted; msg is not a valid memory reference, writable; the partition is of the SFN
 * model.
 *
 * @param signal  NAME_SIGNAL of the service
 * @param msg     set on success, unspecified otherwise
 * @retval PSA_SUCCESS               msg is a message, which psa_reply() must answer
 * @retval PSA_ERROR_DOES_NOT_EXIST  the message is no longer there: psa_wait() tells of the next one. Redoubt
 *                                   never withdraws a message, but a portable partition copes
 */
psa_status_t psa_get(psa_signal_t signal, psa_msg_t* msg);

/**
 * Keeps a value of the service's own with the message's connection; later messages of it carry it as rhandle
 * (FF-M 1.0). Answering #PSA_IPC_CONNECT by anything but #PSA_SUCCESS forgets it.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: msg_handle is not that of a message that is being served; the message is of a stateless
 * service.
 *
 * @param msg_handle  of the message
 * @param rhandle     the value; the framework never looks at it
 */
void psa_set_rhandle(psa_handle_t msg_handle, void* rhandle);

/**
 * Reads from a client's input vector, from where the last read or skip ended (FF-M 1.0).
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: msg_handle is not that of a message that is being served; the message is no request (type
 * < 0); invec_idx >= #PSA_MAX_IOVEC; buffer is not a valid memory reference, writable; the vector was mapped
 * by psa_map_invec(), even if it has been unmapped.
 *
 * @param msg_handle  of the message
 * @param invec_idx   which vector
 * @param buffer      where the bytes go
 * @param num_bytes   how many at most
 * @return the number of bytes that were copied, less than num_bytes at the vector's end; 0 if there is no
 * such vector. The client's memory may change at any time: never read the same data twice and expect it to be
 * equal
 */
size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes);

/**
 * Skips bytes of a client's input vector (FF-M 1.0).
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: msg_handle is not that of a message that is being served; the message is no request (type
 * < 0); invec_idx >= #PSA_MAX_IOVEC; the vector was mapped by psa_map_invec(), even if it has been unmapped.
 *
 * @param msg_handle  of the message
 * @param invec_idx   which vector
 * @param num_bytes   how many at most
 * @return the number of bytes that were skipped, less than num_bytes at the vector's end; 0 if there is no
 * such vector
 */
size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes);

/**
 * Writes to a client's output vector, after what was written before (FF-M 1.0). The sum of all writes
 * is what the client finds as the vector's len after the answer.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: msg_handle is not that of a message that is being served; the message is no request (type
 * < 0); outvec_idx >= #PSA_MAX_IOVEC; buffer is not a valid memory reference, readable; the vector has not
 * room for num_bytes more (one that is not there has none); the vector was mapped by psa_map_outvec(), even
 * if it has been unmapped.
 *
 * @param msg_handle  of the message
 * @param outvec_idx  which vector
 * @param buffer      the bytes to write
 * @param num_bytes   how many
 */
void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes);

/**
 * Answers a message: the client's call returns (FF-M 1.0). msg_handle is not valid afterwards, and all
 * vectors of the message that are still mapped are unmapped; an output vector that is still mapped then has
 * length 0 for the client.
 *
 * The same rules hold for what a secure function returns, in the SFN model.
 *
 * | message             | status                         | what it means                                    |
 * |---------------------|--------------------------------|--------------------------------------------------|
 * | #PSA_IPC_CONNECT    | #PSA_SUCCESS                   | there is a connection                            |
 * |                     | #PSA_ERROR_CONNECTION_REFUSED  | refused; trying again does not help              |
 * |                     | #PSA_ERROR_CONNECTION_BUSY     | refused for now                                  |
 * | request (type >= 0) | any but the next               | returned to the client as it is                  |
 * |                     | #PSA_ERROR_PROGRAMMER_ERROR    | the request was malformed: a PROGRAMMER ERROR of |
 * |                     |                                | the client, whose connection can now only be     |
 * |                     |                                | closed; a client that is a partition is stopped  |
 * | #PSA_IPC_DISCONNECT | not looked at                  | the connection is gone                           |
 *
 * Models: IPC.
 *
 * PROGRAMMER ERROR: msg_handle is not that of a message that is being served; status is not one of the table;
 * the partition is of the SFN model.
 *
 * @param msg_handle  of the message
 * @param status      the answer
 */
void psa_reply(psa_handle_t msg_handle, psa_status_t status);

/* ---- memory-mapped vectors (FF-M 1.1, memory-mapped iovecs) ----
 * Where PSA_FRAMEWORK_HAS_MM_IOVEC of psa/framework_feature.h is 1, and for a service with "mm_iovec":
 * "enable" in its manifest. Mapped memory is the client's own: it may change while it is looked at, by the
 * client's interrupts and threads and by its other vectors. What matters is copied once, then checked. */

/**
 * Maps a client's input vector: the service reads it in place.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: the service has not mm_iovec enabled; msg_handle is not that of a message that is being
 * served; the message is no request (type < 0); invec_idx >= #PSA_MAX_IOVEC; the vector has length 0; it has
 * been mapped before, even if it has been unmapped; it has been used by psa_read() or psa_skip().
 *
 * @param msg_handle  of the message
 * @param invec_idx   which vector
 * @return where it is: in_size[invec_idx] bytes, of any alignment, to be read only, until psa_unmap_invec()
 *         or the answer
 */
const void* psa_map_invec(psa_handle_t msg_handle, uint32_t invec_idx);

/**
 * Ends the mapping of an input vector. The service must not use its address any more.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: the service has not mm_iovec enabled; msg_handle is not that of a message that is being
 * served; the message is no request (type < 0); invec_idx >= #PSA_MAX_IOVEC; the vector has not been mapped;
 * it has been unmapped before.
 *
 * @param msg_handle  of the message
 * @param invec_idx   which vector
 */
void psa_unmap_invec(psa_handle_t msg_handle, uint32_t invec_idx);

/**
 * Maps a client's output vector: the service writes it in place. What is in it before is the client's.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: the service has not mm_iovec enabled; msg_handle is not that of a message that is being
 * served; the message is no request (type < 0); outvec_idx >= #PSA_MAX_IOVEC; the vector has length 0; it has
 * been mapped before, even if it has been unmapped; it has been used by psa_write().
 *
 * @param msg_handle  of the message
 * @param outvec_idx  which vector
 * @return where it is: out_size[outvec_idx] bytes, of any alignment, until psa_unmap_outvec() or the answer
 */
void* psa_map_outvec(psa_handle_t msg_handle, uint32_t outvec_idx);

/**
 * Ends the mapping of an output vector and says how much of it was written. Without it the client sees a
 * length of 0, whatever has been written.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: the service has not mm_iovec enabled; msg_handle is not that of a message that is being
 * served; the message is no request (type < 0); outvec_idx >= #PSA_MAX_IOVEC; len is more than the vector's
 * room; the vector has not been mapped; it has been unmapped before.
 *
 * @param msg_handle  of the message
 * @param outvec_idx  which vector
 * @param len         bytes that were written, from its beginning
 */
void psa_unmap_outvec(psa_handle_t msg_handle, uint32_t outvec_idx, size_t len);

/* ---- other partitions ---- */

/**
 * Asserts #PSA_DOORBELL in another partition, or in this one (FF-M 1.0). Does nothing if it is
 * asserted already. No dependency is needed.
 *
 * Models: IPC, to partitions of the IPC model.
 *
 * PROGRAMMER ERROR: partition_id is not that of a secure partition; that partition is of the SFN model; the
 * caller is of the SFN model.
 *
 * @param partition_id  NAME of psa_manifest/pid.h
 */
void psa_notify(int32_t partition_id);

/**
 * Ends #PSA_DOORBELL in this partition (FF-M 1.0).
 *
 * Models: IPC.
 *
 * PROGRAMMER ERROR: the signal is not asserted; the partition is of the SFN model.
 */
void psa_clear(void);

/* ---- interrupts ----
 * FF-M 1.1: an interrupt of a 1.1 manifest is disabled when the partition starts, and handled as the manifest
 * says: SLIH, its signal is asserted and it stays masked until psa_eoi(); FLIH, `psa_flih_result_t
 * NAME_flih(void)` runs at once, above all partitions' threads, and decides whether its signal is asserted.
 * FF-M 1.0: an interrupt of a 1.0 manifest is enabled when the partition starts, and handled as SLIH. */

/**
 * Says that an interrupt handled in the second level has been dealt with (FF-M 1.0): its signal is no
 * longer asserted, and the interrupt is taken again if it was not disabled meanwhile. Make the device stop
 * asking before: while it asks, the interrupt comes again at once. What is pending otherwise is forgotten,
 * because an interrupt that asked until it was dealt with is pending still. So a device whose interrupt is a
 * pulse is to be looked at again after this, or its interrupt handled by FLIH, which loses none.
 *
 * Models: both.
 *
 * PROGRAMMER ERROR: irq_signal is not that of an interrupt of this partition; it has more than one bit; it is
 * not asserted; the interrupt is handled by FLIH.
 *
 * @param irq_signal  the interrupt's signal
 */
void psa_eoi(psa_signal_t irq_signal);

/**
 * Ends the signal of an interrupt handled in the first level (FF-M 1.1). The interrupt itself, and whether it
 * is enabled, do not change.
 *
 * Models: both; also in FLIH.
 *
 * PROGRAMMER ERROR: irq_signal is not that of an interrupt of this partition; it has more than one bit; it is
 * not asserted; the interrupt is not handled by FLIH.
 *
 * @param irq_signal  the interrupt's signal
 */
void psa_reset_signal(psa_signal_t irq_signal);

/**
 * Enables an interrupt (FF-M 1.1). One that is enabled stays so.
 *
 * Models: both; also in FLIH.
 *
 * PROGRAMMER ERROR: irq_signal is not that of an interrupt of this partition; it has more than one bit.
 *
 * @param irq_signal  the interrupt's signal
 */
void psa_irq_enable(psa_signal_t irq_signal);

/**
 * Disables an interrupt (FF-M 1.1): its handler does not run and its signal is not asserted until
 * psa_irq_enable(). A signal that is asserted already stays so. What the device raises meanwhile stays
 * pending.
 *
 * Models: both; also in FLIH.
 *
 * PROGRAMMER ERROR: irq_signal is not that of an interrupt of this partition; it has more than one bit.
 *
 * @param irq_signal  the interrupt's signal
 * @return whether it was enabled before (not 0), so that a caller enables again only what it has disabled
 */
psa_irq_status_t psa_irq_disable(psa_signal_t irq_signal);

/* ---- the end ---- */

/**
 * Stops: reported like a PROGRAMMER ERROR of the calling partition (FF-M 1.0). Does not return.
 *
 * Models: both; also in FLIH.
 */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void psa_panic(void);

#ifdef __cplusplus
}
#endif

#endif /* PSA_SERVICE_H */
