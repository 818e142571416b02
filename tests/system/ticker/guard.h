/* SPDX-License-Identifier: BSD-3-Clause */
/* Code that notices when an interrupt has left it another register. */
#ifndef TICKER_GUARD_H
#define TICKER_GUARD_H

#include <stddef.h>
#include <stdint.h>

/* A function's call with a pattern in each of r4-r10 and the address of this in r11. */
struct guard {
  uint32_t function;
  uint32_t argument[4];
  uint32_t lost; /* calls after which one of them, or SP, was another */
  uint32_t sp;
};

uint32_t guard_run(struct guard* guard);

/* function(a, b, c, d). None of these may use the guard itself. */
#define GUARDED(guard, f, a, b, c, d)                                          \
  ((guard)->function = (uint32_t)(f), (guard)->argument[0] = (uint32_t)(a),    \
   (guard)->argument[1] = (uint32_t)(b), (guard)->argument[2] = (uint32_t)(c), \
   (guard)->argument[3] = (uint32_t)(d), guard_run(guard))

/* All registers that code has, with values that nobody else has. */
struct held {
  uint32_t value[13]; /* r0-r12 */
  uint32_t lr;
  uint32_t flags;
};
#define HELD_FLAGS 0xF8000000u /* N Z C V Q */

void hold_registers(const struct held* in, struct held* out);

/* How many of them are not what they were. Z is set. */
static inline uint32_t held_wrong(void) {
  static const struct held in = {
      {0xC0DE0000, 0xC0DE0101, 0xC0DE0202, 0xC0DE0303, 0xC0DE0404, 0xC0DE0505, 0xC0DE0606, 0xC0DE0707,
       0xC0DE0808, 0xC0DE0909, 0xC0DE0A0A, 0xC0DE0B0B, 0xC0DE0C0C},
      0xC0DE0E0F,
      0xD8000000};
  struct held out = {{0}, 0, 0};
  hold_registers(&in, &out);
  uint32_t wrong = out.lr != in.lr;
  wrong += (out.flags & HELD_FLAGS) != in.flags;
  for (int i = 0; i < 13; ++i) wrong += out.value[i] != in.value[i];
  return wrong;
}

/* On the stack of whoever may be interrupted. */
struct canary {
  volatile uint32_t word[8];
};
static inline void canary_set(struct canary* canary) {
  for (uint32_t i = 0; i < 8; ++i) canary->word[i] = 0xCA9A5EED ^ i << 24;
}
static inline uint32_t canary_wrong(const struct canary* canary) {
  uint32_t wrong = 0;
  for (uint32_t i = 0; i < 8; ++i) wrong += canary->word[i] != (0xCA9A5EED ^ i << 24);
  return wrong;
}

#endif
