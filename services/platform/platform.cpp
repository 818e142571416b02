// SPDX-License-Identifier: BSD-3-Clause
#include "services/platform/platform.hpp"

namespace redoubt::platform {

redoubt_boot_info boot_info(const handoff::Handoff& boot) {
  redoubt_boot_info info;
  info.size = sizeof info;
  info.lifecycle = boot.lifecycle;
  std::memcpy(info.image, boot.image, sizeof info.image);
  return info;
}

}  // namespace redoubt::platform
