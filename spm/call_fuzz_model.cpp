// SPDX-License-Identifier: BSD-3-Clause
#include "spm/call_fuzz_model.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "redoubt_config/spm.hpp"

namespace redoubt::spm::test::model {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not as the model says: %s\n", what);
  std::abort();
}

// ---- the system ----

namespace {

constexpr Service kServices[kPlaces] = {
    {kLeafId, 2, 2, false, false},   {kLeafId, 1, 3, false, false},   {},
    {kKeeperId, 1, 1, false, false}, {kMiddleId, 1, 1, false, false}, {kKeeperId, 1, 2, true, false},
    {kKeeperId, 1, 1, true, false},  {kBackId, 1, 1, false, false},   {kTopId, 1, 1, false, false},
    {kDeviceId, 1, 1, false, false}, {kDeviceId, 1, 1, false, true},  {kDeviceId, 1, 1, true, true},
    {kHighId, 1, 1, false, false},   {kHighId, 1, 1, false, false},   {kHighId, 1, 1, true, false},
    {kMidId, 1, 1, false, false},    {kLowId, 1, 1, false, false},    {kWorkerId, 1, 1, false, false},
    {kWorkerId, 1, 1, false, true},
};

using Places = std::vector<Place>;
const Places kOfNspe = {
    kStrict, kRelaxed, kMiddle,         kConnection, kTop, kDevice, kMapping,   kMappingConnection,
    kHighA,  kHighB,   kHighConnection, kMid,        kLow, kWorker, kMappingIpc};
const Places kOfKeeper = {kStrict, kWorker};
const Places kOfMiddle = {kStrict, kRelaxed,        kSecureOnly, kConnection, kSecureConnection, kBack,
                          kHighA,  kHighConnection, kWorker,     kMapping,    kMappingIpc};
const Places kOfBack = {kSecureOnly};
const Places kOfTop = {kMiddle};
const Places kOfDevice = {kWorker};
const Places kOfHigh = {kStrict, kSecureOnly, kSecureConnection, kDevice, kMapping, kWorker, kMappingIpc};
const Places kOfMid = {kSecureOnly, kDevice, kHighA, kHighB, kHighConnection, kWorker, kMappingIpc};
const Places kOfLow = {kStrict, kSecureOnly, kConnection, kHighA, kHighB, kHighConnection, kMid, kWorker};
const Places kNone = {};

}  // namespace

const Service* service_at(std::uint32_t place) {
  return place < kPlaces && place != kHole ? &kServices[place] : nullptr;
}

const Places& callees(std::int32_t client) {
  switch (client) {
    case kNspeId:
      return kOfNspe;
    case kKeeperId:
      return kOfKeeper;
    case kMiddleId:
      return kOfMiddle;
    case kBackId:
      return kOfBack;
    case kTopId:
      return kOfTop;
    case kDeviceId:
      return kOfDevice;
    case kHighId:
      return kOfHigh;
    case kMidId:
      return kOfMid;
    case kLowId:
      return kOfLow;
    default:
      return kNone;
  }
}

bool may_call(std::int32_t client, std::uint32_t place) {
  if (place == kMiddle && (client == kMiddleId || client == kBackId)) return true;  // not used here
  const Places& places = callees(client);
  return std::find(places.begin(), places.end(), place) != places.end();
}

// ---- threads ----

Model::Model() : connections_(config::kSpmConnections) {
  for (std::size_t thread = 0; thread < kNspeThread; ++thread)
    threads[thread] = {Wait::kSignal, PSA_WAIT_ANY};
  interrupts[kHighInterrupt] = {kHighId, false, true};
  interrupts[kMidFirstInterrupt] = {kMidId, true};
  interrupts[kMidInterrupt] = {kMidId};
}

void Model::assert_signals(Id id, psa_signal_t signals) {
  Partition& partition = at(id);
  Thread& thread = threads[thread_of(id)];
  const bool was_ready = is_ready(thread_of(id));
  partition.signals |= signals;
  if (!was_ready) thread.found = partition.signals & thread.mask;
}

bool Model::is_ready(std::size_t thread) const {
  const Thread& it = threads[thread];
  switch (it.wait) {
    case Wait::kSignal:
      return (at(static_cast<std::int32_t>(kHighId + thread)).signals & it.mask) != 0;
    case Wait::kAnswer:
      return it.call->is_answered;
    case Wait::kFree:
      return !at(service_at(it.call->place)->partition).is_busy;
    default:
      return true;
  }
}

std::size_t Model::most_urgent() const {
  std::size_t thread = 0;
  while (thread < kNspeThread && !is_ready(thread)) ++thread;
  return thread;
}

bool Model::is_anybody_ready_besides(std::size_t thread) const {
  for (std::size_t other = 0; other <= kNspeThread; ++other) {
    if (other != thread && is_ready(other)) return true;
  }
  return false;
}

bool Model::can_wait_for(std::size_t thread, Place place) const {
  if (is_anybody_ready_besides(thread)) return true;
  const Id partition = service_at(place)->partition;
  if (!is_ipc(partition)) return !at(partition).is_busy;
  const Thread& server = threads[thread_of(partition)];
  return server.wait == Wait::kSignal && (server.mask & signal_of(place)) != 0;
}

bool Model::is_stuck(Id partition) const {
  const Partition& it = at(partition);
  return threads[thread_of(partition)].wait == Wait::kSignal && (!it.held.empty() || it.signals != 0);
}

Id Model::who_can_go_on() const {
  std::int32_t id = kHighId;
  while (id < kIds && !is_stuck(static_cast<Id>(id))) ++id;
  require(id < kIds, "everybody waits, and nobody has a message");
  return static_cast<Id>(id);
}

bool Model::is_idle() const {
  for (std::int32_t id = kHighId; id < kIds; ++id) {
    const Partition& it = at(id);
    const Thread& thread = threads[thread_of(static_cast<Id>(id))];
    if (thread.wait != Wait::kSignal || thread.mask != PSA_WAIT_ANY || it.signals != 0 || !it.held.empty())
      return false;
  }
  return true;
}

// ---- calls ----

Connection* Model::connection_of(std::int32_t client, psa_handle_t handle) {
  for (Connection& it : connections_) {
    if (it.is_open && it.handle != PSA_NULL_HANDLE && it.handle == handle && it.client == client) return &it;
  }
  return nullptr;
}

std::vector<Connection*> Model::connections_of(std::int32_t client) {
  std::vector<Connection*> found;
  for (Connection& it : connections_) {
    if (it.is_open && it.handle != PSA_NULL_HANDLE && it.client == client) found.push_back(&it);
  }
  return found;
}

Place Model::place_of(std::int32_t client, psa_handle_t handle) {
  const Connection* const connection = connection_of(client, handle);
  if (connection != nullptr) return connection->place;
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    const Service* const facts = service_at(place);
    if (facts == nullptr || facts->is_connection || !may_call(client, place)) continue;
    for (std::uint32_t version = facts->oldest; version <= facts->version; ++version) {
      if (handle == handle_of(static_cast<Place>(place), version)) return static_cast<Place>(place);
    }
  }
  return kHole;
}

std::optional<psa_status_t> Model::refuse(std::int32_t client, psa_handle_t handle, std::int32_t type,
                                          bool are_vectors_right) {
  Connection* const connection = connection_of(client, handle);
  if (connection != nullptr && connection->is_lost && !connection->is_dead && type >= 0) {
    return PSA_ERROR_COMMUNICATION_FAILURE;
  }
  const bool is_right = place_of(client, handle) != kHole && type >= 0 && are_vectors_right;
  if (is_right && (connection == nullptr || !connection->is_dead)) return std::nullopt;
  if (connection != nullptr) connection->is_dead = true;
  return PSA_ERROR_PROGRAMMER_ERROR;
}

std::vector<psa_handle_t> Model::all_handles() const {
  std::vector<psa_handle_t> handles;
  for (const Connection& it : connections_) handles.push_back(it.handle);
  return handles;
}

bool Model::has_free_connection() const {
  return std::any_of(connections_.begin(), connections_.end(),
                     [](const Connection& it) { return !it.is_open; });
}

Connection* Model::open_connection(std::int32_t client, Place place) {
  const auto free = std::find_if(connections_.begin(), connections_.end(),
                                 [](const Connection& it) { return !it.is_open; });
  require(free != connections_.end(), "a free connection");
  *free = {true, false, false, PSA_NULL_HANDLE, client, place, nullptr};
  return &*free;
}

void Model::post(Call& call) {
  Partition& partition = at(service_at(call.place)->partition);
  partition.queue.push_back(&call);
  assert_signals(service_at(call.place)->partition, signal_of(call.place));
}

Call& Model::deliver(Id id, psa_signal_t signal) {
  Partition& partition = at(id);
  const auto is_of_signal = [=](const Call* call) { return signal_of(call->place) == signal; };
  const auto found = std::find_if(partition.queue.begin(), partition.queue.end(), is_of_signal);
  require(found != partition.queue.end(), "a signal has a message");
  Call& call = **found;
  partition.queue.erase(found);
  if (std::none_of(partition.queue.begin(), partition.queue.end(), is_of_signal))
    partition.signals &= ~signal;
  partition.held.push_back(&call);
  return call;
}

void Model::answer(Call& call, psa_status_t status) {
  Partition& partition = at(service_at(call.place)->partition);
  partition.held.erase(std::remove(partition.held.begin(), partition.held.end(), &call),
                       partition.held.end());
  partition.is_busy = false;
  call.is_answered = true;
  call.status = status;
  if (call.connection == nullptr) return;
  if (call.type >= 0) {
    if (status == PSA_ERROR_PROGRAMMER_ERROR) call.connection->is_dead = true;
  } else if (call.type == PSA_IPC_DISCONNECT || status != PSA_SUCCESS) {
    *call.connection = {};
  }
}

void Model::restart(Id id) {
  std::vector<Call*> calls = at(id).held;
  calls.insert(calls.end(), at(id).queue.begin(), at(id).queue.end());
  for (Call* call : calls) {
    answer(*call,
           call->type == PSA_IPC_CONNECT ? PSA_ERROR_CONNECTION_REFUSED : PSA_ERROR_COMMUNICATION_FAILURE);
  }
  at(id) = {};
  for (Connection& it : connections_) {
    if (!it.is_open) continue;
    if (it.client == id)
      it = {};
    else if (service_at(it.place)->partition == id)
      it.is_lost = true;
  }
  for (std::uint32_t number = kHighInterrupt; number < kOneBehindInterrupts; ++number) {
    Interrupt& it = interrupts[number];
    if (it.partition == id) it.is_open = false, it.is_enabled = number == kHighInterrupt;
  }
}

std::uint32_t Model::version(std::int32_t client, std::uint32_t sid) const {
  const std::uint32_t place = sid - kSid;
  const Service* const facts = service_at(place);
  return facts != nullptr && may_call(client, place) ? facts->version : PSA_VERSION_NONE;
}

}  // namespace redoubt::spm::test::model
