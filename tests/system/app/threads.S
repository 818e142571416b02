/* SPDX-License-Identifier: BSD-3-Clause */
/* How an RTOS changes threads: PendSV saves what the exception has not, EXC_RETURN with it, which says whether the thread was
 * interrupted in the secure side. struct thread in threads.c has the layout. */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax"
  .global \name
  .type \name, %function
  .thumb_func
\name:
  .endm

  function PendSV_Handler
  ldr   r0, =thread_current
  ldr   r1, [r0]
  stm   r1!, {r4-r11}
  mrs   r2, psp
  mrs   r3, psplim
  mov   r12, lr
  stm   r1!, {r2, r3, r12}
  ldr   r1, [r1]
  str   r1, [r0]
  ldm   r1!, {r4-r11}
  ldm   r1, {r2, r3, r12}
  msr   psplim, r3
  msr   psp, r2
  bx    r12
  .ltorg

/* void thread_run(void (*function)(void), uint32_t* stack, uint32_t* limit): calls it in thread mode with PSP. */
  function thread_run
  push  {r4, lr}
  mrs   r4, control
  msr   psplim, r2
  msr   psp, r1
  orr   r1, r4, #2
  msr   control, r1
  isb
  blx   r0
  msr   control, r4
  isb
  pop   {r4, pc}
