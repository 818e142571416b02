/* SPDX-License-Identifier: BSD-3-Clause */
/* memcpy, memmove, memset, memcmp for the images: small, and by words. Misaligned word accesses are allowed (CCR.UNALIGN_TRP
 * is 0, all memory that the secure side uses is mapped normal); LDM, STM and STRD need aligned addresses.
 */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm

/* void *memcpy(r0 to, r1 from, r2 size); memmove falls into it where forward is right. */
  .section .text.memcpy, "ax", %progbits
  .global memmove
  .type memmove, %function
memmove:
  subs  r3, r0, r1
  cmp   r3, r2
  blo   20f                         /* `to` lies inside the source: from the end */
  .size memmove, . - memmove
  .global memcpy
  .type memcpy, %function
memcpy:
  orr   r3, r0, r1
  lsls  r3, r3, #30
  bne   2f
  subs  r2, #32
  blo   1f
  push  {r0, r4-r10, lr}
10:ldmia r1!, {r3-r10}
  stmia r0!, {r3-r10}
  subs  r2, #32
  bhs   10b
  adds  r2, #32
  it    eq
  popeq {r0, r4-r10, pc}
  mov   r12, r0
  pop   {r0, r4-r10, lr}
  b     6f
1:adds  r2, #32
2:mov   r12, r0
6:subs  r2, #4
  blo   4f
3:ldr   r3, [r1], #4
  str   r3, [r12], #4
  subs  r2, #4
  bhs   3b
4:adds  r2, #4
  it    eq
  bxeq  lr
5:ldrb  r3, [r1], #1
  strb  r3, [r12], #1
  subs  r2, #1
  bne   5b
  bx    lr
20:cbz  r2, 22f
21:subs r2, #1
  ldrb  r3, [r1, r2]
  strb  r3, [r0, r2]
  bne   21b
22:bx   lr
  .size memcpy, . - memcpy

/* void redoubt_wipe(r0 memory, r1 size): memset() to 0 that no compiler sees through. Mbed TLS has a name of its own for it.
 * void *memset(r0 to, r1 value, r2 size) */
  function memset
  uxtb  r1, r1
  orr   r1, r1, r1, lsl #8
  orr   r1, r1, r1, lsl #16
  b     9f
  .global redoubt_wipe
  .type redoubt_wipe, %function
  .weak mbedtls_platform_zeroize
  .type mbedtls_platform_zeroize, %function
redoubt_wipe:
mbedtls_platform_zeroize:
  mov   r2, r1
  movs  r1, #0
9:mov   r12, r0
  lsls  r3, r0, #30
  bne   2f
  subs  r2, #16
  blo   1f
10:strd r1, r1, [r12], #8
  strd  r1, r1, [r12], #8
  subs  r2, #16
  bhs   10b
1:adds  r2, #16
  it    eq
  bxeq  lr
2:subs  r2, #4
  blo   4f
3:str   r1, [r12], #4
  subs  r2, #4
  bhs   3b
4:adds  r2, #4
  it    eq
  bxeq  lr
5:strb  r1, [r12], #1
  subs  r2, #1
  bne   5b
  bx    lr
  .size memset, . - memset

/* int memcmp(r0 a, r1 b, r2 size) */
  function memcmp
  mov   r12, r0
  movs  r0, #0
  cbz   r2, 3f
  push  {r4, lr}
1:ldrb  r3, [r12], #1
  ldrb  r4, [r1], #1
  subs  r0, r3, r4
  bne   2f
  subs  r2, #1
  bne   1b
2:pop   {r4, pc}
3:bx    lr
  .size memcmp, . - memcmp
