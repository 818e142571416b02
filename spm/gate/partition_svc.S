/* SPDX-License-Identifier: BSD-3-Clause */
/* psa/service.h and the client library's transport for partitions: each function is one SVC (gate/svc.S has the
 * numbers). Those that are not on the way of a call share one, with the function's own number in r12. */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax", %progbits
  .global \name
  .type \name, %function
\name:
  .endm
  .macro service_function name, number
  function \name
  svc   #\number
  bx    lr
  .size \name, . - \name
  .endm
  .macro other_function name, number
  function \name
  mov   r12, #\number
  svc   #8
  bx    lr
  .size \name, . - \name
  .endm

  /* Its own PROGRAMMER ERROR, if the service found the request malformed: reported where psa_call() was called. */
  function redoubt_transport_call
  svc   #0
  cmn   r0, #129
  beq   1f
  bx    lr
1:ldr   r0, [sp, #32]
  mov   r12, #15
  svc   #8
  .size redoubt_transport_call, . - redoubt_transport_call

  service_function psa_wait, 2
  service_function psa_read, 3
  service_function psa_write, 4
  /* Where they go on when there is more to copy than is done at once. r12: what was copied. */
  service_function redoubt_read_on, 13
  service_function psa_skip, 5
  service_function psa_get, 6
  service_function psa_reply, 7
  other_function psa_set_rhandle, 0
  other_function psa_notify, 1
  other_function psa_clear, 2
  other_function psa_eoi, 3
  other_function psa_irq_enable, 4
  other_function psa_irq_disable, 5
  other_function psa_reset_signal, 6
  other_function psa_panic, 7
  other_function psa_rot_lifecycle_state, 8
  other_function redoubt_transport_version, 9
  other_function psa_map_invec, 10
  other_function psa_unmap_invec, 11
  other_function psa_map_outvec, 12
  other_function psa_unmap_outvec, 13

  function redoubt_transport_framework_version
  movw  r0, #0x0101
  bx    lr
  .size redoubt_transport_framework_version, . - redoubt_transport_framework_version

/* Where an SFN partition's function returns to, where an IPC partition's must not, and where a first-level handler's
 * does. */
  function redoubt_sfn_return
  svc   #1
  .size redoubt_sfn_return, . - redoubt_sfn_return

  function redoubt_entry_return
  mov   r12, #14
  svc   #8
  .size redoubt_entry_return, . - redoubt_entry_return

  function redoubt_flih_return
  svc   #11
  .size redoubt_flih_return, . - redoubt_flih_return

/* void redoubt_start_partition(const PartitionDescriptor*), from the start-up code */
  function redoubt_start_partition
  push  {r3-r11, lr}
  svc   #9
  pop   {r3-r11, pc}
  .size redoubt_start_partition, . - redoubt_start_partition
