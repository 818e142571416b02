/* SPDX-License-Identifier: BSD-3-Clause */
/* From the NSPE into the secure world: a jump to the veneers, which are far away (spm/gate/trustzone.S). They are
 * entered with the client function's own LR and return straight to it.
 */
  .syntax unified
  .thumb

  .macro far_jump name, target
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
  .balign 4
\name:
  ldr.w pc, 1f
  .balign 4
1:.word \target
  .size \name, . - \name
  .endm

  far_jump redoubt_transport_call, redoubt_gate_call
  far_jump redoubt_transport_version, redoubt_gate_version
  far_jump redoubt_transport_framework_version, redoubt_gate_framework_version
