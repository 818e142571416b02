/* SPDX-License-Identifier: BSD-3-Clause */
#include <psa/client.h>
#include <psa_manifest/float_sfn.h>
#include <psa_manifest/sid.h>

#include "../float.h"

psa_status_t float_sfn_sfn(const psa_msg_t* msg) {
  uint32_t wrong = float_left() == 0 ? 0 : 1;
  uint32_t argument[3] = {40, 0, 0};
  if (msg->type == FLOAT_WORK)
    return (psa_status_t)(wrong | float_hold(FLOAT_SECRET + 0x100, (void*)float_spin, argument));
  argument[0] = (uint32_t)FLOAT_IPC_HANDLE;
  wrong |= float_hold(FLOAT_SECRET + 0x200, (void*)psa_call, argument);
  return (psa_status_t)(wrong | (argument[0] == 0 ? 0 : 16) | argument[0] << 8);
}
