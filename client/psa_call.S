/* SPDX-License-Identifier: BSD-3-Clause */
/* The client functions of FF-M on Armv8-M, the same for the NSPE and for partitions; which transport is behind them is
 * chosen at link time (transport_trustzone.S here, spm/gate/partition.S in the secure image).
 *
 * The transport's protocol: r0 handle (or SID), r1 type (request >= 0, -1 connect, -2 close), r2 counts (inputs in
 * bits 7-0, outputs in bits 15-8; for connect the version). Vectors as pairs {base, length} in r4-r11: input i in pair
 * i, output j in pair 3 - j; four vectors are exactly these eight registers. Back come the status in r0 and, in each
 * output's pair, how many bytes of it were NOT written. r4-r11 are not preserved.
 *
 * What is wrong with the arguments is told to the SPM, not decided here: it ends the connection for it.
 */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm

/* psa_status_t psa_call(r0 handle, r1 type, r2 in_vec, r3 in_len, [sp] out_vec, [sp, #4] out_len) */
  function psa_call
  push  {r4-r11, lr}
  ldr   lr, [sp, #40]
  cmp   r1, #0
  blt   8f
  orrs  r12, r3, lr
  beq   5f
  cmp   r12, #7
  bhi   9f
  ldr   r12, [sp, #36]
  tbb   [pc, r3]
1:.byte (10f - 1b) / 2, (11f - 1b) / 2, (12f - 1b) / 2, (13f - 1b) / 2, (14f - 1b) / 2
  .byte (9f - 1b) / 2, (9f - 1b) / 2, (9f - 1b) / 2
14:ldrd r10, r11, [r2, #24]
13:ldrd r8, r9, [r2, #16]
12:ldrd r6, r7, [r2, #8]
11:ldrd r4, r5, [r2]
10:orr  r2, r3, lr, lsl #8
  tbb   [pc, lr]
1:.byte (20f - 1b) / 2, (21f - 1b) / 2, (22f - 1b) / 2, (23f - 1b) / 2, (24f - 1b) / 2
  .byte (9f - 1b) / 2, (9f - 1b) / 2, (9f - 1b) / 2
24:ldrd r4, r5, [r12, #24]
23:ldrd r6, r7, [r12, #16]
22:ldrd r8, r9, [r12, #8]
21:ldrd r10, r11, [r12]
20:bl   redoubt_transport_call
  ldrd  r1, r2, [sp, #36]
  tbb   [pc, r2]
1:.byte (30f - 1b) / 2, (31f - 1b) / 2, (32f - 1b) / 2, (33f - 1b) / 2, (34f - 1b) / 2, 0
34:ldr  r3, [r1, #28]
  subs  r3, r3, r5
  str   r3, [r1, #28]
33:ldr  r3, [r1, #20]
  subs  r3, r3, r7
  str   r3, [r1, #20]
32:ldr  r3, [r1, #12]
  subs  r3, r3, r9
  str   r3, [r1, #12]
31:ldr  r3, [r1, #4]
  subs  r3, r3, r11
  str   r3, [r1, #4]
30:pop  {r4-r11, pc}
8:mov   r1, #0x80000000             /* a negative type, and neither of the two that mean something below */
9:movw  r2, #0xffff                 /* more vectors than there can be */
  b     6f
5:mov   r2, r12
6:bl    redoubt_transport_call
  pop   {r4-r11, pc}
  .size psa_call, . - psa_call

/* psa_handle_t psa_connect(sid, version) */
  function psa_connect
  push  {r4-r11, lr}
  mov   r2, r1
  mvn   r1, #0
  bl    redoubt_transport_call
  pop   {r4-r11, pc}
  .size psa_connect, . - psa_connect

/* void psa_close(handle). The null handle may be closed by anybody, even by who may call nobody. */
  function psa_close
  cbz   r0, 1f
  push  {r4-r11, lr}
  mvn   r1, #1
  bl    redoubt_transport_call
  pop   {r4-r11, pc}
1:bx    lr
  .size psa_close, . - psa_close

/* uint32_t psa_version(sid) */
  function psa_version
  b     redoubt_transport_version
  .size psa_version, . - psa_version

/* uint32_t psa_framework_version(void) */
  function psa_framework_version
  b     redoubt_transport_framework_version
  .size psa_framework_version, . - psa_framework_version
