// SPDX-License-Identifier: BSD-3-Clause
#include "spm/test_partitions.hpp"

#include <psa/client.h>

#include "spm/gate/host.hpp"
#include "spm/signal_logic.hpp"

namespace redoubt::spm {

extern "C" {
Call redoubt_calls[10];
}
const std::uint32_t kCallCount = 10;

namespace test {

Script service[kPlaces];
std::function<void(psa_signal_t)> on_signals[kIds];
std::function<psa_status_t()> initialise;
std::function<psa_flih_result_t()> first_level;
Status start_result;

namespace {

PartitionStack<64> stacks[kIds];
PartitionState states[kIds];
Thread threads[5];
bool enabled[kOneBehindInterrupts], pending[kOneBehindInterrupts];

template <Place Which>
psa_status_t run(const psa_msg_t* message) {
  const Script script = service[Which];  // which may put another one in its place
  return script(*message);
}

template <Id Which>
void entry() {
  while (on_signals[Which]) {
    const psa_signal_t signals = psa_wait(PSA_WAIT_ANY, PSA_BLOCK);
    const auto script = on_signals[Which];
    script(signals);
  }
}

psa_status_t run_initialise() { return initialise(); }
psa_flih_result_t run_first_level() { return first_level(); }

constexpr std::uint32_t bits(std::initializer_list<std::uint32_t> places) {
  std::uint32_t mask = 0;
  for (const std::uint32_t place : places) mask |= 1u << place;
  return mask;
}
constexpr std::uint32_t kConnections =
    bits({kConnection, kSecureConnection, kMappingConnection, kHighConnection});

struct Callees {
  Call* call = nullptr;
  std::uint32_t mask = 0;
};

PartitionDescriptor partition(std::int32_t id, const char* name, Callees callees) {
  PartitionDescriptor made{};
  made.message = &stacks[id].message;
  made.stack_limit = stacks[id].room;
  made.state = &states[id];
  made.call = callees.call;
  made.id = id;
  made.callees = callees.mask;
  made.stateless = callees.mask & ~kConnections;
  made.name = name;
  return made;
}

PartitionDescriptor sfn(Id id, const char* name, psa_signal_t interrupts, Callees callees) {
  PartitionDescriptor made = partition(id, name, callees);
  made.signals = interrupts;
  return made;
}

PartitionDescriptor with_init(PartitionDescriptor made) {
  made.init = run_initialise;
  return made;
}

PartitionDescriptor ipc(Id id, const char* name, EntryFunction entry, psa_signal_t signals, Callees callees) {
  PartitionDescriptor made = partition(id, name, callees);
  made.thread = &threads[id - kHighId];
  made.entry = entry;
  made.signals = signals | PSA_DOORBELL;
  return made;
}

PartitionDescriptor nspe() {
  PartitionDescriptor made =
      partition(0, "NSPE",
                {&redoubt_calls[0],
                 bits({kStrict, kRelaxed, kMiddle, kConnection, kTop, kDevice, kMapping, kMappingConnection,
                       kHighA, kHighB, kHighConnection, kMid, kLow, kWorker, kMappingIpc})});
  made.id = kNonSecureClient;
  made.thread = &threads[4];
  return made;
}

constexpr std::uint32_t kOfMiddle =
    bits({kStrict, kRelaxed, kSecureOnly, kConnection, kSecureConnection, kMiddle, kBack, kHighA,
          kHighConnection, kWorker, kMapping, kMappingIpc});
constexpr std::uint32_t kOfHigh =
    bits({kStrict, kSecureOnly, kSecureConnection, kDevice, kMapping, kWorker, kMappingIpc});
constexpr std::uint32_t kOfMid =
    bits({kSecureOnly, kDevice, kHighA, kHighB, kHighConnection, kWorker, kMappingIpc});
constexpr std::uint32_t kOfLow =
    bits({kStrict, kSecureOnly, kConnection, kHighA, kHighB, kHighConnection, kMid, kWorker});

constexpr psa_signal_t kOfHighSignals =
    signal_of(kHighA) | signal_of(kHighB) | signal_of(kHighConnection) | signal_of_interrupt(kHighInterrupt);
constexpr psa_signal_t kOfMidSignals =
    signal_of(kMid) | signal_of_interrupt(kMidFirstInterrupt) | signal_of_interrupt(kMidInterrupt);
constexpr psa_signal_t kOfDeviceSignals =
    signal_of_interrupt(kDeviceFirstInterrupt) | signal_of_interrupt(kDeviceInterrupt);

// ---- how interrupts come ----

// As spm/gate/svc.cpp does it on a device.
void run_handler(const InterruptDescriptor& interrupt) {
  const PartitionDescriptor* const active = redoubt_spm.active;
  Thread* const thread = redoubt_spm.thread;
  redoubt_spm.active = interrupt.partition;
  redoubt_spm.thread = nullptr;
  const psa_flih_result_t result = interrupt.handler();
  redoubt_spm.active = active;
  redoubt_spm.thread = thread;
  if (result == PSA_FLIH_SIGNAL) assert_signals(*interrupt.partition, interrupt.signal);
  preempt_if_due();
}

void end_interrupt(psa_signal_t signal) {
  for (std::uint32_t i = 0; i < kInterruptCount; ++i) {
    if (kInterrupts[i].signal == signal) {
      return kInterrupts[i].handler != nullptr ? psa_reset_signal(signal) : psa_eoi(signal);
    }
  }
}

void disable_interrupts() {
  for (std::uint32_t number = kHighInterrupt; number < kOneBehindInterrupts; ++number) {
    enabled[number] = pending[number] = false;
  }
  for (PartitionState& state : states) state.enabled_irqs = 0;
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) open_interrupts(kPartitions[i]);
}

}  // namespace

bool is_enabled(std::uint32_t number) { return enabled[number]; }
bool is_pending(std::uint32_t number) { return pending[number]; }

void raise(std::uint32_t number) {
  pending[number] = true;
  if (!enabled[number]) return;
  pending[number] = false;
  const InterruptDescriptor* const interrupt = take_interrupt(number);
  if (interrupt != nullptr) run_handler(*interrupt);
}

// ---- what partitions do ----

psa_msg_t get(Place place) {
  psa_msg_t message{};
  (void)psa_get(signal_of(place), &message);
  return message;
}

void serve(psa_signal_t signals) {
  if ((signals & PSA_DOORBELL) != 0) psa_clear();
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    if ((signals & signal_of(static_cast<Place>(place))) == 0) continue;
    const psa_msg_t message = get(static_cast<Place>(place));
    const Script script = service[place];
    psa_reply(message.handle, script(message));
  }
  for (std::uint32_t number = kHighInterrupt; number < kOneBehindInterrupts; ++number) {
    if ((signals & signal_of_interrupt(number)) != 0) end_interrupt(signal_of_interrupt(number));
  }
}

psa_status_t call(psa_handle_t handle, std::int32_t type) {
  return psa_call(handle, type, nullptr, 0, nullptr, 0);
}
psa_status_t call(Place place, std::int32_t type) { return call(handle_of(place, 1), type); }

void reset() {
  for (Script& script : service) script = [](const psa_msg_t&) { return PSA_SUCCESS; };
  for (auto& script : on_signals) script = serve;
  initialise = [] { return PSA_SUCCESS; };
  first_level = [] { return PSA_FLIH_SIGNAL; };
  start_result = {};
  static const Status initialised = host::initialise_partitions();
  (void)initialised;
  disable_interrupts();
}

}  // namespace test

using namespace test;

const PartitionDescriptor kPartitions[] = {
    sfn(kLeafId, "LEAF", 0, {}),
    with_init(sfn(kKeeperId, "KEEPER", 0, {&redoubt_calls[1], bits({kStrict, kWorker})})),
    sfn(kMiddleId, "MIDDLE", 0, {&redoubt_calls[2], kOfMiddle}),
    sfn(kBackId, "BACK", 0, {&redoubt_calls[3], bits({kMiddle, kSecureOnly})}),
    sfn(kTopId, "TOP", 0, {&redoubt_calls[4], bits({kMiddle})}),
    sfn(kDeviceId, "DEVICE", kOfDeviceSignals, {&redoubt_calls[5], bits({kWorker})}),
    ipc(kHighId, "HIGH", entry<kHighId>, kOfHighSignals, {&redoubt_calls[6], kOfHigh}),
    ipc(kMidId, "MID", entry<kMidId>, kOfMidSignals, {&redoubt_calls[7], kOfMid}),
    ipc(kLowId, "LOW", entry<kLowId>, signal_of(kLow), {&redoubt_calls[8], kOfLow}),
    ipc(kWorkerId, "WORKER", entry<kWorkerId>, signal_of(kWorker) | signal_of(kMappingIpc), {}),
};
const std::uint32_t kPartitionCount = kIds - 1;
const PartitionDescriptor kNspe = nspe();

namespace {

const PartitionDescriptor* owner(Id id) { return &kPartitions[id - 1]; }

ServiceDescriptor sfn(SecureFunction function, Place place, Id id, std::uint32_t flags = 0) {
  return {function, owner(id), 1, 0, kSid + place, 1, flags, 0};
}
ServiceDescriptor ipc(Place place, Id id, std::uint32_t flags = 0) {
  return {nullptr, owner(id), 1, 0, kSid + place, 1, flags, signal_of(place)};
}
ServiceDescriptor relaxed(const ServiceDescriptor& strict, std::uint32_t version) {
  ServiceDescriptor service = strict;
  service.version = version;
  service.version_span = version - 1;
  return service;
}

}  // namespace

const ServiceDescriptor kServices[] = {
    {run<kStrict>, owner(kLeafId), 2, 0, kSid + kStrict, 2, 0, 0},
    relaxed(sfn(run<kRelaxed>, kRelaxed, kLeafId), 3),
    hole(),
    sfn(run<kSecureOnly>, kSecureOnly, kKeeperId),
    sfn(run<kMiddle>, kMiddle, kMiddleId),
    relaxed(sfn(run<kConnection>, kConnection, kKeeperId, kConnectionBased), 2),
    sfn(run<kSecureConnection>, kSecureConnection, kKeeperId, kConnectionBased),
    sfn(run<kBack>, kBack, kBackId),
    sfn(run<kTop>, kTop, kTopId),
    sfn(run<kDevice>, kDevice, kDeviceId),
    sfn(run<kMapping>, kMapping, kDeviceId, kMappedVectors),
    sfn(run<kMappingConnection>, kMappingConnection, kDeviceId, kMappedVectors | kConnectionBased),
    ipc(kHighA, kHighId),
    ipc(kHighB, kHighId),
    ipc(kHighConnection, kHighId, kConnectionBased),
    ipc(kMid, kMidId),
    ipc(kLow, kLowId),
    ipc(kWorker, kWorkerId),
    ipc(kMappingIpc, kWorkerId, kMappedVectors),
};
const std::uint32_t kServiceCount = kPlaces;

const InterruptDescriptor kInterrupts[] = {
    {kHighInterrupt, owner(kHighId), signal_of_interrupt(kHighInterrupt), nullptr, true},
    {kMidFirstInterrupt, owner(kMidId), signal_of_interrupt(kMidFirstInterrupt), run_first_level, false},
    {kMidInterrupt, owner(kMidId), signal_of_interrupt(kMidInterrupt), nullptr, false},
    {kDeviceFirstInterrupt, owner(kDeviceId), signal_of_interrupt(kDeviceFirstInterrupt), run_first_level,
     false},
    {kDeviceInterrupt, owner(kDeviceId), signal_of_interrupt(kDeviceInterrupt), nullptr, false},
};
const std::uint32_t kInterruptCount = 5;

Thread* const kThreads[] = {&threads[0], &threads[1], &threads[2], &threads[3], &threads[4]};

std::uint32_t lifecycle() { return PSA_LIFECYCLE_PSA_ROT_PROVISIONING; }

Status host::start() { return start_result; }

namespace arch {
void set_interrupt(std::uint32_t number, bool enable) { enabled[number] = enable; }
void clear_interrupt(std::uint32_t number) { pending[number] = false; }
}  // namespace arch

}  // namespace redoubt::spm
