// SPDX-License-Identifier: BSD-3-Clause
// Internal trusted storage for the tests: what psa_its_*() of the crypto service find.
#pragma once

#include <psa/error.h>
#include <psa/storage_common.h>

#include <cstdint>
#include <map>
#include <vector>

namespace redoubt::crypto::fake_its {

struct Storage {
  std::map<psa_storage_uid_t, std::vector<std::uint8_t>> records;
  // Each call takes one off; at 0 it and all later ones fail with `error`, and nothing is changed.
  int calls_until_failure = -1;
  psa_status_t error = PSA_ERROR_STORAGE_FAILURE;
};

Storage& storage();

}  // namespace redoubt::crypto::fake_its
