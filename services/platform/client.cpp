// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/client.hpp"

#include <redoubt/platform.h>

#include "psa_manifest/sid.h"
#include "services/platform/protocol.hpp"

extern "C" psa_status_t redoubt_platform_confirm(void) {
  return redoubt::protocol::call<redoubt::platform::Confirm>(PLATFORM_HANDLE);
}

extern "C" psa_status_t redoubt_platform_boot_info(struct redoubt_boot_info* info) {
  if (info == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  *info = {};
  return redoubt::protocol::call<redoubt::platform::BootInfo>(PLATFORM_HANDLE,
                                                              redoubt::protocol::Out{info, sizeof *info});
}

extern "C" psa_status_t redoubt_platform_last_fault(struct redoubt_fault* fault) {
  if (fault == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  *fault = {};
  return redoubt::protocol::call<redoubt::platform::LastFault>(PLATFORM_HANDLE,
                                                               redoubt::protocol::Out{fault, sizeof *fault});
}

extern "C" psa_status_t redoubt_platform_clear_fault(void) {
  return redoubt::protocol::call<redoubt::platform::ClearFault>(PLATFORM_HANDLE);
}
