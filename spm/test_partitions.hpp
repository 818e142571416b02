// SPDX-License-Identifier: BSD-3-Clause
// The partitions that the tests and the fuzzer of the call logic run on: what a service does is written in
// the test.
#pragma once

#include <psa/service.h>

#include <functional>
#include <vector>

#include "lib/base/result.hpp"
#include "spm/tables.hpp"

namespace redoubt::spm::test {

// Places in kServices, and so in stateless handles.
enum Place : std::uint32_t {
  kStrict = 0,   // partition 1; version 2
  kRelaxed = 1,  // partition 1; version 3
  kHole = 2,
  kSecureOnly = 3,  // partition 2; stateless
  kMiddle =
      4,  // partition 3, which may call partitions 1 and 2, and itself and partition 4 (a test of cycles)
  kConnection = 5,        // partition 2; connection-based, version 2, RELAXED
  kSecureConnection = 6,  // partition 2; connection-based, not for the NSPE
  kBack = 7,              // partition 4, which may call partition 3
  kTop = 8,               // partition 5, which may call partition 3
  kPlaces = 9,
};
inline constexpr std::uint32_t kSid = 0x1000;  // + place

using Script = std::function<psa_status_t(const psa_msg_t&)>;

// What the service at each place does; reset() makes all of them return PSA_SUCCESS.
extern Script service[kPlaces];
// What host::start() answers.
extern Status start_result;

void reset();

inline psa_handle_t handle_of(Place place, std::uint32_t version) {
  return static_cast<psa_handle_t>(stateless_handle(place, version));
}

}  // namespace redoubt::spm::test
