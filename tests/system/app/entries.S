/* SPDX-License-Identifier: BSD-3-Clause */
/* uint32_t enter(uint32_t entry, struct registers*): enters the secure side with all of r0-r12 and the flags as given,
 * and gives back what they are afterwards. */
  .syntax unified
  .thumb
  .section .text.enter, "ax"
  .global enter
  .type enter, %function
  .thumb_func
enter:
  push {r4-r11, lr}
  sub sp, #12
  str r0, [sp]
  str r1, [sp, #4]
  str sp, [sp, #8]
  ldr r2, [r1, #52]
  msr apsr_nzcvq, r2
  mov lr, r1
  ldm lr, {r0-r12}
  ldr lr, [sp]
  blx lr
  /* The stack pointer must be what it was, or the next loads read nonsense and the checks of the caller fail. */
  push {r0}
  ldr r0, [sp, #8]
  str r1, [r0, #4]
  pop {r1}
  str r1, [r0]
  add r0, #8
  stm r0!, {r2-r12}
  mrs r1, apsr
  str r1, [r0]
  ldr r1, [sp, #8]
  mov r2, sp
  subs r0, r1, r2
  add sp, #12
  pop {r4-r11, pc}
