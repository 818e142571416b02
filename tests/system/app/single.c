/* SPDX-License-Identifier: BSD-3-Clause */
/* Attacks that must end in a fault, or in nothing at all. The harness gives the addresses. */
#include <psa_manifest/sid.h>

#include "attack.h"
#include "platform.h"

uint32_t insn_read(uint32_t address);
uint32_t insn_read_byte(uint32_t address);
void insn_write(uint32_t address, uint32_t value);
void insn_write_byte(uint32_t address, uint32_t value);
void insn_jump(uint32_t address);
void insn_call(uint32_t address);
void insn_undefined(void);
void insn_secure_gateway(void);
void insn_bxns(uint32_t address);
void insn_blxns(uint32_t address);
uint32_t insn_test_target_alternate(uint32_t address);
uint32_t insn_test_target(uint32_t address);

static volatile uint32_t* at(uint32_t address) { return (volatile uint32_t*)address; }

/* argument: address, bytes at once (1 or 4) */
int attack_read(const uint32_t* argument) {
  const uint32_t value = argument[1] == 1 ? insn_read_byte(argument[0]) : insn_read(argument[0]);
  report_hex("read", value);
  return SURVIVED;
}

/* argument: address, bytes at once, value */
int attack_write(const uint32_t* argument) {
  if (argument[1] == 1) {
    insn_write_byte(argument[0], argument[2]);
  } else {
    insn_write(argument[0], argument[2]);
  }
  __asm__ volatile("dsb" ::: "memory");
  report_hex("wrote", argument[2]);
  return SURVIVED;
}

/* argument: address, 1 to leave a return address behind */
int attack_jump(const uint32_t* argument) {
  if (argument[1] == 1) {
    insn_call(argument[0]);
  } else {
    insn_jump(argument[0]);
  }
  return SURVIVED;
}

enum { UNDEFINED, SECURE_GATEWAY, BXNS, BLXNS, TTA, TT };

/* argument: which instruction, its operand */
int attack_instruction(const uint32_t* argument) {
  switch (argument[0]) {
    case UNDEFINED:
      insn_undefined();
      break;
    case SECURE_GATEWAY:
      insn_secure_gateway();
      return 0;
    case BXNS:
      insn_bxns(argument[1]);
      break;
    case BLXNS:
      insn_blxns(argument[1]);
      break;
    case TTA:
      report_hex("tta", insn_test_target_alternate(argument[1]));
      break;
    case TT: {
      /* Secure memory answers as any other: what the non-secure MPU says, and nothing of the SAU. */
      const uint32_t seen = insn_test_target(argument[1]);
      report_hex("tt", seen);
      return seen == insn_test_target((uint32_t)&tick_hook) && (seen & 0xFFF2FF00) == 0 ? 0 : 1;
    }
    default:
      return 3;
  }
  return SURVIVED;
}

/* argument: forged EXC_RETURN, 0: the handler interrupts this code, else: it interrupts a call after so many
 * ticks */
int attack_exception_return(const uint32_t* argument) {
  tick_forged_return = argument[0];
  tick_start(argument[1] != 0 ? argument[1] : 50);
  for (uint32_t i = 0; i < 1000 && tick_count == 0; ++i) {
    if (argument[1] != 0) (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0);
  }
  report("interrupts", (int32_t)tick_count);
  return SURVIVED;
}

/* Where the non-secure side goes on when it has left a call behind: the secure side refuses all that would
 * run on the stack of that call. */
static void after_the_call(void) {
  uint8_t data[4] = {1, 2, 3, 4}, copy[4] = {0};
  const psa_invec in = {data, sizeof data};
  psa_outvec out = {copy, sizeof copy};
  const bool left_behind = tick_secure_count != 0;
  report("calls left behind", left_behind);
  for (int i = 0; i < 3; ++i) {
    const psa_status_t status = psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1);
    const psa_handle_t handle = psa_connect(NULL_CONNECTION_SID, NULL_CONNECTION_VERSION);
    const bool busy = status == PSA_ERROR_CONNECTION_BUSY && handle == PSA_ERROR_CONNECTION_BUSY &&
                      copy[0] == 0 && psa_version(NULL_SID) == PSA_VERSION_NONE;
    if (busy != left_behind || (!busy && status != PSA_SUCCESS)) platform_exit(1);
  }
  report("attack ends", 0);
  platform_exit(0);
}

/* argument: ticks until the interrupt */
int attack_abandon(const uint32_t* argument) {
  tick_forged_return = 0xFFFFFFB8; /* to non-secure thread mode, whatever was interrupted */
  tick_forged_pc = (uint32_t)&after_the_call;
  tick_start(argument[0]);
  for (;;) (void)psa_call(NULL_HANDLE, PSA_IPC_CALL, NULL, 0, NULL, 0);
}

/* Deeper and deeper, until the stack pointer leaves the NSPE's memory. The loads keep the call from being a
 * loop. */
static uint32_t sink(uint32_t depth) {
  volatile uint32_t room[64];
  room[depth % 64] = depth;
  return depth == 0 ? 0 : sink(depth - 1) + room[(depth + 1) % 64];
}

int attack_stack_overflow(const uint32_t* argument) {
  (void)argument;
  report("depth", (int32_t)sink(0x100000));
  return SURVIVED;
}

struct setting {
  const char* name;
  uint32_t address;
  uint32_t value; /* to write */
  uint32_t mask;  /* of the bits that must read as 0 from here, before and after */
};

/* What only the secure side may set reads as zero here and takes no write. */
int attack_settings(const uint32_t* argument) {
  (void)argument;
  static const struct setting settings[] = {
      {"SAU_CTRL", 0xE000EDD0, 2, 0xFFFFFFFF},
      {"SAU_TYPE", 0xE000EDD4, 0, 0xFFFFFFFF},
      {"SAU_RNR", 0xE000EDD8, 1, 0xFFFFFFFF},
      {"SAU_RBAR", 0xE000EDDC, 0, 0xFFFFFFFF},
      {"SAU_RLAR", 0xE000EDE0, 0xFFFFFFE1, 0xFFFFFFFF},
      {"SFSR", 0xE000EDE4, 0xFF, 0xFFFFFFFF},
      {"AIRCR.PRIS,BFHFNMINS", 0xE000ED0C, 0x05FA6000, 0x00006000},
      {"NVIC_ITNS0", 0xE000E380, 0xFFFFFFFF, 0xFFFFFFFF},
      {"SHCSR.SECUREFAULTENA,ACT", 0xE000ED24, 0x00080010, 0x00080010},
      {"VTOR_S by the NS alias", 0xE002ED08, 0, 0xFFFFFFFF},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof settings / sizeof settings[0]; ++i) {
    const struct setting* setting = &settings[i];
    const uint32_t before = *at(setting->address) & setting->mask;
    *at(setting->address) = setting->value;
    __asm__ volatile("dsb\n isb" ::: "memory");
    const uint32_t after = *at(setting->address) & setting->mask;
    if (before == 0 && after == 0) continue;
    report_hex(setting->name, after);
    ++wrong;
  }
  /* SYSRESETREQ is the secure side's (SYSRESETREQS). */
  *at(0xE000ED0C) = 0x05FA0004;
  __asm__ volatile("dsb\n isb" ::: "memory");
  report("settings that can be seen or changed", wrong);
  return wrong == 0 ? 0 : 1;
}
