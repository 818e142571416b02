/* SPDX-License-Identifier: BSD-3-Clause */
/* A secure partition's interrupt at every instant of a call. After each point the call's results, the
 * callee-saved registers, and what the partitions have noticed are what they are without an interrupt, and it
 * was handled once. */
#include <psa_manifest/sid.h>

#include "../ticker/requests.h"
#include "calls.h"

enum { MISSES_AT_END = 40, MOST_POINTS = 20000, FIRST_LEVEL = 0 };
/* Ticks: a non-secure handler that takes long begins and ends well between the first and the last point. */
enum { LONG_HANDLER = 2000, LONG_FIRST = 1500, LONG_LAST = 7000, LONG_STEP = 7, LONG_LOOPS = 200 };
#define SHCSR (*(volatile uint32_t*)0xE000ED24)
#define SYSTICKACT (1u << 11)

static psa_handle_t owner;
static struct ticker_start start;
static struct ticker_result result;
static struct ticker_doorbell doorbell;
static uint32_t failures, interrupts, inside, meanwhile, nonsecure;
static int32_t run_type;

static psa_status_t start_timer(void* context) {
  (void)context;
  const psa_invec in = {&start, sizeof start};
  return psa_call(owner, TICKER_START, &in, 1, NULL, 0);
}

static psa_status_t stop_timer(void* context) {
  (void)context;
  psa_outvec out = {&result, sizeof result};
  return psa_call(owner, TICKER_STOP, NULL, 0, &out, 1);
}

/* The service tells whether the interrupt's partition has run before its request, or during it. */
static psa_status_t call_and_listen(void* context) {
  (void)context;
  const psa_invec in = {call_input, TICKER_SIZE};
  psa_outvec out[3] = {{call_output(), TICKER_SIZE}, {NULL, 0}, {&doorbell, sizeof doorbell}};
  doorbell = (struct ticker_doorbell){2, 2};
  const psa_status_t status = psa_call(TICKER_IPC_HANDLE, TICKER_ECHO, &in, 1, out, 3);
  if (status != PSA_SUCCESS) return status;
  meanwhile += doorbell.meanwhile;
  return out[2].len == sizeof doorbell && doorbell.before < 2 && doorbell.meanwhile < 2
             ? PSA_SUCCESS
             : PSA_ERROR_DATA_CORRUPT;
}

/* The timer is started, the service called and the timer stopped by its owner: every interrupt is one of the
 * secure side. */
static psa_status_t run(void* context) {
  (void)context;
  const psa_invec in = {&start, sizeof start};
  psa_outvec out = {&result, sizeof result};
  return psa_call(owner, run_type, &in, 1, &out, 1);
}

static volatile uint32_t handlers_ended;

static psa_status_t take_long(void* context) {
  (void)context;
  for (volatile uint32_t i = 0; i < LONG_LOOPS; ++i) {
  }
  return PSA_SUCCESS;
}

static void handle_long(void) {
  if (guarded_call(take_long, NULL) == PSA_SUCCESS) ++handlers_ended;
}

/* The owner waits, so all wait, and the non-secure side takes its interrupt. Whatever comes then, what was in
 * that handler has ended before the call does. */
static psa_status_t await(void* context) {
  handlers_ended = 0;
  const psa_status_t status = run(context);
  const bool ended = handlers_ended == tick_count && (SHCSR & SYSTICKACT) == 0;
  return status != PSA_SUCCESS || ended ? status : PSA_ERROR_DATA_CORRUPT;
}

static bool is_result_right(void) {
  const uint32_t signals = start.signal != 0 ? result.handled : 0;
  return result.handled <= 1 && result.signals == signals && result.leaks == 0 && result.lost == 0;
}

static void wait_instructions(uint32_t count) {
  static const uint16_t nops[] = {0xBF00, 0xBF00, 0xBF00, 0xBF00, 0x4770 /* bx lr */};
  ((void (*)(void))((uint32_t)(nops + 4 - count) | 1))();
}

/* What is expected of `status` and of the interrupt at that tick. */
static void check(psa_status_t started, psa_status_t status, psa_status_t stopped) {
  interrupts += result.handled;
  if (started == PSA_SUCCESS && status == PSA_SUCCESS && stopped == PSA_SUCCESS && is_result_right()) return;
  ++failures;
  report("failure at tick", (int32_t)start.ticks);
  report("  status of the start", started);
  report("  of the call", status);
  report("  of the stop", stopped);
  report("  handled", (int32_t)result.handled);
  report("  signals", (int32_t)result.signals);
  report("  handlers with a register that was not cleared", (int32_t)result.leaks);
  report("  what partitions lost", (int32_t)result.lost);
}

/* `offset`: a non-secure interrupt that many ticks after the timer was started, or 0. `grain`: in how many
 * ticks the timer can be set; in between the call comes later instead, by as many instructions. */
static void check_point(guarded_function* call, uint32_t offset, uint32_t grain) {
  calls_reset();
  result = (struct ticker_result){99, 99, 99, 99};
  psa_status_t started = PSA_SUCCESS, stopped = PSA_SUCCESS;
  const bool is_apart = call != run && call != await;
  if (is_apart) started = guarded_call(start_timer, NULL);
  if (offset != 0) tick_start(offset);
  wait_instructions(start.ticks % grain);
  const psa_status_t status = guarded_call(call, NULL);
  if (offset != 0) tick_stop();
  nonsecure += tick_count;
  if (is_apart) stopped = guarded_call(stop_timer, NULL);
  check(started, status, stopped);
}

/* Returns how many points there were. */
static uint32_t sweep(const char* name, guarded_function* call, const uint32_t* argument, uint32_t step) {
  uint32_t misses = 0, points = 0;
  const uint32_t before = interrupts;
  for (start.ticks = argument[1]; misses < MISSES_AT_END && failures < 10;
       start.ticks += step * argument[2]) {
    if (++points == MOST_POINTS) ++failures;
    start.signal = argument[0] != FIRST_LEVEL || points % 2 == 0;
    check_point(call, argument[3], argument[4]);
    misses = result.handled == 0 ? misses + 1 : 0;
  }
  if (call == run) inside += interrupts - before;
  report(name, (int32_t)(interrupts - before));
  return points;
}

/* The interrupt comes while all wait: before, in and after a non-secure handler. */
static uint32_t sweep_waiting(uint32_t grain) {
  uint32_t points = 0;
  run_type = TICKER_AWAIT;
  start.signal = 1;
  tick_hook = handle_long;
  for (start.ticks = LONG_FIRST; start.ticks < LONG_LAST && failures < 10; start.ticks += LONG_STEP, ++points)
    check_point(await, LONG_HANDLER, grain);
  tick_hook = NULL;
  return points;
}

/* Calls, and below those of one partition to another ("run"), at every instant; what is made of such calls,
 * or takes long, in steps that have no factor in common with its loops. */
static const struct {
  const char* name;
  uint32_t step;
  uint32_t owners; /* bit n: with the timer of owner n */
} sweeps[] = {{"  nothing", 1, 3},
              {"  SFN", 1, 3},
              {"  IPC", 1, 3},
              {"  SFN, in pieces", 13, 3},
              {"  IPC, in pieces", 13, 3},
              {"  connection", 7, 3},
              {"  relay to SFN", 7, 3},
              {"  relay to IPC", 7, 3},
              {"  first level's to SFN", 7, 1},
              {"  first level's to IPC", 7, 1},
              {"  second level's to SFN", 7, 2},
              {"  second level's to IPC", 7, 2}};

/* argument: whose timer, the first tick, the step, when a non-secure interrupt comes, the timer's grain */
int attack_ticker(const uint32_t* argument) {
  uint32_t points = 0;
  owner = argument[0] == FIRST_LEVEL ? TICKER_FLIH_HANDLE : TICKER_SLIH_HANDLE;
  if (!calls_prepare()) return 4;
  for (uint32_t i = 0; i < sizeof sweeps / sizeof sweeps[0]; ++i) {
    guarded_function* const call = call_of(CALL_SERVICES + i);
    if (call == NULL) return 3;
    if ((sweeps[i].owners & 1u << argument[0]) == 0) continue;
    points += sweep(sweeps[i].name, call, argument, sweeps[i].step);
  }
  points += sweep("  IPC that listens", call_and_listen, argument, 1);
  run_type = TICKER_RUN_SFN;
  points += sweep("  run of SFN", run, argument, 1);
  run_type = TICKER_RUN_IPC;
  points += sweep("  run of IPC", run, argument, 1);
  points += sweep_waiting(argument[4]);
  report("points", (int32_t)points);
  report("interrupts", (int32_t)interrupts);
  report("of them between the owner's acts", (int32_t)inside);
  report("handled during the request", (int32_t)meanwhile);
  report("non-secure interrupts", (int32_t)nonsecure);
  report("registers that were not cleared", (int32_t)tick_leak_count);
  report("failures", (int32_t)failures);
  return failures == 0 && tick_leak_count == 0 ? 0 : 1;
}

static psa_status_t unpainted(void) { return psa_call(TICKER_RELAY_HANDLE, TICKER_INTACT, NULL, 0, NULL, 0); }

__attribute__((naked)) static void stay(void) { __asm__ volatile("1: b 1b\n"); }

/* A partition leaves to code here, its stack pointer in another partition's memory, and its interrupt comes.
 * Where the device starts again, that memory is looked at. argument: the timer's ticks */
int attack_escape(const uint32_t* argument) {
  enum { NOT_PAINTED = 100 };
  struct ticker_escape escape = {0, (uint32_t)&stay, argument[0]};
  const psa_status_t gone = unpainted();
  report("words that are not painted", gone);
  if (gone < NOT_PAINTED) return gone == 0 ? 0 : 1;
  const psa_invec in = {&escape, sizeof escape};
  psa_outvec out = {&escape.sp, sizeof escape.sp};
  if (psa_call(TICKER_RELAY_HANDLE, TICKER_PAINT, NULL, 0, &out, 1) != PSA_SUCCESS || unpainted() != 0)
    return 4;
  report("status", psa_call(TICKER_FLIH_HANDLE, TICKER_ESCAPE, &in, 1, NULL, 0));
  return SURVIVED;
}
