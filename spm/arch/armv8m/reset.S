/* SPDX-License-Identifier: BSD-3-Clause */
/* The secure image's way in from the bootloader and out to the NSPE, and the entry of every fault. */
#include "redoubt_gate.h"

  .syntax unified
  .thumb

/* What is here has its place between the vectors and the veneers, if those of a few interrupts leave some. */
  .macro function name
#if REDOUBT_LAST_INTERRUPT < 40
  .section .vectors.behind.\name, "ax", %progbits
#else
  .section .text.\name, "ax", %progbits
#endif
  .global \name
  .type \name, %function
\name:
  .endm

#define STACK_SEAL 0xfef5eda5

  function redoubt_reset
  cpsid i
  movs  r0, #0
  msr   control, r0
  msr   msplim, r0                  /* the bootloader's; MSP is about to move */
  ldr   r0, =redoubt_msp_top
  msr   msp, r0
  ldr   r1, =redoubt_msp_limit
  msr   msplim, r1
  isb
  ldr   r2, =STACK_SEAL             /* handlers push below the seal; MSP stays at it for ever */
  strd  r2, r2, [r0]
  ldr   r0, =gate_top
  ldr   r1, =gate_limit
  strd  r2, r2, [r0]
  msr   psp, r0
  msr   psplim, r1
  bl    redoubt_start
  movs  r2, #2                      /* from now on thread mode uses PSP; MSP is back at its top */
  msr   control, r2
  isb
  bl    redoubt_start_partitions
  ldrd  r1, lr, [r0]                /* the NSPE's initial SP and reset handler */
  ldr   r2, =0xe002ed08             /* VTOR_NS */
  str   r0, [r2]
  movs  r0, #0
  msr   msplim_ns, r0
  msr   msp_ns, r1
  msr   psplim_ns, r0
  msr   psp_ns, r0
  msr   control_ns, r0
  msr   primask_ns, r0
  msr   basepri_ns, r0
  msr   faultmask_ns, r0
  cpsie i
  dsb
  isb
  bic   lr, #1                      /* to the non-secure state */
  mov   r1, r0
  mov   r2, r0
  mov   r3, r0
  mov   r4, r0
  mov   r5, r0
  mov   r6, r0
  mov   r7, r0
  mov   r8, r0
  mov   r9, r0
  mov   r10, r0
  mov   r11, r0
  mov   r12, r0
#if defined(__ARM_FEATURE_DSP)
  msr   apsr_nzcvqg, r0
#else
  msr   apsr_nzcvq, r0
#endif
  bxns  lr
  .size redoubt_reset, . - redoubt_reset

/* Every fault and secure interrupt. If MSP has run into its limit it starts again at the top: nothing returns. */
  function redoubt_fault_entry
  mrs   r0, msp
  mov   r1, lr
  mrs   r2, ipsr
  ldr   r3, =redoubt_msp_limit + 512
  cmp   r0, r3
  bhs   1f
  ldr   r3, =redoubt_msp_top
  msr   msp, r3
1:b     redoubt_fault
  .size redoubt_fault_entry, . - redoubt_fault_entry

/* stop_partition(): the report needs more stack than the partition may have left. Nothing returns, so the handlers'
 * stack is free; with interrupts masked nobody else uses it. It lies above all partitions': SP first, then the limit.
 */
  function redoubt_stop_partition
  cpsid i
  mov   r3, sp
  ldr   r12, =redoubt_msp_top
  mov   sp, r12
  ldr   r12, =redoubt_msp_limit
  msr   psplim, r12
  b     redoubt_misuse
  .size redoubt_stop_partition, . - redoubt_stop_partition
