// SPDX-License-Identifier: BSD-3-Clause
// Random sequences of calls by the NSPE, right ones and others, which partitions of both models serve, hold,
// answer in any order and pass on; against a model (call_fuzz_model.hpp) that knows nothing of the code:
// which status, which bytes, which lengths, and who runs when.
#include "client/transport.hpp"
#include "spm/call_fuzz_actors.hpp"

using namespace redoubt::spm::test;
using model::require;

namespace {

psa_handle_t choose_handle() {
  const std::uint8_t choice = input.byte();
  if (choice < 120) return handle_of(static_cast<Place>(choice % (kPlaces + 1)), input.byte() % 4);
  if (choice < 220) return input.one_of(expected.all_handles());
  return static_cast<psa_handle_t>(input.word());
}

// Whether the call may be made: somebody has to run while the NSPE waits. WORKER can always be asked to see
// to that.
bool can_wait_for(Place place) {
  if (place == kHole || expected.can_wait_for(model::kNspeThread, place)) return true;
  request(kNspeActor, handle_of(kWorker, 1), 0);
  return false;
}

void call_with_anything() {
  const psa_handle_t handle = choose_handle();
  if (!can_wait_for(expected.place_of(model::kNspeId, handle))) return;
  const std::uint8_t kind = input.byte();
  const auto type = static_cast<std::int32_t>(kind < 230 ? kind : input.word());
  Arguments arguments;
  fill(arguments);
  spoil_one(arguments);
  request(kNspeActor, handle, type, arguments);
}

void connect_to_anything() {
  const std::uint8_t choice = input.byte();
  const std::uint32_t sid = choice < 230 ? kSid + choice % (kPlaces + 1) : input.word();
  const model::Service* const facts = model::service_at(sid - kSid);
  if (facts != nullptr && !can_wait_for(static_cast<Place>(sid - kSid))) return;
  connect(kNspeActor, sid, input.byte() % 4);
}

void close_anything() {
  const psa_handle_t handle = choose_handle();
  if (can_wait_for(expected.place_of(model::kNspeId, handle))) close(kNspeActor, handle);
}

void ask_version() {
  const std::uint8_t choice = input.byte();
  const std::uint32_t sid = choice < 230 ? kSid + choice % (kPlaces + 1) : input.word();
  require(psa_version(sid) == expected.version(model::kNspeId, sid), "a version");
}

// What the client library never sends: other negative types, and numbers of vectors beyond all bounds.
void call_by_hand() {
  const psa_handle_t handle = choose_handle();
  const std::uint32_t word = input.word();
  const bool is_negative = input.below(2) == 0;
  const auto type = static_cast<std::int32_t>(is_negative ? word | 1u << 31 : word & 0x7FFFFFFF);
  const std::uint32_t counts = is_negative ? input.word() : 5 + input.word() % 0xFFFFFFF;
  if (type == PSA_IPC_CONNECT || type == PSA_IPC_DISCONNECT ||
      (counts & 0xFF) + (counts >> 8) <= PSA_MAX_IOVEC)
    return;
  const auto refusal = expected.refuse(model::kNspeId, handle, type, false);
  require(refusal.has_value(), "a wrong request");
  redoubt::client::Vectors vectors{};
  for (auto& vector : vectors.vector) vector = {reinterpret_cast<std::uintptr_t>(&vectors), 1};
  const psa_status_t status =
      redoubt::client::transport_call(static_cast<std::uint32_t>(handle), type, counts, vectors);
  go_on(kNspeActor);
  require(status == *refusal, "a wrong request's status");
  for (const auto& vector : vectors.vector)
    require(vector.size == 0, "what is left of a wrong request's vectors");
}

void step() {
  switch (input.byte() % 16) {
    case 0:
    case 1:
      return connect_to_anything();
    case 2:
      return close_anything();
    case 3:
      return ask_version();
    case 4:
      return call_by_hand();
    case 5:
      return raise_interrupt(kNspeActor);
    case 6:
    case 7:
    case 8:
    case 9:
      return call_somebody(kNspeActor);
    default:
      return call_with_anything();
  }
}

void start() {
  reset();
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    service[place] = [=](const psa_msg_t& message) {
      return serve_as_function(static_cast<Place>(place), message);
    };
  }
  for (std::int32_t id = kHighId; id < kIds; ++id) {
    on_signals[id] = [=](psa_signal_t signals) { serve_as_thread(static_cast<Id>(id), signals); };
  }
  expected = {};
  is_draining = false;
}

void end() {
  input = {};
  is_draining = true;
  for (int rounds = 0; !expected.is_idle(); ++rounds) {
    require(rounds < 100, "everything is answered in the end");
    request(kNspeActor, handle_of(kWorker, 1), 0);
  }
  for (const Place place : {kLow, kMid, kMiddle, kHighA}) request(kNspeActor, handle_of(place, 1), kCloseAll);
  close_all(kNspeActor);
  require(expected.is_idle(), "nothing is left");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  start();
  input = Input(data, size);
  while (!input.is_empty()) step();
  end();
  return 0;
}
