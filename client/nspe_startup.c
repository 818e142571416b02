/* SPDX-License-Identifier: BSD-3-Clause */
/* Start-up of a non-secure application that has none of its own (SDK target Redoubt::startup): the vector
 * table that the SPE jumps through, memory, C++ constructors, then main(). An RTOS brings its own; then leave
 * this out.
 *
 * Every handler is weak: define a function of its name. All peripheral interrupts call Interrupt_Handler();
 * IPSR - 16 is the interrupt's number.
 */
#include <stdint.h>

extern uint32_t __stack_top[], __data_start[], __data_end[], __bss_start[], __bss_end[];
extern const uint32_t __data_load[];
typedef void (*Function)(void);
extern const Function __preinit_array_start[], __preinit_array_end[], __init_array_start[],
    __init_array_end[];

int main(void);
void Reset_Handler(void);
void Default_Handler(void);

/* An exception that the application does not handle becomes the secure side's: it reports which it was, and
 * resets. */
void Default_Handler(void) {
  for (;;) __asm__ volatile("udf #0");
}

static void call_all(const Function* function, const Function* end) {
  while (function != end) (*function++)();
}

void Reset_Handler(void) {
  const uint32_t* from = __data_load;
  for (volatile uint32_t* to = __data_start; to != __data_end;) *to++ = *from++;
  for (volatile uint32_t* to = __bss_start; to != __bss_end;) *to++ = 0;
  call_all(__preinit_array_start, __preinit_array_end);
  call_all(__init_array_start, __init_array_end);
  (void)main();
  for (;;) __asm__ volatile("wfi");
}

#define HANDLER(name) void name(void) __attribute__((weak, alias("Default_Handler")))
HANDLER(NMI_Handler);
HANDLER(HardFault_Handler);
HANDLER(MemManage_Handler);
HANDLER(BusFault_Handler);
HANDLER(UsageFault_Handler);
HANDLER(SVC_Handler);
HANDLER(DebugMon_Handler);
HANDLER(PendSV_Handler);
HANDLER(SysTick_Handler);
HANDLER(Interrupt_Handler);

typedef union {
  uint32_t* stack;
  Function handler;
} Vector;

#define INTERRUPTS_4                                                                                \
  {.handler = Interrupt_Handler}, {.handler = Interrupt_Handler}, {.handler = Interrupt_Handler}, { \
    .handler = Interrupt_Handler                                                                    \
  }
#define INTERRUPTS_16 INTERRUPTS_4, INTERRUPTS_4, INTERRUPTS_4, INTERRUPTS_4

__attribute__((section(".vectors"), used)) static const Vector vectors[16 + 96] = {
    {.stack = __stack_top},
    {.handler = Reset_Handler},
    {.handler = NMI_Handler},
    {.handler = HardFault_Handler},
    {.handler = MemManage_Handler},
    {.handler = BusFault_Handler},
    {.handler = UsageFault_Handler},
    {.handler = Default_Handler},
    {.handler = Default_Handler},
    {.handler = Default_Handler},
    {.handler = Default_Handler},
    {.handler = SVC_Handler},
    {.handler = DebugMon_Handler},
    {.handler = Default_Handler},
    {.handler = PendSV_Handler},
    {.handler = SysTick_Handler},
    INTERRUPTS_16,
    INTERRUPTS_16,
    INTERRUPTS_16,
    INTERRUPTS_16,
    INTERRUPTS_16,
    INTERRUPTS_16,
};
