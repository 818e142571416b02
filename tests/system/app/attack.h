/* SPDX-License-Identifier: BSD-3-Clause */
/* What the parts of the hostile NSPE share. The harness (../rig.py) plants a command at __challenge before
 * each boot. */
#ifndef ATTACK_H
#define ATTACK_H

#include <psa/client.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ARGUMENTS = 6 };

struct command {
  char magic[8]; /* "RDATTACK" or "RDREPORT" */
  char name[32]; /* which attack, zero-terminated */
  uint32_t argument[ARGUMENTS];
};

/* An attack ends the emulator with 0 when all that it checked was right. Those that must not survive end with
 * this status if they do. */
enum { SURVIVED = 10 };

typedef int attack_function(const uint32_t* argument);

attack_function attack_read, attack_write, attack_jump, attack_instruction, attack_exception_return,
    attack_abandon, attack_partition, attack_restarts, attack_floating, attack_settings, attack_vectors,
    attack_sweep, attack_threads, attack_race, attack_entries, attack_records, attack_confirm, attack_idle,
    attack_handler_call, attack_stack_overflow, attack_ticker, attack_escape;

/* Calls by what the non-secure MPU allows; adds those that went wrong and returns how many there were. */
uint32_t refuse_by_mpu(uint32_t* wrong);

/* For a thread that uses the FPU, first. */
void floating_open(void);
/* A call without vectors by such a thread: what is not as it was, and the status in bits 31-8 (floating.S).
 */
uint32_t floating_call(psa_handle_t handle, uint32_t mve, int32_t type);

/* "[APP] <what> <number>" on the console. */
void report(const char* what, int32_t number);
void report_hex(const char* what, uint32_t number);
_Noreturn void platform_exit(int status);

/* SysTick: one interrupt `ticks` ticks after the start; its handler calls `hook` once. */
extern void (*volatile tick_hook)(void);
extern volatile uint32_t tick_count;         /* interrupts taken */
extern volatile uint32_t tick_secure_count;  /* of these, those that interrupted the secure side */
extern volatile uint32_t tick_leak_count;    /* of these, those that saw a register which was not cleared */
extern volatile uint32_t tick_forged_return; /* if not 0, the handler returns with this in LR ... */
extern volatile uint32_t tick_forged_pc; /* ... and, if this is not 0, with a stack frame that leads there */
void tick_start(uint32_t ticks);
void tick_stop(void);

/* Calls function(context) with known values in r4-r11. Returns its result, or REGISTERS_LOST if one of them,
 * the stack pointer or CONTROL differs afterwards. */
#define REGISTERS_LOST ((psa_status_t)-1000)
typedef psa_status_t guarded_function(void* context);
psa_status_t guarded_call(guarded_function* function, void* context);

#endif
