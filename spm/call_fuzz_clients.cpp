// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstring>

#include "spm/call_fuzz_actors.hpp"

namespace redoubt::spm::test {

using model::Call;
using model::require;

Input input;
model::Model expected;
bool is_draining = false;

void go_on(const Actor& actor) {
  expected.threads[actor.thread].wait = model::Wait::kNothing;
  require(expected.most_urgent() == actor.thread, "who runs");
}

namespace {

constexpr std::uint8_t kUntouched = 0x55;

// ---- calls ----

Call expected_call(const Actor& actor, Place place, std::int32_t type) {
  Call call;
  call.client = actor.id;
  call.place = place;
  call.type = type;
  return call;
}

void take_vectors(Call& call, const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.ins; ++i) {
    const auto& memory = arguments.in[i];
    const auto size = static_cast<std::ptrdiff_t>(arguments.invec[i].len);
    call.in.push_back({arguments.invec[i].base, {memory.begin(), memory.begin() + size}});
  }
  for (std::size_t i = 0; i < arguments.outs; ++i) {
    call.out.push_back({arguments.outvec[i].base, std::vector(arguments.outvec[i].len, kUntouched)});
  }
}

// The service will get the call.
void begin(const Actor& actor, Call& call) {
  const bool is_ipc = model::is_ipc(model::service_at(call.place)->partition);
  expected.threads[actor.thread] = {is_ipc ? model::Wait::kAnswer : model::Wait::kFree, 0, 0, &call};
  if (is_ipc) expected.post(call);
}

void check_input(const Arguments& arguments, const Arguments& before) {
  for (std::size_t i = 0; i < 5; ++i) require(arguments.in[i] == before.in[i], "inputs stay");
}

void check_outputs(const Arguments& arguments, const Arguments& before, const Call* call) {
  for (std::size_t i = 0; i < 5; ++i) {
    const bool is_served = call != nullptr && i < call->out.size();
    const std::size_t length = is_served ? call->out[i].at : before.outvec[i].len;
    require(arguments.outvec[i].len == length, "an output's length");
    const std::size_t room = is_served ? call->out[i].bytes.size() : 0;
    if (room != 0)
      require(std::memcmp(arguments.out[i].data(), call->out[i].bytes.data(), room) == 0, "an output");
    require(std::all_of(arguments.out[i].begin() + static_cast<std::ptrdiff_t>(room), arguments.out[i].end(),
                        [](std::uint8_t byte) { return byte == kUntouched; }),
            "what is behind an output");
  }
}

void choose_vectors(Arguments& arguments, std::size_t ins, std::size_t outs) {
  arguments.ins = ins;
  arguments.outs = outs;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::uint8_t first = i < ins ? input.byte() : std::uint8_t{0};
    for (std::size_t at = 0; at < Arguments::kRoom; ++at) {
      arguments.in[i][at] = static_cast<std::uint8_t>(first + 7 * at);
    }
    arguments.out[i].fill(kUntouched);
    arguments.invec[i] = {arguments.in[i].data(), i < ins ? input.below(Arguments::kRoom) : 0};
    arguments.outvec[i] = {arguments.out[i].data(), i < outs ? input.below(Arguments::kRoom) : 0};
  }
}

}  // namespace

void fill(Arguments& arguments) {
  const std::size_t ins = input.below(5);
  choose_vectors(arguments, ins, input.below(5 - ins));
}

// Too many vectors, or one that wraps around or is nowhere.
void spoil_one(Arguments& arguments) {
  const std::uint8_t choice = input.byte();
  if (choice < 200) return;
  const std::size_t count = arguments.ins + arguments.outs;
  if (choice < 210 || count == 0) return choose_vectors(arguments, 2 + choice % 4, 3);
  void* const base = choice % 2 == 0 ? arguments.out[0].data() : nullptr;
  const std::size_t size = choice % 2 == 0 ? SIZE_MAX : 1 + choice % 8, which = choice / 2 % count;
  if (which < arguments.ins)
    arguments.invec[which] = {base, size};
  else
    arguments.outvec[which - arguments.ins] = {base, size};
  arguments.are_right = false;
}

void request(const Actor& actor, psa_handle_t handle, std::int32_t type, Arguments& arguments) {
  const Arguments before = arguments;
  const bool are_right = arguments.are_right && arguments.ins + arguments.outs <= PSA_MAX_IOVEC;
  Call call = expected_call(actor, expected.place_of(actor.id, handle), type);
  call.connection = expected.connection_of(actor.id, handle);
  const std::optional<psa_status_t> refusal = expected.refuse(actor.id, handle, type, are_right);
  const bool is_right = !refusal.has_value();
  if (is_right) {
    take_vectors(call, arguments);
    begin(actor, call);
  }
  const psa_status_t status =
      psa_call(handle, type, arguments.invec, arguments.ins, arguments.outvec, arguments.outs);
  go_on(actor);
  require(call.is_answered == is_right, "whether the service was reached");
  require(status == (is_right ? call.status : *refusal), "a request's status");
  check_input(arguments, before);
  check_outputs(arguments, before, is_right ? &call : nullptr);
}

void request(const Actor& actor, psa_handle_t handle, std::int32_t type) {
  Arguments none;
  choose_vectors(none, 0, 0);
  request(actor, handle, type, none);
}

// ---- connections ----

namespace {

bool is_connect_right(const Actor& actor, std::uint32_t sid, std::uint32_t version) {
  const model::Service* const facts = model::service_at(sid - kSid);
  return facts != nullptr && facts->is_connection && model::may_call(actor.id, sid - kSid) &&
         version >= facts->oldest && version <= facts->version;
}

void check_connected(const Call& call, psa_handle_t handle) {
  if (!call.is_answered) {
    // The partition was busy, and when it was free there were too many connections.
    require(handle == PSA_ERROR_CONNECTION_BUSY && !expected.has_free_connection(),
            "a connection too many later");
  } else if (call.status != PSA_SUCCESS) {
    require(handle == call.status, "a connection that the service refuses");
  } else {
    require(PSA_HANDLE_IS_VALID(handle) && expected.connection_of(call.client, handle) == nullptr,
            "a connection");
    call.connection->handle = handle;
  }
}

}  // namespace

void connect(const Actor& actor, std::uint32_t sid, std::uint32_t version) {
  const bool is_right = is_connect_right(actor, sid, version);
  if (!is_right || !expected.has_free_connection()) {
    const psa_handle_t handle = psa_connect(sid, version);
    go_on(actor);
    return require(handle == (is_right ? PSA_ERROR_CONNECTION_BUSY : PSA_ERROR_CONNECTION_REFUSED),
                   "no connection");
  }
  Call call = expected_call(actor, static_cast<Place>(sid - kSid), PSA_IPC_CONNECT);
  if (model::is_ipc(model::service_at(call.place)->partition)) {
    call.connection = expected.open_connection(actor.id, call.place);
  }
  begin(actor, call);
  const psa_handle_t handle = psa_connect(sid, version);
  go_on(actor);
  check_connected(call, handle);
}

void close(const Actor& actor, psa_handle_t handle) {
  Call call = expected_call(actor, expected.place_of(actor.id, handle), PSA_IPC_DISCONNECT);
  call.connection = expected.connection_of(actor.id, handle);
  const bool is_lost = call.connection != nullptr && call.connection->is_lost;
  const bool is_right = call.connection != nullptr && !is_lost;
  if (is_right) begin(actor, call);
  psa_close(handle);
  go_on(actor);
  if (is_lost) *call.connection = {};
  require(call.is_answered == is_right, "whether the service was told of the end");
}

void close_all(const Actor& actor) {
  if (!is_draining) return;  // it might wait for ever
  for (const model::Connection* connection : expected.connections_of(actor.id))
    close(actor, connection->handle);
}

// ---- what a partition may call without being stopped ----

namespace {

void use_connection(const Actor& actor, Place place) {
  const auto own = expected.connections_of(actor.id);
  const auto found = std::find_if(own.begin(), own.end(), [=](const auto* it) { return it->place == place; });
  if (found == own.end()) return connect(actor, kSid + place, 1);
  const psa_handle_t handle = (*found)->handle;
  if ((*found)->is_lost || input.below(4) == 1) return close(actor, handle);
  Arguments arguments;
  fill(arguments);
  request(actor, handle, input.byte(), arguments);
}

}  // namespace

void call_somebody(const Actor& actor) {
  const std::vector<Place>& places = model::callees(actor.id);
  if (places.empty()) return;
  const Place place = input.one_of(places);
  if (!expected.can_wait_for(actor.thread, place)) return;
  const model::Service& facts = *model::service_at(place);
  if (facts.is_connection) return use_connection(actor, place);
  const std::uint32_t version =
      facts.oldest + static_cast<std::uint32_t>(input.below(facts.version - facts.oldest + 1));
  Arguments arguments;
  fill(arguments);
  request(actor, handle_of(place, version), input.byte(), arguments);
}

// ---- interrupts ----

namespace {

// Somebody more urgent may have been woken; that is found where the SPM is left.
void leave_spm(const Actor& actor) {
  if (actor.id == model::kNspeId) {
    psa_close(-1);
  } else {
    const psa_signal_t asserted = expected.at(actor.id).signals;
    require(psa_wait(PSA_WAIT_ANY, PSA_POLL) == asserted, "signals after an interrupt");
  }
  go_on(actor);
}

}  // namespace

void raise_interrupt(const Actor& actor) {
  const auto number = static_cast<std::uint32_t>(kHighInterrupt + input.below(3));
  model::Interrupt& interrupt = expected.interrupts[number];
  const psa_flih_result_t result = input.byte() & 1;
  const bool is_taken = interrupt.is_enabled && !interrupt.is_open;
  int runs = 0;
  first_level = [&] { return ++runs, result; };
  if (is_taken && !interrupt.is_first_level) interrupt.is_open = true;
  if (is_taken && (!interrupt.is_first_level || result == PSA_FLIH_SIGNAL)) {
    expected.assert_signals(interrupt.partition, signal_of_interrupt(number));
  }
  raise(number);
  require(runs == (is_taken && interrupt.is_first_level ? 1 : 0), "whether a handler ran");
  leave_spm(actor);
}

}  // namespace redoubt::spm::test
