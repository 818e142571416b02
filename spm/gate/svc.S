/* SPDX-License-Identifier: BSD-3-Clause */
/* The way into the SPM where partitions are protected from each other, are threads, or own interrupts: one SVC, from
 * the NSPE's veneers (gate/trustzone_svc.S) as from the partitions' psa_* functions (gate/partition_svc.S). Its handler
 * is the SPM. No secure exception but a fault gets in between, no non-secure one at all, so what it keeps is never seen
 * half changed; what it does takes a bounded time (copies go in pieces, see redoubt_svc_read).
 *
 * SVC has priority 0x20, the partitions' interrupts and PendSV 0x40, the NSPE's 0x80 and above (AIRCR.PRIS).
 *
 * A partition's memory is what MPU regions 0 to 3 give: those of its descriptor. SFN partitions are entered by a frame
 * built below the message at the top of their stack; their return is the SVC that redoubt_sfn_return makes.
 *
 * Floating point: a frame has room for the registers of whoever uses them, and the hardware puts them there when somebody
 * else does (FPCCR.LSPEN) and clears them (FPCCR.TS). The first thing that happens here is such a use, while the memory
 * of the interrupted is in reach: so nobody's are in the registers, and nothing is owed to a frame, when another runs.
 * With CONFIG_SPM_FPU a partition's frames have that room from its first on: what the NSPE leaves there is not seen. In a
 * frame of the NSPE's own, for an interrupt of a partition, s16 to s31 are missing: they are saved here.
 */
#include "redoubt_gate.h"
#include "spm/layout.h"

  .syntax unified
  .thumb

#define MPU_RBAR 0xe000ed9c          /* of region 12, the next three follow as aliases: isolation.cpp leaves MPU_RNR so */
#define EXC_RETURN_SECURE_STACK 0x40
#if REDOUBT_SPM_FPU
#define FRAME_SIZE (32 + REDOUBT_FP_SIZE)
#define EXC_RETURN_PARTITION 0x12   /* inverted */
#else
#define FRAME_SIZE 32
#define EXC_RETURN_PARTITION 2
#endif
#if REDOUBT_FPU
  .fpu fpv5-sp-d16
#endif

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm
/* The windows of partition r2 besides those of its descriptor, if they are not in force. Uses r3 to r10 and LR, which
 * comes back. r12: redoubt_spm. */
  .macro load_extra_windows
#if REDOUBT_EXTRA_WINDOWS > 0
  ldr   r3, [r2, #REDOUBT_PARTITION_EXTRA]
  ldr   r4, [r12, #REDOUBT_STATE_EXTRA]
  cmp   r3, r4
  beq   8f
  mov   r10, lr
  bl    load_windows
  mov   lr, r10
8:
#endif
  .endm
  .macro preserve_fp
#if REDOUBT_FPU
  vmov  s0, s0
#endif
  .endm
  .macro client_return call
#if REDOUBT_FPU
  ldr   lr, [\call, #REDOUBT_CALL_RETURN]
#endif
  .endm
  .macro row target
  .hword (\target - svc_table) / 2
  .endm

  function redoubt_svc_entry
  preserve_fp
  mrs   r0, psp
  ldr   r3, [r0, #24]
  ldrb  r3, [r3, #-2]               /* the number, from the instruction itself */
  and   r3, #15
  tbh   [pc, r3, lsl #1]
svc_table:
  row svc_call
  row svc_sfn_return
  row svc_wait
  row svc_read
  row svc_write
  row svc_skip
#if REDOUBT_IPC
  row svc_get
  row svc_reply
#else
  row svc_unknown
  row svc_unknown
#endif
  row svc_other
  row svc_start
#if REDOUBT_INTERRUPTS
  row svc_flih
  row svc_flih_return
#else
  row svc_unknown
  row svc_unknown
#endif
  row svc_idle
  row svc_read_on
  row svc_unknown
  row svc_unknown


svc_read:  b redoubt_svc_read
svc_read_on: b redoubt_svc_read_on
svc_write: b redoubt_svc_write
svc_skip:  b redoubt_svc_skip
#if REDOUBT_IPC
svc_get:   b redoubt_svc_get
svc_reply: b redoubt_svc_reply
#endif
svc_other: b redoubt_svc_other

/* psa_call(), psa_connect(), psa_close(): r0 to r2 of the frame as redoubt_accept() has them, vectors in r4-r11. */
svc_call:
  ldr   r12, =redoubt_spm
  ldr   r1, [r12, #REDOUBT_STATE_ACTIVE]
  ldr   r1, [r1, #REDOUBT_PARTITION_CALL]
  cbz   r1, svc_no_call
  stm   r1, {r4-r11}
  str   r0, [r1, #REDOUBT_CALL_FRAME]
#if REDOUBT_FPU
  str   lr, [r1, #REDOUBT_CALL_RETURN]
#endif
  mov   r5, r1
  bl    redoubt_svc_call
#if REDOUBT_FPU == 0
  mvn   lr, #2
#endif
  cbz   r0, client_waits
  ldrd  r1, r2, [r0]                /* its function, its partition */

/* Enters the SFN partition r2 by its function r1. */
  .global redoubt_enter_sfn
redoubt_enter_sfn:
enter_sfn:
  ldr   r12, =redoubt_spm
  str   r2, [r12, #REDOUBT_STATE_ACTIVE]
  load_extra_windows
  ldm   r2!, {r4-r11}
  ldr   r3, =MPU_RBAR
  stm   r3, {r4-r11}
  ldm   r2, {r0, r3, r4}            /* message, stack limit, CONTROL */
  msr   psplim, r3
  msr   control, r4
  sub   r3, r0, #FRAME_SIZE
  msr   psp, r3
#if REDOUBT_SPM_FPU
  ldr   r4, =redoubt_zeros
  ldm   r4, {r4-r11}
  sub   lr, r0, #REDOUBT_FP_SIZE
  .rept 4
  stm   lr!, {r4-r11}
  .endr
  stm   lr, {r4, r5}
  mov   r4, #REDOUBT_FPSCR_START
  str   r4, [r0, #REDOUBT_FPSCR - REDOUBT_FP_SIZE]
#endif
  mvn   lr, #EXC_RETURN_PARTITION
  ldr   r4, =sfn_frame              /* nothing of anybody else is in its registers */
  ldm   r4, {r5-r11}
  bic   r10, r1, #1
  stm   r3, {r0, r5-r11}
  dsb
  bx    lr

svc_no_call: b redoubt_svc_no_call
svc_unknown: b redoubt_svc_unknown

/* Refused, or the answer will come later: the client goes on with what is in its call's slots. */
client_waits:
  ldr   r12, =redoubt_spm
  mov   r0, r5
  ldr   r1, [r5, #REDOUBT_CALL_FRAME]
  ldrd  r2, r3, [r12]               /* State::active, thread */
  client_return r5
  stm   r3, {r0, r1, r2, lr}

/* To the most urgent thread that is ready. Whose state was in registers is saved. */
  .global redoubt_switch
redoubt_switch:
switch:
  ldr   r1, [r12, #REDOUBT_STATE_READY]
  cbz   r1, idle
  clz   r1, r1
  ldr   r2, =redoubt_threads
  ldr   r3, [r2, r1, lsl #2]
  str   r3, [r12, #REDOUBT_STATE_THREAD]
  ldm   r3, {r0, r1, r2, lr}
  b     resume

/* All wait, the NSPE for its call too: below its frame on the gate's stack. */
idle:
  str   r1, [r12, #REDOUBT_STATE_THREAD]
  ldr   r0, =redoubt_calls
  ldr   r1, [r0, #REDOUBT_CALL_FRAME]
  subs  r1, #32
  ldr   r2, =redoubt_idle
  mov   r3, #0x01000000
  strd  r2, r3, [r1, #24]
  ldr   r2, =redoubt_nspe
  mvn   lr, #2
  b     resume

svc_sfn_return:
  ldr   r12, =redoubt_spm
#if REDOUBT_INTERRUPTS
  ldrd  r2, r3, [r12]               /* State::active, thread: a first-level handler has none */
  cbz   r3, svc_unknown2
#else
  ldr   r2, [r12, #REDOUBT_STATE_ACTIVE]
#endif
  ldr   r3, [r2, #REDOUBT_PARTITION_STATE]
  ldr   r5, [r3]                    /* the call that it served */
  cbz   r5, svc_unknown2
  movs  r6, #0
  str   r6, [r3]
  str   r6, [r3, #REDOUBT_STATE_LATEST]
  ldr   r6, [r3, #REDOUBT_STATE_BLOCKED]
  ldr   r7, [r5, #REDOUBT_CALL_CONNECTION]
  ldr   r0, [r0]                    /* the status */
  orrs  r6, r7
  bne   2f
1:ldrd  r1, r2, [r5, #REDOUBT_CALL_FRAME] /* the client's frame; the client */
  client_return r5
  str   r0, [r1]
  mov   r0, r5

/* Goes on as r2 with the registers at r0, the stack pointer r1 and the exception return LR. r12: redoubt_spm. */
resume:
  str   r2, [r12, #REDOUBT_STATE_ACTIVE]
  load_extra_windows
  ldm   r2!, {r4-r11}
  ldr   r3, =MPU_RBAR
  stm   r3, {r4-r11}
  ldrd  r2, r3, [r2, #4]
  msr   psplim, r2
  msr   control, r3
  msr   psp, r1
#if REDOUBT_SPM_FPU
  tst   lr, #EXC_RETURN_SECURE_STACK
  bne   9f
  add   r3, r0, #REDOUBT_THREAD_SAVED_FP - REDOUBT_THREAD_SAVED
  vldm  r3, {s16-s31}
9:
#endif
  ldm   r0, {r4-r11}
  dsb
  bx    lr

svc_unknown2: b redoubt_svc_unknown
2:mov   r1, r5
  bl    redoubt_svc_finish
#if REDOUBT_FPU == 0
  mvn   lr, #2
#endif
  ldr   r12, =redoubt_spm
  b     1b

/* psa_wait(): blocks here, all else is redoubt_svc_wait()'s. */
svc_wait:
  ldr   r12, =redoubt_spm
  ldrd  r1, r3, [r12]               /* State::active, thread */
  ldr   r2, [r0, #4]                /* timeout */
  cmp   r2, #0
  bge   1f
#if REDOUBT_INTERRUPTS
  cbz   r3, 1f
#endif
  ldr   r2, [r0]                    /* mask */
  ldr   r0, [r1, #REDOUBT_PARTITION_SIGNALS]
  tst   r0, r2
  beq   1f
  ldr   r1, [r1, #REDOUBT_PARTITION_STATE]
  ldr   r0, [r1, #REDOUBT_STATE_SIGNALS]
  tst   r0, r2
  bne   1f
  strd  r3, r2, [r1, #REDOUBT_STATE_WAITER] /* PartitionState::waiter, wanted */
  mrs   r1, psp
  ldr   r0, [r12, #REDOUBT_STATE_READY]
  ldr   r2, [r3, #REDOUBT_THREAD_BIT]
  bics  r0, r2
  str   r0, [r12, #REDOUBT_STATE_READY]

/* The current thread r3 waits; r1 is its frame. r12: redoubt_spm. */
save_and_switch:
  add   r0, r3, #REDOUBT_THREAD_SAVED
  stm   r0, {r4-r11}
#if REDOUBT_SPM_FPU
  tst   lr, #EXC_RETURN_SECURE_STACK
  bne   9f
  add   r2, r3, #REDOUBT_THREAD_SAVED_FP
  vstm  r2, {s16-s31}
9:
#endif
  ldr   r2, [r12, #REDOUBT_STATE_ACTIVE]
  stm   r3, {r0, r1, r2, lr}
  b     switch
1:mrs   r0, psp
  b     redoubt_svc_wait

/* At start-up: a partition's initialisation, or its thread. */
svc_start:
  push  {r0, lr}
  ldr   r1, [r0]
  mov   r4, r1
  bl    redoubt_svc_start           /* not for a partition, which could change how the NSPE returns from its call */
  pop   {r3, lr}
#if REDOUBT_FPU
  ldr   r1, =redoubt_calls          /* an initialisation returns as if the NSPE had called it */
  str   lr, [r1, #REDOUBT_CALL_RETURN]
#endif
  cbz   r0, 1f
  mov   r1, r0
  mov   r2, r4
  b     enter_sfn
1:bx    lr

#if REDOUBT_INTERRUPTS
/* A partition's first-level handler: see redoubt_interrupt_entry. r4 is the interrupt's descriptor, r5 PSP. */
svc_flih:
  tst   lr, #8                      /* a partition, in thread mode, has no business here */
  bne   redoubt_svc_unknown
  mov   r0, r4
  mov   r1, r5
  bl    redoubt_svc_flih
  mov   r1, r0                      /* the frame to run it by */
#if REDOUBT_SPM_FPU
  vpush {s16-s31}
#endif
  ldr   r12, =redoubt_spm
  ldr   r2, [r12, #REDOUBT_STATE_ACTIVE]
  ldr   r0, =redoubt_zeros
  mvn   lr, #EXC_RETURN_PARTITION
  b     resume

/* Back to the interrupt's handler, which the first SVC left on MSP. */
svc_flih_return:
  bl    redoubt_svc_flih_return     /* as whom the interrupted code ran */
#if REDOUBT_SPM_FPU
  vpop  {s16-s31}
#endif
  mov   r2, r0
  ldr   r12, =redoubt_spm
  load_extra_windows
  ldm   r0!, {r4-r11}
  ldr   r3, =MPU_RBAR
  stm   r3, {r4-r11}
  ldrd  r2, r3, [r0, #4]
  msr   psplim, r2
  msr   control, r3
  dsb
  mvn   lr, #14
  bx    lr

#endif

/* The idle loop was woken: whatever became ready without being switched to. */
svc_idle:
  ldr   r12, =redoubt_spm
  ldrd  r2, r3, [r12]               /* State::active, thread */
  ldr   r1, =redoubt_nspe           /* a first-level handler has no thread either */
  cmp   r1, r2
  it    eq
  cmpeq r3, #0
  beq   switch
  b     redoubt_svc_unknown
  .ltorg
  .size redoubt_svc_entry, . - redoubt_svc_entry

#if REDOUBT_EXTRA_WINDOWS > 0
/* The list r3, or none: MPU regions 11, 10, 7 and 6, as many as there are. */
  function load_windows
  str   r3, [r12, #REDOUBT_STATE_EXTRA]
  ldr   r4, =MPU_RBAR - 4           /* MPU_RNR */
  adr   r5, region_numbers
  movs  r6, #REDOUBT_EXTRA_WINDOWS
1:movs  r7, #0
  mov   r8, r7
  cbz   r3, 2f
  ldrd  r7, r8, [r3], #8
2:ldrb  r9, [r5], #1
  str   r9, [r4]
  strd  r7, r8, [r4, #4]
  subs  r6, #1
  bne   1b
  movs  r6, #12
  str   r6, [r4]
  bx    lr
  .balign 4
region_numbers:
  .byte 11, 10, 7, 6
  .ltorg
  .size load_windows, . - load_windows
#endif

/* Where a more urgent thread than the current one became ready. */
  function redoubt_pendsv_entry
  ldr   r12, =redoubt_spm
  ldr   r1, [r12, #REDOUBT_STATE_READY]
  cbnz  r1, 2f
9:bx    lr
2:clz   r1, r1
  ldr   r2, =redoubt_threads
  ldr   r2, [r2, r1, lsl #2]
  ldr   r3, [r12, #REDOUBT_STATE_THREAD]
  cmp   r2, r3
  beq   9b
  tst   lr, #EXC_RETURN_SECURE_STACK
  bne   1f
  /* Non-secure code runs. A handler is kept by the thread that it interrupted; there is none where all were waiting: then
   * the idle loop, to which it returns, looks again. */
  tst   lr, #8
  bne   3f
  cbnz  r3, 1f
  bx    lr
  /* If a secure call is suspended below it, and it is a thread, the NSPE has changed threads: only it can bring back the
   * one that this call belongs to. Then nothing is switched until it has. */
3:mrs   r0, psp
  ldr   r1, =gate_top
  cmp   r0, r1
  bne   redoubt_defer
1:preserve_fp
  cmp   r3, #0                      /* all were waiting */
  beq   switch
  mrs   r1, psp
  b     save_and_switch
  .ltorg
  .size redoubt_pendsv_entry, . - redoubt_pendsv_entry

#if REDOUBT_INTERRUPTS
/* An interrupt of a partition. A first-level handler runs as its partition, in thread mode but with this interrupt still
 * active: the first SVC is the one that returns to thread mode, its frame stays on MSP for the second to return by. The
 * number of an SVC is found through PSP, which is set to a frame that says so. */
  function redoubt_interrupt_entry
  push  {r3-r11, lr}
  mrs   r0, ipsr
  subs  r0, #16
  bl    redoubt_take_interrupt
  cbz   r0, 1f
  mov   r4, r0
  mrs   r5, psp
  push  {r4, r5}
  ldr   r0, =redoubt_flih_frame
  msr   psp, r0
redoubt_flih_call:
  svc   #10
  pop   {r4, r5}
  msr   psp, r5
1:pop   {r3-r11, pc}
  .ltorg
  .size redoubt_interrupt_entry, . - redoubt_interrupt_entry

#endif

/* r1-r3, r12, LR, pc (to be replaced), xPSR of an SFN partition's first instruction */
  .section .rodata.redoubt_sfn_frame, "a", %progbits
  .balign 4
sfn_frame:
  .word 0, 0, 0, 0, redoubt_sfn_return, 0, 0x01000000 | REDOUBT_SPM_FPU << 20

  .section .rodata.redoubt_zeros, "a", %progbits
  .balign 4
#if REDOUBT_INTERRUPTS
redoubt_flih_frame:
  .word 0, 0, 0, 0, 0, 0, redoubt_flih_call + 2, 0
#endif
  .global redoubt_zeros
redoubt_zeros:
  .word 0, 0, 0, 0, 0, 0, 0, 0

/* From a fault's handler, for good: to an SFN partition's initialisation r0, or to whoever is ready. */
  function redoubt_leave_fault
  ldr   r3, =redoubt_msp_top
  msr   msp, r3
  cpsie i
#if REDOUBT_SPM_FPU == 0
#elif REDOUBT_FPU == 2
  .inst.w 0xec9f0a20                /* vscclrm {s0-s31, vpr} */
#else
  movs  r3, #0
  .irp  register, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14, d15
  vmov  \register, r3, r3
  .endr
#endif
  mvn   lr, #2
  mov   r2, r1
  mov   r1, r0
  ldr   r12, =redoubt_spm
  cmp   r1, #0
  beq   redoubt_switch
  b     redoubt_enter_sfn
  .size redoubt_leave_fault, . - redoubt_leave_fault

/* An exception between this SVC and the WFE is an event by its return: what it made ready is not slept over. */
  function redoubt_idle
1:wfe
  svc   #12
  b     1b
  .size redoubt_idle, . - redoubt_idle
