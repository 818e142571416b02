// SPDX-License-Identifier: BSD-3-Clause
// The system that the tests and the fuzzer of the call logic run on: partitions of both models, and what a
// service does is written in the test.
#pragma once

#include <psa/service.h>

#include <functional>
#include <vector>

#include "lib/base/result.hpp"
#include "spm/tables.hpp"

namespace redoubt::spm::test {

// SFN partitions, then those of the IPC model by priority, the highest first.
enum Id : std::int32_t {
  kLeafId = 1,
  kKeeperId,
  kMiddleId,
  kBackId,
  kTopId,
  kDeviceId,
  kHighId,
  kMidId,
  kLowId,
  kWorkerId,
  kIds,
};

// Places in kServices, and so in stateless handles.
enum Place : std::uint32_t {
  kStrict = 0,   // LEAF; version 2
  kRelaxed = 1,  // LEAF; version 3
  kHole = 2,
  kSecureOnly = 3,          // KEEPER; not for the NSPE
  kMiddle = 4,              // MIDDLE, which may call itself and BACK too (a test of cycles)
  kConnection = 5,          // KEEPER; connection-based, version 2, RELAXED
  kSecureConnection = 6,    // KEEPER; connection-based, not for the NSPE
  kBack = 7,                // BACK, which may call MIDDLE
  kTop = 8,                 // TOP, which may call MIDDLE
  kDevice = 9,              // DEVICE, which has interrupts
  kMapping = 10,            // DEVICE; mm_iovec
  kMappingConnection = 11,  // DEVICE; mm_iovec, connection-based
  kHighA = 12,              // HIGH
  kHighB = 13,              // HIGH
  kHighConnection = 14,     // HIGH; connection-based
  kMid = 15,                // MID, which may call HIGH and SFN partitions
  kLow = 16,                // LOW, which may call HIGH, MID and SFN partitions
  kWorker = 17,             // WORKER, which may call nobody
  kMappingIpc = 18,         // WORKER; mm_iovec
  kPlaces = 19,
};
inline constexpr std::uint32_t kSid = 0x1000;  // + place

using Script = std::function<psa_status_t(const psa_msg_t&)>;

// What the service at each place does; reset() makes all of them return PSA_SUCCESS.
extern Script service[kPlaces];

// What an IPC partition does with the signals that it waited for; reset() makes all of them serve().
extern std::function<void(psa_signal_t)> on_signals[kIds];

constexpr psa_signal_t signal_of(Place place) { return 1u << (4 + place); }

// KEEPER's initialisation; reset() makes it return PSA_SUCCESS.
extern std::function<psa_status_t()> initialise;

// Each message is answered with what its service's script returns, and all other signals are ended.
void serve(psa_signal_t signals);
// Gets the message of a service's signal.
psa_msg_t get(Place place);

// What host::start() answers.
extern Status start_result;

void reset();

inline psa_handle_t handle_of(Place place, std::uint32_t version) {
  return static_cast<psa_handle_t>(stateless_handle(place, version));
}
// Version 1, no vectors.
psa_status_t call(Place place, std::int32_t type = PSA_IPC_CALL);
psa_status_t call(psa_handle_t handle, std::int32_t type = PSA_IPC_CALL);

// ---- interrupts ----

inline constexpr std::uint32_t kHighInterrupt = 40;         // second level, enabled at start
inline constexpr std::uint32_t kMidFirstInterrupt = 41;     // first level
inline constexpr std::uint32_t kMidInterrupt = 42;          // second level
inline constexpr std::uint32_t kDeviceFirstInterrupt = 43;  // first level
inline constexpr std::uint32_t kDeviceInterrupt = 44;       // second level
inline constexpr std::uint32_t kOneBehindInterrupts = 45;
constexpr psa_signal_t signal_of_interrupt(std::uint32_t number) { return 1u << (number - 16); }

// What the first-level handler of MID or DEVICE does; reset() has it return PSA_FLIH_SIGNAL.
extern std::function<psa_flih_result_t()> first_level;

// The device raises an interrupt: it is taken at once if it is enabled, else it stays pending.
void raise(std::uint32_t number);
bool is_enabled(std::uint32_t number);
bool is_pending(std::uint32_t number);

}  // namespace redoubt::spm::test
