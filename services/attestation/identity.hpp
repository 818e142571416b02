// SPDX-License-Identifier: BSD-3-Clause
// Who this device is: the public part of what was provisioned.
#pragma once

#include "lib/base/result.hpp"
#include "lib/provisioning/provisioning.hpp"

namespace redoubt::attestation {

// Fields as in provisioning::Provisioned.
struct Identity {
  std::uint8_t instance_id[33];
  std::uint8_t reserved[3];
  std::uint8_t implementation_id[32];
  char certification_reference[20];  // ends with a zero; empty: none
  char verification_service[64];     // ends with a zero; empty: none
};

// Reads it from the device. The keys beside it are never copied: this service has no use for them.
// Errors: the non-volatile memory's, and PSA_ERROR_DATA_INVALID if it was never provisioned.
Status read_identity(Identity& identity);

}  // namespace redoubt::attestation
