// SPDX-License-Identifier: BSD-3-Clause
// The null services as an IPC partition: their secure functions (services/null/server.cpp), called by a loop.
#include <psa/service.h>

#include "psa_manifest/null_test.h"

extern "C" psa_status_t null_sfn(const psa_msg_t* message);
extern "C" psa_status_t null_connection_sfn(const psa_msg_t* message);

extern "C" void null_main(void) {
  for (;;) {
    const psa_signal_t signals = psa_wait(PSA_WAIT_ANY, PSA_BLOCK);
    psa_msg_t message;
    if ((signals & NULL_SIGNAL) != 0) {
      if (psa_get(NULL_SIGNAL, &message) == PSA_SUCCESS) psa_reply(message.handle, null_sfn(&message));
    } else if (psa_get(NULL_CONNECTION_SIGNAL, &message) == PSA_SUCCESS) {
      psa_reply(message.handle, null_connection_sfn(&message));
    }
  }
}
