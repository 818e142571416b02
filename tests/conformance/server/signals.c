/* SPDX-License-Identifier: BSD-3-Clause */
/* psa_wait(), psa_notify(), psa_clear(), interrupts that it does not have, the end. */
#include "psa_manifest/conf_server.h"
#include "psa_manifest/pid.h"
#include "server.h"

#define OWN_SIGNALS                                                                                   \
  (PSA_DOORBELL | CONF_SERVER_TEST_SIGNAL | CONF_SERVER_CONNECTION_SIGNAL | CONF_SECURE_ONLY_SIGNAL | \
   CONF_STRICT_SIGNAL | CONF_UNSPECIFIED_SIGNAL | CONF_RELAXED_SIGNAL | CONF_UNLISTED_SIGNAL |        \
   CONF_DROP_SIGNAL | CONF_STATELESS_SIGNAL | CONF_STATELESS_SECURE_SIGNAL | CONF_STATELESS_UNLISTED_SIGNAL)

int32_t server_wait(const psa_msg_t* msg) {
  (void)msg;
  CHECK(psa_wait(PSA_WAIT_ANY, PSA_POLL) == 0);
  CHECK(psa_wait(CONF_SERVER_TEST_SIGNAL, PSA_POLL) == 0);
  CHECK(psa_wait(PSA_WAIT_ANY, ~PSA_BLOCK) == 0); /* the other bits mean nothing */
  psa_notify(CONF_SERVER);
  CHECK(psa_wait(PSA_WAIT_ANY, PSA_BLOCK) == PSA_DOORBELL);
  CHECK(psa_wait(PSA_WAIT_ANY, PSA_BLOCK) == PSA_DOORBELL); /* it stays */
  CHECK(psa_wait(PSA_DOORBELL | 1u, ~0u) == PSA_DOORBELL);
  CHECK(psa_wait(CONF_STRICT_SIGNAL, PSA_POLL) == 0);
  psa_clear();
  CHECK(psa_wait(PSA_WAIT_ANY, PSA_POLL) == 0);
  return 0;
}

int32_t server_wait_nothing(const psa_msg_t* msg) {
  (void)msg;
  (void)psa_wait(0, PSA_POLL);
  SURVIVED;
}

int32_t server_wait_unassigned(const psa_msg_t* msg) {
  (void)msg;
  (void)psa_wait(~OWN_SIGNALS, PSA_POLL);
  SURVIVED;
}

int32_t server_doorbell(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(CONF_SERVER);
  psa_notify(CONF_SERVER);
  CHECK(psa_wait(PSA_DOORBELL, PSA_POLL) == PSA_DOORBELL);
  psa_clear();
  CHECK(psa_wait(PSA_DOORBELL, PSA_POLL) == 0);
  return 0;
}

/* CONF_CLIENT's priority is lower: it answers the doorbell by a call once this partition waits, and not
 * before. */
int32_t server_notify_lower(const psa_msg_t* msg) {
  (void)msg;
  psa_msg_t call;
  psa_notify(CONF_CLIENT);
  CHECK(psa_wait(CONF_STATELESS_SIGNAL, PSA_POLL) == 0);
  CHECK(psa_wait(CONF_STATELESS_SIGNAL, PSA_BLOCK) == CONF_STATELESS_SIGNAL);
  CHECK(psa_get(CONF_STATELESS_SIGNAL, &call) == PSA_SUCCESS && call.client_id == CONF_CLIENT);
  CHECK(psa_wait(CONF_STATELESS_SIGNAL, PSA_POLL) == 0);
  psa_reply(call.handle, PSA_SUCCESS);
  return 0;
}

int32_t server_notify_unknown(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(0x7000);
  SURVIVED;
}

int32_t server_notify_zero(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(0);
  SURVIVED;
}

int32_t server_notify_client(const psa_msg_t* msg) {
  psa_notify(msg->client_id); /* the non-secure side's */
  SURVIVED;
}

int32_t server_notify_sfn(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(CONF_SFN);
  SURVIVED;
}

int32_t server_clear(const psa_msg_t* msg) {
  (void)msg;
  psa_clear();
  SURVIVED;
}

int32_t server_eoi_service(const psa_msg_t* msg) {
  (void)msg;
  wait_for_client();
  psa_eoi(CONF_STATELESS_SIGNAL);
  SURVIVED;
}

int32_t server_eoi_doorbell(const psa_msg_t* msg) {
  (void)msg;
  psa_notify(CONF_SERVER);
  psa_eoi(PSA_DOORBELL);
  SURVIVED;
}

int32_t server_irq_enable(const psa_msg_t* msg) {
  (void)msg;
  psa_irq_enable(CONF_SERVER_TEST_SIGNAL);
  SURVIVED;
}

int32_t server_irq_disable(const psa_msg_t* msg) {
  (void)msg;
  (void)psa_irq_disable(CONF_SERVER_TEST_SIGNAL);
  SURVIVED;
}

int32_t server_reset_signal(const psa_msg_t* msg) {
  (void)msg;
  wait_for_client();
  psa_reset_signal(CONF_STATELESS_SIGNAL);
  SURVIVED;
}

int32_t server_map(const psa_msg_t* msg) {
  (void)psa_map_invec(msg->handle, 1); /* not a service with mapped vectors */
  SURVIVED;
}

int32_t server_panic(const psa_msg_t* msg) {
  (void)msg;
  psa_panic();
}

int32_t server_return(const psa_msg_t* msg) {
  (void)msg;
  return RETURN_FROM_MAIN;
}
