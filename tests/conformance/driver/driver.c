/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>

#include "../requests.h"
#include "../uart.h"
#include "psa_manifest/conf_driver.h"

#define UART ((struct uart*)UART2_BASE)
#define OWN_UART ((struct uart*)UART4_BASE)
#define RETAINED ((volatile uint32_t*)RETAINED_RAM_BASE)

struct watchdog { /* CMSDK APB watchdog */
  volatile uint32_t load, value, control, clear;
};
#define WATCHDOG_TIMER ((struct watchdog*)WATCHDOG_BASE)
enum { WATCHDOG_INTERRUPT_AND_RESET = 3, RETAINED_VALUE = 0x4E7A14ED, WATCHDOG_VALUE = 0x3A7C4D06 };

static uint32_t some_data = 0xD21E0DA7;
static void* heap;

static int32_t raise(void) {
  uart_raise(UART);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_BLOCK) == CONF_UART_SIGNAL);
  uart_lower(UART);
  return 0;
}

static int32_t driver_version(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_framework_version() == PSA_FRAMEWORK_VERSION);
  CHECK((psa_rot_lifecycle_state() & PSA_LIFECYCLE_PSA_STATE_MASK) == PSA_LIFECYCLE_PSA_ROT_PROVISIONING);
  return 0;
}

/* FF-M 1.0: enabled from the start, no function to enable it. */
static int32_t driver_interrupt(const psa_msg_t* msg) {
  (void)msg;
  for (int i = 0; i < 3; ++i) {
    CHECK(psa_wait(CONF_UART_SIGNAL, PSA_POLL) == 0);
    CHECK(raise() == 0);
    CHECK(psa_wait(PSA_WAIT_ANY, PSA_POLL) == CONF_UART_SIGNAL); /* until psa_eoi() */
    psa_eoi(CONF_UART_SIGNAL);
    CHECK(psa_wait(PSA_WAIT_ANY, PSA_POLL) == 0);
  }
  return 0;
}

/* Between the signal and psa_eoi() the interrupt is masked, and what comes meanwhile is not lost. */
static int32_t driver_interrupt_masked(const psa_msg_t* msg) {
  (void)msg;
  CHECK(raise() == 0);
  uart_raise(UART);
  psa_eoi(CONF_UART_SIGNAL);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_BLOCK) == CONF_UART_SIGNAL);
  uart_lower(UART);
  psa_eoi(CONF_UART_SIGNAL);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_POLL) == 0);
  return 0;
}

static int32_t driver_interrupt_enabled(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_irq_disable(CONF_UART_SIGNAL) != 0);
  CHECK(psa_irq_disable(CONF_UART_SIGNAL) == 0);
  uart_raise(UART);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_POLL) == 0);
  psa_irq_enable(CONF_UART_SIGNAL);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_BLOCK) == CONF_UART_SIGNAL);
  CHECK(psa_irq_disable(CONF_UART_SIGNAL) != 0);
  CHECK(psa_wait(CONF_UART_SIGNAL, PSA_POLL) == CONF_UART_SIGNAL);
  uart_lower(UART);
  psa_eoi(CONF_UART_SIGNAL);
  CHECK(psa_irq_disable(CONF_UART_SIGNAL) == 0); /* psa_eoi() does not enable */
  psa_irq_enable(CONF_UART_SIGNAL);
  psa_irq_enable(CONF_UART_SIGNAL);
  CHECK(raise() == 0);
  psa_eoi(CONF_UART_SIGNAL);
  return 0;
}

static int32_t driver_eoi_not_asserted(const psa_msg_t* msg) {
  (void)msg;
  psa_eoi(CONF_UART_SIGNAL);
  SURVIVED;
}

static int32_t driver_eoi_service(const psa_msg_t* msg) {
  (void)msg;
  psa_eoi(CONF_RETAINED_SIGNAL);
  SURVIVED;
}

static int32_t driver_eoi_none(const psa_msg_t* msg) {
  (void)msg;
  CHECK(raise() == 0);
  psa_eoi(0);
  SURVIVED;
}

static int32_t driver_eoi_two(const psa_msg_t* msg) {
  (void)msg;
  CHECK(raise() == 0);
  psa_eoi(CONF_UART_SIGNAL | CONF_RETAINED_SIGNAL);
  SURVIVED;
}

static int32_t driver_eoi_twice(const psa_msg_t* msg) {
  (void)msg;
  CHECK(raise() == 0);
  psa_eoi(CONF_UART_SIGNAL);
  psa_eoi(CONF_UART_SIGNAL);
  SURVIVED;
}

static int32_t driver_enable_service(const psa_msg_t* msg) {
  (void)msg;
  psa_irq_enable(CONF_RETAINED_SIGNAL);
  SURVIVED;
}

static int32_t driver_reset_signal(const psa_msg_t* msg) {
  (void)msg;
  CHECK(raise() == 0);
  psa_reset_signal(CONF_UART_SIGNAL);
  SURVIVED;
}

static int32_t driver_get_interrupt(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t other;
  CHECK(raise() == 0);
  (void)psa_get(CONF_UART_SIGNAL, &other);
  SURVIVED;
}

/* Every one of its four regions. */
static int32_t driver_mmio(const psa_msg_t* msg) {
  (void)msg;
  OWN_UART->divider = 0x1234;
  CHECK(OWN_UART->divider == 0x1234);
  CHECK(UART->divider == UART_DIVIDER);
  WATCHDOG_TIMER->load = 0x12345678;
  CHECK(WATCHDOG_TIMER->load == 0x12345678);
  RETAINED[1] = ~RETAINED[1];
  CHECK(UART2_SIZE == 0x1000 && RETAINED_RAM_SIZE >= 0x400);
  return 0;
}

static int32_t driver_heap(const psa_msg_t* msg) {
  (void)msg;
  uint8_t* one = calloc(1, 40);
  CHECK(one != NULL && one[0] == 0 && one[39] == 0);
  free(one);
  CHECK(malloc(0x100) == NULL);
  return 0;
}

static int32_t driver_retain(const psa_msg_t* msg) {
  (void)msg;
  RETAINED[0] = RETAINED_VALUE;
  return 0;
}

static int32_t driver_panic(const psa_msg_t* msg) {
  (void)msg;
  psa_panic();
}

static int32_t driver_retained(const psa_msg_t* msg) {
  (void)msg;
  CHECK(RETAINED[0] == RETAINED_VALUE);
  return 0;
}

/* Nobody feeds it. */
static int32_t driver_watchdog(const psa_msg_t* msg) {
  (void)msg;
  RETAINED[0] = (uint32_t)WATCHDOG_VALUE;
  WATCHDOG_TIMER->load = 2000; /* 60 ms until it asks, as long until it resets */
  WATCHDOG_TIMER->control = WATCHDOG_INTERRUPT_AND_RESET;
  for (;;) __asm__ volatile("" ::: "memory");
}

static int32_t driver_write_code(const psa_msg_t* msg) {
  (void)msg;
  store_to((uint32_t)&driver_write_code & ~3u);
  SURVIVED;
}

/* Where the PSA RoT is unprivileged. */
static int32_t driver_write_spm(const psa_msg_t* msg) {
  (void)msg;
  store_to(places.spm);
  SURVIVED;
}

static int32_t driver_read_client_data(const psa_msg_t* msg) {
  (void)msg;
  (void)load_from(places.client.data);
  SURVIVED;
}

static int32_t driver_after_watchdog(const psa_msg_t* msg) {
  (void)msg;
  CHECK(RETAINED[0] == (uint32_t)WATCHDOG_VALUE);
  return 0;
}

static int32_t serve(psa_signal_t signal, const psa_msg_t* msg) {
  static const struct {
    int32_t type;
    int32_t (*run)(const psa_msg_t*);
  } tests[] = {
#define X(name) {k_##name, name},
      DRIVER_TESTS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; ++i) {
    if (tests[i].type != msg->type || signal != CONF_DRIVER_TEST_SIGNAL) continue;
    read_places(msg);
    return tests[i].run(msg);
  }
  const struct conformance_addresses addresses = {(uint32_t)&some_data, (uint32_t)&addresses, (uint32_t)heap,
                                                  UART4_BASE + offsetof(struct uart, divider)};
  return answer(msg, &addresses);
}

void conf_driver_main(void) {
  heap = malloc(8);
  uart_open(UART);
  uart_lower(UART);
  while (1) {
    const psa_signal_t signals = psa_wait(CONF_DRIVER_TEST_SIGNAL | CONF_RETAINED_SIGNAL, PSA_BLOCK);
    const psa_signal_t signal =
        (signals & CONF_DRIVER_TEST_SIGNAL) != 0 ? CONF_DRIVER_TEST_SIGNAL : CONF_RETAINED_SIGNAL;
    psa_msg_t msg;
    if (psa_get(signal, &msg) == PSA_SUCCESS) psa_reply(msg.handle, serve(signal, &msg));
  }
}
