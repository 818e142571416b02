/* SPDX-License-Identifier: BSD-3-Clause */
/* Every entry into the secure side, with registers that hold nonsense: nothing but what this program gave
 * away may change, no secret comes back, and the next good call works. */
#include <psa_manifest/sid.h>
#include <string.h>

#include "attack.h"
#include "entries.h" /* generated from the veneers: ENTRIES(X) with X(name) for each */

struct registers {
  uint32_t value[13];
  uint32_t flags;
};
/* How far the stack pointer has moved. */
uint32_t enter(uint32_t entry, struct registers* registers);

#define DECLARE(name) void name(void);
ENTRIES(DECLARE)
#define ADDRESS(name) (uint32_t) & name,
static const uint32_t entries[] = {ENTRIES(ADDRESS)};
#define NAME(name) #name,
static const char* const names[] = {ENTRIES(NAME)};
enum { ENTRY_COUNT = sizeof entries / sizeof entries[0], CALLEE_SAVED = 4 };

static uint32_t state = 20240607;
static uint8_t sacrifice[256];
static uint8_t guard[64];
static const uint32_t* secure;

static uint32_t random(void) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

/* Values that get past the first checks, and values that should not. */
static uint32_t nonsense(void) {
  const uint32_t dice = random();
  switch (dice % 16) {
    case 0:
    case 1:
      return (uint32_t)NULL_HANDLE;
    case 2:
      return (uint32_t)sacrifice + (dice >> 8) % sizeof sacrifice;
    case 3:
      return secure[(dice >> 8) % ARGUMENTS];
    case 4:
      return secure[(dice >> 8) % ARGUMENTS] + (dice >> 16);
    case 5:
      return (dice >> 8) & 0xFF;
    case 6:
      return 0x01000000u * ((dice >> 8) & 7) +
             0x10000u * ((dice >> 11) & 7); /* counts as the client packs them */
    case 7:
      return 0u - ((dice >> 8) & 0xFF);
    case 8:
      return (uint32_t)NULL_HANDLE ^ (1u << ((dice >> 8) & 31));
    case 9:
      return 0xFFFFFFBCu + ((dice >> 8) & 0x43); /* like an exception return */
    case 10:
      return 0xFEFFFFFEu | ((dice >> 8) & 1); /* like a function return */
    case 11:
      return NULL_SID;
    default:
      return random();
  }
}

static bool still_works(void) {
  uint8_t in_data[32], out_data[32];
  for (size_t i = 0; i < sizeof in_data; ++i) in_data[i] = (uint8_t)random();
  const psa_invec in = {in_data, sizeof in_data};
  psa_outvec out = {out_data, sizeof out_data};
  if (psa_call(NULL_HANDLE, PSA_IPC_CALL, &in, 1, &out, 1) != PSA_SUCCESS) return false;
  return out.len == sizeof out_data && memcmp(in_data, out_data, sizeof in_data) == 0 &&
         psa_framework_version() == PSA_FRAMEWORK_VERSION;
}

/* An address of secure memory that was not given in is a secret. argument[0] and [1]: secure RAM and code. */
static bool reveals(uint32_t value, const struct registers* given) {
  if ((value ^ secure[0]) >> 21 != 0 && (value ^ secure[1]) >> 20 != 0) return false;
  for (int i = 0; i < 13; ++i) {
    if (given->value[i] == value) return false;
  }
  return true;
}

static uint32_t leaks, moved;

static void try_entry(uint32_t index) {
  struct registers given, after;
  for (int i = 0; i < 13; ++i) given.value[i] = nonsense();
  given.flags = random() & 0xF8000000;
  after = given;
  if (enter(entries[index], &after) != 0) ++moved;
  for (int i = 0; i < 13; ++i) {
    if (!reveals(after.value[i], &given)) continue;
    if (++leaks < 5) {
      report(names[index], i);
      report_hex("  leaves in that register", after.value[i]);
    }
  }
}

/* argument: the addresses of attack_vectors() */
int attack_entries(const uint32_t* argument) {
  uint32_t broken = 0, rounds = 0;
  secure = argument;
  memset(guard, 0x77, sizeof guard);
  for (; rounds < 20000 && broken == 0; ++rounds) {
    try_entry(rounds % ENTRY_COUNT);
    if (rounds % 16 == 0 && !still_works()) ++broken;
  }
  for (size_t i = 0; i < sizeof guard; ++i) broken += guard[i] != 0x77;
  report("entries", ENTRY_COUNT);
  report("rounds", (int32_t)rounds);
  report("stack pointer moved", (int32_t)moved);
  report("secure values left behind", (int32_t)leaks);
  report("broken", (int32_t)broken);
  return broken == 0 && leaks == 0 && moved == 0 ? 0 : 1;
}
