// SPDX-License-Identifier: BSD-3-Clause
// What the platform service does; knows nothing of messages.
#pragma once

#include <redoubt/platform.h>

#include "lib/base/result.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::platform {

// Raises both security counters to those of the running images. A counter never goes down, and one that is
// right already is not written. Errors: as read_counter() and write_counter(); a counter that comes first may
// have been raised then.
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

}  // namespace redoubt::platform
