/* SPDX-License-Identifier: BSD-3-Clause */
/* The gate between the worlds: the only non-secure callable code (SG instructions) of an image whose SPM is gate/svc.S.
 *
 * What it relies on, and keeps:
 *  - Secure thread mode always uses PSP, and while no call is in progress PSP is gate_top, above which lies the seal.
 *    So `sp == gate_top` is the busy flag, with no memory to race on: a handler comes in on MSP, and a thread that
 *    preempted a secure one, or another one inside a call, finds PSP elsewhere. One compare, before anything is read or
 *    written, and what is done for the busy needs no privilege: it may be that of a partition.
 *  - Nothing is kept below SP: a non-secure interrupt may stack a frame there between any two instructions. The SVC's
 *    frame holds the way back.
 *  - The vectors come in registers, in[i] in slot i and out[j] in slot 3 - j of r4-r11. There is nothing in non-secure
 *    memory to check or to fetch twice, and what is left of the outputs goes back in the same registers.
 *  - r1-r3 and the flags come back as they were, r12 is overwritten, r0 is the answer. So do the floating-point registers: of a
 *    thread that uses them the hardware puts them into the SVC's frame (gate/svc.S).
 */
#include "spm/gate/entry.inc"

/* uint32_t (void) */
  entry redoubt_gate_framework_version
  movw  r0, #0x0101                 /* PSA_FRAMEWORK_VERSION; no other register was touched */
  bxns  lr
  end_entry redoubt_gate_framework_version

/* uint32_t (sid) */
  entry redoubt_gate_version
  idle_or busy_version
  mov   r12, #9
  svc   #8
  mov   r12, lr
  bxns  lr
busy_version:
  movs  r0, #0                      /* PSA_VERSION_NONE */
  mov   r12, lr
  bxns  lr
  end_entry redoubt_gate_version

/* r0 (handle or SID, type, counts or version), vectors in r4-r11: see redoubt_accept() */
  entry redoubt_gate_call
  idle_or busy_call
  mov   r12, lr
  svc   #0
  bxns  lr
busy_call:
  busy_answer
  mov   r12, lr
  msr   ALL_FLAGS, lr
  bxns  lr
  end_entry redoubt_gate_call
