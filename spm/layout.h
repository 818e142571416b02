/* SPDX-License-Identifier: BSD-3-Clause */
/* Offsets that the gates' assembly uses; call.hpp and schedule.hpp assert each of them. */
#ifndef REDOUBT_SPM_LAYOUT_H
#define REDOUBT_SPM_LAYOUT_H

#define REDOUBT_CALL_FRAME 32      /* Call::frame, client */
#define REDOUBT_CALL_CONNECTION 56 /* Call::connection */
#define REDOUBT_CALL_RETURN 72     /* Call::exc_return, where there is an FPU */

/* Floating-point registers in a frame: s0 to s15, FPSCR, VPR, s16 to s31. */
#define REDOUBT_FP_SIZE 136
#define REDOUBT_FPSCR 64 /* its offset there */
/* As after a reset. With MVE (redoubt_gate.h): LTPSIZE 4, vectors are whole. */
#define REDOUBT_FPSCR_START (REDOUBT_FPU >> 1 << 18)

#define REDOUBT_STATE_ACTIVE 0   /* State::active */
#define REDOUBT_STATE_THREAD 4   /* State::thread */
#define REDOUBT_STATE_READY 8    /* State::ready */
#define REDOUBT_STATE_REFUSAL 12 /* State::refusal */
#define REDOUBT_STATE_RETURN 16  /* State::client_return */
#define REDOUBT_STATE_CALL 20    /* State::call */
#define REDOUBT_STATE_EXTRA 24   /* State::extra */

#define REDOUBT_PARTITION_MESSAGE 32 /* PartitionDescriptor::message, stack_limit, control */
#define REDOUBT_PARTITION_EXTRA 44   /* PartitionDescriptor::extra */
#define REDOUBT_PARTITION_STATE 48   /* PartitionDescriptor::state */
#define REDOUBT_PARTITION_CALL 52    /* PartitionDescriptor::call */
#define REDOUBT_PARTITION_SIGNALS 72 /* PartitionDescriptor::signals */

#define REDOUBT_STATE_LATEST 4   /* PartitionState::latest */
#define REDOUBT_STATE_SIGNALS 12 /* PartitionState::signals */
#define REDOUBT_STATE_WAITER 16  /* PartitionState::waiter, wanted */
#define REDOUBT_STATE_BLOCKED 28 /* PartitionState::blocked */

#define REDOUBT_THREAD_REGISTERS 0 /* Thread::registers */
#define REDOUBT_THREAD_FRAME 4     /* Thread::frame */
#define REDOUBT_THREAD_ACTIVE 8    /* Thread::active */
#define REDOUBT_THREAD_RETURN 12   /* Thread::exc_return */
#define REDOUBT_THREAD_BIT 16      /* Thread::bit */
#define REDOUBT_THREAD_SAVED 24    /* Thread::saved */
#define REDOUBT_THREAD_SAVED_FP 56 /* Thread::saved_fp */

#endif /* REDOUBT_SPM_LAYOUT_H */
