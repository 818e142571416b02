/* SPDX-License-Identifier: BSD-3-Clause */
/* What the non-secure MPU takes from the caller, the caller cannot have the secure side read or write; what
 * it takes from unprivileged code alone, an unprivileged caller cannot. */
#include <psa_manifest/sid.h>

#include "attack.h"

#define MPU_CTRL (*(volatile uint32_t*)0xE000ED94)
#define MPU_RNR (*(volatile uint32_t*)0xE000ED98)
#define MPU_RBAR (*(volatile uint32_t*)0xE000ED9C)
#define MPU_RLAR (*(volatile uint32_t*)0xE000EDA0)
enum { MPU_ON_WITH_BACKGROUND = 5 };
enum {
  PRIVILEGED_ONLY = 0 << 1,
  ALL_WRITE = 1 << 1,
  PRIVILEGED_READ = 2 << 1,
  ALL_READ = 3 << 1,
  NO_EXECUTE = 1
};
enum { READ = 1, WRITE = 2, SIZE = 16 };

extern uint8_t __challenge[];
static uint8_t target[32] __attribute__((aligned(32)));
static uint8_t input[SIZE], output[SIZE];

void SVC_Handler(void);
__attribute__((naked)) void SVC_Handler(void) {
  __asm__ volatile("movs r0, #0\n msr control, r0\n isb\n bx lr");
}

static void become_unprivileged(void) {
  __asm__ volatile("movs r0, #1\n msr control, r0\n isb" ::: "r0", "memory");
}
static void become_privileged(void) { __asm__ volatile("svc 0" ::: "r0", "memory"); }

static void set_region(uint32_t number, uint32_t first, uint32_t end, uint32_t rights) {
  MPU_RNR = number;
  MPU_RBAR = first | rights;
  MPU_RLAR = (end - 32) | 1;
}

/* All of code and RAM for everybody, but for `target`. */
static void set_mpu(uint32_t rights) {
  const uint32_t at = (uint32_t)target, ram = at & 0xFFE00000u, code = (uint32_t)&set_mpu & 0xFFF00000u;
  set_region(0, code, code + 0x100000, ALL_READ);
  set_region(1, ram, at, ALL_WRITE | NO_EXECUTE);
  set_region(2, at, at + sizeof target, rights | NO_EXECUTE);
  set_region(3, at + sizeof target, (uint32_t)__challenge & ~31u, ALL_WRITE | NO_EXECUTE);
  MPU_CTRL = MPU_ON_WITH_BACKGROUND;
  __asm__ volatile("dsb\n isb" ::: "memory");
}

/* Which of both the secure side does for this caller: it has `target` read, and written. */
static uint32_t done_for_caller(bool privileged) {
  const psa_invec from_target = {target, SIZE}, from_input = {input, SIZE};
  psa_outvec to_target = {target, SIZE}, to_output = {output, SIZE};
  if (!privileged) become_unprivileged();
  const psa_status_t read = psa_call(NULL_HANDLE, PSA_IPC_CALL, &from_target, 1, &to_output, 1);
  const psa_status_t write = psa_call(NULL_HANDLE, PSA_IPC_CALL, &from_input, 1, &to_target, 1);
  if (!privileged) become_privileged();
  if (read != PSA_SUCCESS && read != PSA_ERROR_PROGRAMMER_ERROR) return 0xFF;
  if (write != PSA_SUCCESS && write != PSA_ERROR_PROGRAMMER_ERROR) return 0xFF;
  return (read == PSA_SUCCESS ? READ : 0u) | (write == PSA_SUCCESS ? WRITE : 0u);
}

uint32_t refuse_by_mpu(uint32_t* wrong) {
  static const struct {
    uint32_t rights, privileged, unprivileged;
  } cases[] = {{ALL_WRITE, READ | WRITE, READ | WRITE},
               {ALL_READ, READ, READ},
               {PRIVILEGED_ONLY, READ | WRITE, 0},
               {PRIVILEGED_READ, READ, 0}};
  enum { CASES = sizeof cases / sizeof cases[0] };
  for (uint32_t i = 0; i < CASES; ++i) {
    set_mpu(cases[i].rights);
    const uint32_t privileged = done_for_caller(true), unprivileged = done_for_caller(false);
    MPU_CTRL = 0;
    __asm__ volatile("dsb\n isb" ::: "memory");
    if (privileged == cases[i].privileged && unprivileged == cases[i].unprivileged) continue;
    report("wrong: rights of the non-secure MPU", (int32_t)cases[i].rights);
    report("  privileged", (int32_t)privileged);
    report("  unprivileged", (int32_t)unprivileged);
    ++*wrong;
  }
  return 4 * CASES;
}
