/* SPDX-License-Identifier: BSD-3-Clause */
/* Has the partition send two lines, and asks for what it must refuse. The exit status of the emulator tells
 * how it went. */
#include <psa/client.h>
#include <psa_manifest/sid.h>

#include "serial.h"

/* Semihosting's SYS_EXIT_EXTENDED: the emulator ends with this exit status. */
_Noreturn static void end(int status) {
  const uint32_t reason[2] = {0x20026 /* ADP_Stopped_ApplicationExit */, (uint32_t)status};
  register uint32_t operation __asm__("r0") = 0x20;
  register const uint32_t* argument __asm__("r1") = reason;
  __asm__ volatile("bkpt 0xab" : : "r"(operation), "r"(argument) : "memory");
  for (;;) {
  }
}

static psa_status_t send(const char* text, size_t size) {
  const psa_invec line = {text, size};
  return psa_call(SERIAL_HANDLE, SERIAL_SEND, &line, 1, NULL, 0);
}

int main(void) {
  if (send("[UART2] sent by a secure partition", 34) != PSA_SUCCESS) end(1);
  if (send("\r\n[UART2]", 9) != PSA_ERROR_INVALID_ARGUMENT) end(2);
  if (psa_call(SERIAL_HANDLE, 99, NULL, 0, NULL, 0) != PSA_ERROR_NOT_SUPPORTED) end(3);
  if (send(", twice", 7) != PSA_SUCCESS) end(4);
  end(0);
}
