/* SPDX-License-Identifier: BSD-3-Clause */
/* The gate between the worlds on Armv8-M: the only non-secure callable code (SG instructions) of the image.
 *
 * What it relies on, and keeps:
 *  - Secure thread mode always uses PSP, and while no call is in progress PSP is gate_top, above which lies the seal.
 *    So `sp == gate_top` is the busy flag, with no memory to race on: a handler comes in on MSP, and a thread that
 *    preempted another one inside a call finds PSP lower. One compare, before anything is read or written.
 *  - Nothing is kept below SP: a non-secure interrupt may stack a frame there between any two instructions.
 *  - The vectors come in registers, in[i] in slot i and out[j] in slot 3 - j of r4-r11. There is nothing in non-secure
 *    memory to check or to fetch twice, and what is left of the outputs goes back in the same registers.
 *  - Everything else that went through secure hands is overwritten before BXNS: r1-r3, r12, flags. (No FP: spm refuses
 *    it to both worlds, see arch/armv8m/isolation.cpp.)
 *  - Partition stacks lie below gate_limit (spe.ld): going down the limit is moved first, coming up SP.
 */
#include "spm/layout.h"

  .syntax unified
  .thumb
  .text

#if defined(__ARM_FEATURE_DSP)
#define ALL_FLAGS apsr_nzcvqg
#else
#define ALL_FLAGS apsr_nzcvq
#endif

/* An entry for --cmse-implib: the linker makes the SG veneer `name`, which branches to __acle_se_name. */
  .macro entry name
  .section .text.\name, "ax", %progbits
  .global \name
  .global __acle_se_\name
  .type \name, %function
  .type __acle_se_\name, %function
\name:
__acle_se_\name:
  .endm
  .macro end_entry name
  .size \name, . - \name
  .size __acle_se_\name, . - __acle_se_\name
  .endm

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm

/* uint32_t (void) */
  entry redoubt_gate_framework_version
  movw  r0, #0x0101                 /* PSA_FRAMEWORK_VERSION; no other register was touched */
  bxns  lr
  end_entry redoubt_gate_framework_version

/* uint32_t (sid) */
  entry redoubt_gate_version
  ldr   r12, =gate_top
  cmp   sp, r12
  bne   1f
  push  {r3, lr}
  bl    redoubt_version
  pop   {r3, lr}
  b     redoubt_gate_return
1:movs  r0, #0                      /* PSA_VERSION_NONE */
  b     redoubt_gate_return
  end_entry redoubt_gate_version

/* r0 (handle or SID, type, counts or version), vectors in r4-r11: see redoubt_enter() */
  entry redoubt_gate_call
  ldr   r12, =gate_top
  cmp   sp, r12
  bne   9f
  ldr   r12, =redoubt_spm + REDOUBT_STATE_CALLS
  stm   r12, {r4-r11}
  push  {r3, lr}
  bl    redoubt_enter
  cbz   r0, 8f
  ldrd  r1, r2, [r0]                /* its function, its partition */
  ldrd  r0, r3, [r2]                /* the message, which is also the top of the stack; the stack's limit */
  msr   psplim, r3
  mov   sp, r0
  blx   r1
  ldr   r2, =gate_top - 8           /* not from a register that the partition had in its hands */
  mov   sp, r2
  ldr   r1, =gate_limit
  msr   psplim, r1
  ldr   r4, =redoubt_spm + REDOUBT_STATE_CALLS
  ldr   r1, [r4, #REDOUBT_CALL_CONNECTION]
  cbz   r1, 1f
  bl    redoubt_leave
1:ldm   r4, {r4-r11}
  pop   {r3, lr}
  .global redoubt_gate_return
redoubt_gate_return:
  mov   r1, lr
  mov   r2, lr
  mov   r3, lr
  mov   r12, lr
  msr   ALL_FLAGS, lr
  bxns  lr
8:ldr   r0, =redoubt_spm            /* refused; 0 bytes are left of each output: the client's lengths stay */
  ldr   r0, [r0, #REDOUBT_STATE_REFUSAL]
  pop   {r3, lr}
7:movs  r5, #0
  movs  r7, #0
  mov   r9, r5
  mov   r11, r5
  b     redoubt_gate_return
9:mvn   r0, #130                    /* PSA_ERROR_CONNECTION_BUSY */
  b     7b
  end_entry redoubt_gate_call
