/* SPDX-License-Identifier: BSD-3-Clause */
#include <psa_manifest/float_ipc.h>

#include "../float.h"

/* Its registers stay what they are while it waits, whoever runs meanwhile. */
void float_ipc_main(void) {
  uint32_t wrong = float_left() == 0 ? 0 : 1;
  for (;;) {
    psa_msg_t msg;
    uint32_t argument[3] = {FLOAT_IPC_SIGNAL, PSA_BLOCK, 0};
    wrong |= float_hold(FLOAT_SECRET + 0x300, (void*)psa_wait, argument);
    if (psa_get(FLOAT_IPC_SIGNAL, &msg) != PSA_SUCCESS) continue;
    argument[0] = 20;
    wrong |= float_hold(FLOAT_SECRET + 0x400, (void*)float_spin, argument);
    psa_reply(msg.handle, (psa_status_t)wrong);
    wrong = 0;
  }
}
