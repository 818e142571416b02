// SPDX-License-Identifier: BSD-3-Clause
#include "services/platform/platform.hpp"

#include "services/platform/counters.hpp"

namespace redoubt::platform {

namespace {

Status raise(provisioning::SystemRecord record, std::uint32_t value) {
  const std::uint32_t stored = REDOUBT_TRY(read_counter(record));
  if (stored >= value) return {};
  return write_counter(record, value);
}

}  // namespace

Status confirm(const handoff::Handoff& boot) {
  REDOUBT_TRY(raise(provisioning::kSecurityCounterSpe, boot.image[handoff::kSpe].security_counter));
  return raise(provisioning::kSecurityCounterNspe, boot.image[handoff::kNspe].security_counter);
}

redoubt_boot_info boot_info(const handoff::Handoff& boot) {
  redoubt_boot_info info;
  info.size = sizeof info;
  info.lifecycle = boot.lifecycle;
  std::memcpy(info.image, boot.image, sizeof info.image);
  return info;
}

}  // namespace redoubt::platform
