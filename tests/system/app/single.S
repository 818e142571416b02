/* SPDX-License-Identifier: BSD-3-Clause */
/* Attacks of one instruction each, so that a test can tell its exact address from the symbol. */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax"
  .global \name
  .type \name, %function
  .thumb_func
\name:
  .endm

  function insn_read /* r0: address */
  ldr r0, [r0]
  bx lr

  function insn_read_byte
  ldrb r0, [r0]
  bx lr

  function insn_write /* r0: address, r1: value */
  str r1, [r0]
  bx lr

  function insn_write_byte
  strb r1, [r0]
  bx lr

  function insn_jump /* r0: address with the Thumb bit */
  bx r0

  function insn_call
  push {r4, lr}
  blx r0
  pop {r4, pc}

  function insn_undefined
  udf #7
  bx lr

  function insn_secure_gateway /* SG outside of secure memory does nothing */
  sg
  bx lr

  function insn_bxns /* only the secure side may execute this */
  .inst.n 0x4704 /* bxns r0 */
  bx lr

  function insn_blxns
  push {r4, lr}
  .inst.n 0x4784 /* blxns r0 */
  pop {r4, pc}

  function insn_test_target_alternate /* TTA: asks about the other world's view */
  .inst.w 0xe840f080 /* tta r0, r0 */
  bx lr

  function insn_test_target
  tt r0, r0
  bx lr
