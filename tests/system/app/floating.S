/* SPDX-License-Identifier: BSD-3-Clause */
  .syntax unified
  .thumb
  .fpu fpv5-sp-d16

/* uint32_t floating_call(psa_handle_t handle, uint32_t mve, int32_t type): a call without vectors by a thread that has a
 * pattern in each floating-point register. 0: all is as it was; else what is not: 2 s0 to s31, 4 FPSCR, 8 VPR, 16 the
 * thread's mark of using the FPU, the status in bits 31-8. */
  .section .text.floating_call, "ax"
  .global floating_call
  .type floating_call, %function
  .thumb_func
floating_call:
  push  {r3-r11, lr}
  vpush {s16-s31}
  mov   r8, r1
  movs  r9, #0                      /* what is not as it was */
  ldr   r4, =pattern
  vldm  r4, {s0-s31}
  ldr   r5, =0xa3800000             /* flags, default NaN, flush to zero, rounding */
  vmsr  fpscr, r5
  vmrs  r5, fpscr
  cmp   r8, #0
  beq   1f
  ldr   r6, =0x0000a5c3
  .inst.w 0xeeec6a10                /* vmsr vpr, r6 */
1:mov   r1, r2
  movs  r2, #0
  movs  r3, #0
  push  {r2, r3}
  bl    psa_call
  mrs   r10, control
  pop   {r1, r2}
  lsls  r9, r0, #8
  tst   r10, #4
  bne   3f
  orr   r9, #16
3:vmrs  r0, fpscr
  cmp   r0, r5
  beq   4f
  orr   r9, #4
4:cmp   r8, #0
  beq   5f
  .inst.w 0xeefc0a10                /* vmrs r0, vpr */
  cmp   r0, r6
  beq   5f
  orr   r9, #8
5:sub   sp, #128
  vstm  sp, {s0-s31}
  movs  r1, #0
6:ldr   r2, [sp, r1]
  ldr   r3, [r4, r1]
  cmp   r2, r3
  beq   7f
  orr   r9, #2
7:adds  r1, #4
  cmp   r1, #128
  bne   6b
  add   sp, #128
  movs  r0, #0
  vmsr  fpscr, r0
  mov   r0, r9
  vpop  {s16-s31}
  pop   {r3-r11, pc}
  .ltorg
  .size floating_call, . - floating_call

/* uint32_t floating_secrets(void): how many floating-point registers have something of a partition (../floating/float.h). */
  .section .text.floating_secrets, "ax"
  .global floating_secrets
  .type floating_secrets, %function
  .thumb_func
floating_secrets:
  sub   sp, #128
  vstm  sp, {s0-s31}
  movs  r0, #0
  movs  r1, #0
  movw  r3, #0x5ec2
1:ldr   r2, [sp, r1]
  cmp   r3, r2, lsr #16
  it    eq
  addeq r0, #1
  adds  r1, #4
  cmp   r1, #128
  bne   1b
  add   sp, #128
  bx    lr
  .size floating_secrets, . - floating_secrets

/* uint32_t floating_clobber(void): an interrupt handler that uses the FPU. First floating_secrets(): what it finds there must
 * not be the secure side's; it leaves the address of each pattern, turned over. Hardware saves s0-s15 and FPSCR, it saves the rest. */
  .section .text.floating_clobber, "ax"
  .global floating_clobber
  .type floating_clobber, %function
  .thumb_func
floating_clobber:
  push  {r3, lr}
  vpush {s16-s31}
  bl    floating_secrets
  mov   r1, r0
  ldr   r0, =0x5ec0de00
  vmov  s0, r0
  vmov  s1, r0
  vmov  d1, r0, r0
  vmov  d2, r0, r0
  vmov  d3, r0, r0
  vmov  d4, r0, r0
  vmov  d5, r0, r0
  vmov  d6, r0, r0
  vmov  d7, r0, r0
  vmov  d8, r0, r0
  vmov  d12, r0, r0
  vmov  d15, r0, r0
  movs  r0, #0
  vmsr  fpscr, r0
  vpop  {s16-s31}
  mov   r0, r1
  pop   {r3, pc}
  .ltorg
  .size floating_clobber, . - floating_clobber

  .section .rodata.pattern, "a"
  .balign 4
pattern:
  .set value, 0x3f800101
  .rept 32
  .word value
  .set value, value + 0x01010301
  .endr
