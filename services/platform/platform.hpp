// SPDX-License-Identifier: BSD-3-Clause
// What the platform service does; knows nothing of messages.
#pragma once

#include <redoubt/platform.h>

#include "lib/base/result.hpp"
#include "lib/fault/record.hpp"
#include "lib/handoff/handoff.hpp"
#include "lib/provisioning/provisioning.hpp"

namespace redoubt::platform {

// Raises both security counters of the system store (flash_store::SystemStore, mounted) to those of the
// running images. A counter never goes down, and one that is right already is not written. After a power cut
// each has its old or its new value. Errors: PSA_ERROR_DATA_CORRUPT, PSA_ERROR_INSUFFICIENT_STORAGE,
// PSA_ERROR_STORAGE_FAILURE; the SPE's counter may have been raised then.
template <class SystemStore>
Status raise_counters(SystemStore& store, const handoff::Handoff& boot) {
  REDOUBT_TRY(
      store.raise_counter(provisioning::kSecurityCounterSpe, boot.image[handoff::kSpe].security_counter));
  return store.raise_counter(provisioning::kSecurityCounterNspe, boot.image[handoff::kNspe].security_counter);
}

// The same on this device's store.
Status confirm(const handoff::Handoff& boot);

// The running images are in the hand-off as they are in struct redoubt_boot_info.
static_assert(sizeof(redoubt_image_info) == sizeof(handoff::Measurement) &&
              offsetof(redoubt_image_info, hash) == offsetof(handoff::Measurement, hash) &&
              offsetof(redoubt_image_info, signer_id) == offsetof(handoff::Measurement, signer_id) &&
              offsetof(redoubt_image_info, version_major) == offsetof(handoff::Measurement, version) &&
              offsetof(redoubt_image_info, version_minor) ==
                  offsetof(handoff::Measurement, version) + offsetof(handoff::ImageVersion, minor) &&
              offsetof(redoubt_image_info, version_revision) ==
                  offsetof(handoff::Measurement, version) + offsetof(handoff::ImageVersion, revision) &&
              offsetof(redoubt_image_info, version_build) ==
                  offsetof(handoff::Measurement, version) + offsetof(handoff::ImageVersion, build) &&
              offsetof(redoubt_image_info, security_counter) ==
                  offsetof(handoff::Measurement, security_counter) &&
              offsetof(redoubt_image_info, size) == offsetof(handoff::Measurement, size));
static_assert(REDOUBT_IMAGE_SPE == handoff::kSpe && REDOUBT_IMAGE_NSPE == handoff::kNspe &&
              REDOUBT_IMAGE_COUNT == handoff::kImageCount);
static_assert(sizeof(redoubt_boot_info) == 168 && offsetof(redoubt_boot_info, image) == 8);

redoubt_boot_info boot_info(const handoff::Handoff& boot);

static_assert(sizeof(redoubt_registers) == sizeof(fault::Registers) && offsetof(redoubt_fault, name) == 20 &&
              offsetof(redoubt_fault, registers) == 60 && offsetof(redoubt_fault, exc_return) == 92 &&
              sizeof(redoubt_fault) == 152);
static_assert(REDOUBT_FAULT_EXCEPTION == static_cast<unsigned>(fault::Kind::kException) &&
              REDOUBT_FAULT_MISUSE == static_cast<unsigned>(fault::Kind::kMisuse) &&
              REDOUBT_FAULT_START == static_cast<unsigned>(fault::Kind::kStart));

// What a client may know of a fault. Registers and addresses of the secure side are secrets of a device in
// the field: pieces of a key, or where to aim.
redoubt_fault last_fault(const fault::Record& record, std::uint32_t lifecycle);

}  // namespace redoubt::platform
