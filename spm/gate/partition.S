/* SPDX-License-Identifier: BSD-3-Clause */
/* How a partition reaches the SPM where it is a plain function (isolation level 1, SFN only): the transport of the client
 * library inside the secure image (see client/psa_call.S for the registers), and the start of a partition on its own
 * stack.
 *
 * A partition's stack may lie above or below another's: the stack limit is moved before SP when SP goes below the
 * old limit's region, else after it. An interrupt in between would otherwise find SP under the limit.
 */
#include "spm/layout.h"

  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm

/* SP = top, PSPLIM = limit, in the safe order. Uses r12. */
  .macro switch_stack top, limit
  mov   r12, sp
  cmp   \limit, r12
  it    lo
  msrlo psplim, \limit
  mov   sp, \top
  msr   psplim, \limit
  .endm

  function redoubt_transport_framework_version
  movw  r0, #0x0101
  bx    lr
  .size redoubt_transport_framework_version, . - redoubt_transport_framework_version

  function redoubt_transport_version
  b     redoubt_version
  .size redoubt_transport_version, . - redoubt_transport_version

/* (handle or SID, type, counts or version), vectors in r4-r11. */
  function redoubt_transport_call
  ldr   r12, =redoubt_spm
  ldr   r3, [sp, #32]               /* the client function's return address: it pushed r4-r11 and LR */
  str   r3, [r12, #REDOUBT_STATE_RETURN]
  push  {r2, r3, lr}                /* 12 words with the client function's 9: SP is a multiple of 8 again */
  mov   r3, r1
  push  {r0, r3}
  bl    redoubt_own_call            /* where this partition's call is kept */
  mov   r3, r0
  pop   {r0, r1}
  ldr   r2, [sp]
  stm   r3, {r4-r11}
  mov   r4, r3
  bl    redoubt_accept
  cbz   r0, 1f
  ldr   r12, =redoubt_spm
  str   r4, [r12, #REDOUBT_STATE_CALL]
  ldrd  r1, r2, [r0]
  ldrd  r0, r3, [r2, #REDOUBT_PARTITION_MESSAGE]
  mov   r5, sp
  mrs   r6, psplim
  switch_stack r0, r3
  blx   r1
  switch_stack r5, r6
  mov   r1, r4
  bl    redoubt_finish
  ldm   r4, {r4-r11}
  pop   {r2, r3, pc}
1:ldr   r12, =redoubt_spm           /* nothing was called: 0 bytes are left of each output, so the lengths stay */
  ldr   r0, [r12, #REDOUBT_STATE_REFUSAL]
  movs  r5, #0
  movs  r7, #0
  mov   r9, r5
  mov   r11, r5
  pop   {r2, r3, pc}
  .size redoubt_transport_call, . - redoubt_transport_call

/* psa_status_t redoubt_run_init(InitFunction, psa_msg_t* top, uint8_t* limit): from secure thread mode on the gate's
 * stack, at start-up. */
  function redoubt_run_init
  push  {r4, r5, r6, lr}
  mov   r4, sp
  mrs   r5, psplim
  switch_stack r1, r2
  blx   r0
  switch_stack r4, r5
  pop   {r4, r5, r6, pc}
  .size redoubt_run_init, . - redoubt_run_init
