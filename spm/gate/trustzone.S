/* SPDX-License-Identifier: BSD-3-Clause */
/* The gate between the worlds where partitions are plain functions (isolation level 1, SFN only): the only non-secure
 * callable code (SG instructions) of the image.
 *
 * What it relies on, and keeps:
 *  - Secure thread mode always uses PSP, and while no call is in progress PSP is gate_top, above which lies the seal.
 *    So `sp == gate_top` is the busy flag, with no memory to race on: a handler comes in on MSP, and a thread that
 *    preempted another one inside a call finds PSP lower. One compare, before anything is read or written.
 *  - Nothing is kept below SP: a non-secure interrupt may stack a frame there between any two instructions.
 *  - The vectors come in registers, in[i] in slot i and out[j] in slot 3 - j of r4-r11. There is nothing in non-secure
 *    memory to check or to fetch twice, and what is left of the outputs goes back in the same registers.
 *  - Everything else that went through secure hands is overwritten before BXNS: r1-r3, r12, flags. The FP
 *    registers come back as they were.
 *  - Partition stacks lie below gate_limit (spe.ld): going down the limit is moved first, coming up SP.
 */
#include "spm/gate/entry.inc"

/* The NSPE's floating-point registers. The secure side does not use them, but while it runs a non-secure interrupt may,
 * and would save nothing of a thread that is no longer seen to use them (CONTROL.FPCA, which the frames of secure
 * exceptions depend on too). So a thread that does has them put on the gate's stack. In secure state no context is made
 * by using the FPU: FPCCR_S.ASPEN is 0. */
#define CONTROL_FPCA 4
#if REDOUBT_FPU == 0
#define FP_SIZE 0
  .macro save_fp
  .endm
  .macro restore_fp
  .endm
#else
  .fpu fpv5-sp-d16
#define FP_SIZE REDOUBT_FP_SIZE
  /* At SP, which has FP_SIZE bytes for them. Uses r3 and r12. */
  .macro save_fp
  mrs   r12, control
  tst   r12, #CONTROL_FPCA
  beq   6f
  bic   r12, #CONTROL_FPCA
  vstm  sp, {s0-s31}
  vmrs  r3, fpscr
  str   r3, [sp, #128]
#if REDOUBT_FPU == 2
  .inst.w 0xeefc3a10                /* vmrs r3, vpr */
#endif
  str   r3, [sp, #132]
  msr   control, r12
  isb
6:
  .endm
  /* From where they are the thread's again, an interrupt has to save them. */
  .macro restore_fp
  mrs   r12, control
  orr   r12, #CONTROL_FPCA
  msr   control, r12
  isb
  vldm  sp, {s0-s31}
#if REDOUBT_FPU == 2
  ldr   r3, [sp, #132]
  .inst.w 0xeeec3a10                /* vmsr vpr, r3 */
#endif
  ldr   r3, [sp, #128]
  vmsr  fpscr, r3
  .endm
#endif

/* uint32_t (void) */
  entry redoubt_gate_framework_version
  movw  r0, #0x0101                 /* PSA_FRAMEWORK_VERSION; no other register was touched */
  bxns  lr
  end_entry redoubt_gate_framework_version

/* uint32_t (sid) */
  entry redoubt_gate_version
  idle_or 1f
  push  {r3, lr}
  bl    redoubt_version
  pop   {r3, lr}
  b     redoubt_gate_return
1:movs  r0, #0                      /* PSA_VERSION_NONE */
  b     redoubt_gate_return
  end_entry redoubt_gate_version

/* r0 (handle or SID, type, counts or version), vectors in r4-r11: see redoubt_accept() */
  entry redoubt_gate_call
  idle_or 9f
  ldr   r3, =redoubt_calls
  stm   r3, {r4-r11}
#if REDOUBT_FPU
  mrs   r12, control
  push  {r12, lr}                   /* whether the FP registers are below it */
  sub   sp, #FP_SIZE
  save_fp
  ldr   r3, =redoubt_calls
#else
  push  {r3, lr}
#endif
  bl    redoubt_accept
  cbz   r0, 8f
  ldr   r4, =redoubt_calls
  ldr   r12, =redoubt_spm
  str   r4, [r12, #REDOUBT_STATE_CALL]
  ldrd  r1, r2, [r0]                /* its function, its partition */
  ldrd  r0, r3, [r2, #REDOUBT_PARTITION_MESSAGE] /* the message, also the top of the stack; the stack's limit */
  msr   psplim, r3
  mov   sp, r0
  blx   r1
  ldr   r2, =gate_top - 8 - FP_SIZE /* not from a register that the partition had in its hands */
  mov   sp, r2
  ldr   r1, =gate_limit
  msr   psplim, r1
  ldr   r4, =redoubt_calls
  ldr   r12, =redoubt_spm
  ldr   r1, [r4, #REDOUBT_CALL_CONNECTION]
  cbz   r1, 1f
  mov   r1, r4
  bl    redoubt_finish_connection
  ldr   r12, =redoubt_spm
  movs  r1, #0
1:str   r1, [r12, #REDOUBT_STATE_CALL]
  ldm   r4, {r4-r11}
leave:
#if REDOUBT_FPU
  ldr   r3, [sp, #FP_SIZE]
  tst   r3, #CONTROL_FPCA
  beq   2f
  restore_fp
2:add   sp, #FP_SIZE
#endif
  pop   {r3, lr}
  .global redoubt_gate_return
redoubt_gate_return:
  mov   r1, lr
  mov   r2, lr
  mov   r3, lr
  mov   r12, lr
  msr   ALL_FLAGS, lr
  bxns  lr
8:ldr   r0, =redoubt_spm
  ldr   r0, [r0, #REDOUBT_STATE_REFUSAL]
  movs  r5, #0                      /* 0 bytes are left of each output, so that the client's lengths stay */
  movs  r7, #0
  mov   r9, r5
  mov   r11, r5
  b     leave
7:movs  r5, #0                      /* 0 bytes are left of each output, so that the client's lengths stay */
  movs  r7, #0
  mov   r9, r5
  mov   r11, r5
  b     redoubt_gate_return
9:mvn   r0, #130                    /* PSA_ERROR_CONNECTION_BUSY */
  b     7b
  end_entry redoubt_gate_call
