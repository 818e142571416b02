/* SPDX-License-Identifier: BSD-3-Clause */
  .syntax unified
  .thumb

/* The SysTick handler: hands all registers, as they were on entry, to C, and may return by a forged LR. */
  .section .text.SysTick_Handler, "ax"
  .global SysTick_Handler
  .type SysTick_Handler, %function
  .thumb_func
SysTick_Handler:
  push {r0-r12, lr}
  mov r0, sp
  bl tick_taken
  pop {r0-r12, lr}
  ldr r0, =tick_forged_return
  ldr r0, [r0]
  cbz r0, 1f
  mov lr, r0
  ldr r0, =tick_forged_pc
  ldr r0, [r0]
  cbz r0, 1f
  sub sp, #32 /* a frame as if non-secure code had been interrupted there */
  str r0, [sp, #24]
  mov r0, #0x01000000 /* xPSR: Thumb */
  str r0, [sp, #28]
1:
  bx lr
  .ltorg

/* psa_status_t guarded_call(guarded_function*, void* context) */
  .section .text.guarded_call, "ax"
  .global guarded_call
  .type guarded_call, %function
  .thumb_func
guarded_call:
  push {r4-r11, lr}
  mrs r2, control
  mov r3, sp
  push {r2, r3}
  mov r12, r0
  mov r0, r1
  ldr r4, =0x44a4b4c4
  ldr r5, =0x55a5b5c5
  ldr r6, =0x66a6b6c6
  ldr r7, =0x77a7b7c7
  ldr r8, =0x88a8b8c8
  ldr r9, =0x99a9b9c9
  ldr r10, =0xaaaabaca
  ldr r11, =0xbbabbbcb
  blx r12
  pop {r2, r3}
  mov r1, #0
  .macro same register, value
  ldr r12, =\value
  cmp \register, r12
  it ne
  movne r1, #1
  .endm
  same r4, 0x44a4b4c4
  same r5, 0x55a5b5c5
  same r6, 0x66a6b6c6
  same r7, 0x77a7b7c7
  same r8, 0x88a8b8c8
  same r9, 0x99a9b9c9
  same r10, 0xaaaabaca
  same r11, 0xbbabbbcb
  mov r12, sp
  cmp r3, r12
  it ne
  movne r1, #1
  mrs r12, control
  cmp r2, r12
  it ne
  movne r1, #1
  cbz r1, 1f
  ldr r0, =-1000
1:
  pop {r4-r11, pc}
  .ltorg
