// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstring>

#include "spm/call_fuzz_actors.hpp"
#include "spm/signal_logic.hpp"

namespace redoubt::spm::test {

using model::Call;
using model::require;
using model::Use;

namespace {

thread_local std::size_t own_thread = model::kNspeThread;
std::vector<psa_handle_t> live_messages;
std::array<psa_handle_t, kIds + 1> last_message;  // by client id + 1

// ---- what a message says ----

void check_message(Call& call, const psa_msg_t& message) {
  require(message.type == call.type, "a message's type");
  require(message.client_id == call.client, "a message's client");
  require(message.rhandle == (call.connection != nullptr ? call.connection->rhandle : nullptr), "an rhandle");
  for (std::size_t i = 0; i < PSA_MAX_IOVEC; ++i) {
    require(message.in_size[i] == (i < call.in.size() ? call.in[i].bytes.size() : 0), "an input's size");
    require(message.out_size[i] == (i < call.out.size() ? call.out[i].bytes.size() : 0), "an output's size");
  }
  require(message.handle > 0, "a message's handle");
  require(std::find(live_messages.begin(), live_messages.end(), message.handle) == live_messages.end(),
          "a message's handle is its own");
  psa_handle_t& last = last_message[static_cast<std::size_t>(call.client) + 1];
  require(message.handle != last, "a message's handle is not its client's last one");
  last = message.handle;
  live_messages.push_back(message.handle);
  call.message = message.handle;
}

void forget_message(const Call& call) {
  live_messages.erase(std::remove(live_messages.begin(), live_messages.end(), call.message),
                      live_messages.end());
}

// Right for the message; a request that is malformed stops a client that is a partition.
psa_status_t choose_status(const Call& call) {
  const std::uint8_t choice = input.byte();
  if (call.type == PSA_IPC_CONNECT) {
    constexpr psa_status_t kAnswers[] = {PSA_SUCCESS, PSA_SUCCESS, PSA_ERROR_CONNECTION_REFUSED,
                                         PSA_ERROR_CONNECTION_BUSY};
    return kAnswers[choice % 4];
  }
  if (choice == 199)
    return call.client == model::kNspeId ? PSA_ERROR_PROGRAMMER_ERROR : PSA_ERROR_GENERIC_ERROR;
  if (choice < 200) return choice;
  const auto status = static_cast<psa_status_t>(input.word());
  return status == PSA_ERROR_PROGRAMMER_ERROR ? PSA_SUCCESS : status;
}

// What of a mapped output was not unmapped was not written, for all that the client is told.
psa_status_t end_of(Call& call) {
  const psa_status_t status = choose_status(call);
  forget_message(call);
  expected.answer(call, status);
  return status;
}

// ---- what is done with a message's vectors ----

model::Vector none;

model::Vector& vector_at(std::vector<model::Vector>& vectors, std::uint32_t index) {
  if (index < vectors.size()) return vectors[index];
  none = {};
  return none;
}
std::uint32_t choose_index() { return static_cast<std::uint32_t>(input.below(PSA_MAX_IOVEC)); }
bool is_copied(const model::Vector& vector) { return vector.use == Use::kNone || vector.use == Use::kCopied; }

void read(Call& call) {
  const std::uint32_t index = choose_index();
  model::Vector& vector = vector_at(call.in, index);
  if (!is_copied(vector)) return;
  std::array<std::uint8_t, 48> part;
  part.fill(0xEE);
  const std::size_t wanted = input.below(part.size()),
                    size = std::min(wanted, vector.bytes.size() - vector.at);
  require(psa_read(call.message, index, part.data(), wanted) == size, "how much was read");
  if (size != 0) require(std::memcmp(part.data(), &vector.bytes[vector.at], size) == 0, "what was read");
  require(std::all_of(part.begin() + static_cast<std::ptrdiff_t>(size), part.end(),
                      [](std::uint8_t byte) { return byte == 0xEE; }),
          "no more is read");
  vector.at += size;
  vector.use = Use::kCopied;
}

void skip(Call& call) {
  const std::uint32_t index = choose_index();
  model::Vector& vector = vector_at(call.in, index);
  if (!is_copied(vector)) return;
  const std::uint8_t choice = input.byte();
  const std::size_t wanted = choice < 240 ? choice % 24 : SIZE_MAX - choice;
  const std::size_t size = std::min(wanted, vector.bytes.size() - vector.at);
  require(psa_skip(call.message, index, wanted) == size, "how much was skipped");
  vector.at += size;
  vector.use = Use::kCopied;
}

void write(Call& call) {
  const std::uint32_t index = choose_index();
  model::Vector& vector = vector_at(call.out, index);
  if (!is_copied(vector)) return;
  const std::size_t size = input.below(vector.bytes.size() - vector.at + 1);
  std::array<std::uint8_t, 48> part;
  part.fill(input.byte());
  psa_write(call.message, index, part.data(), size);
  std::copy_n(part.begin(), size, vector.bytes.begin() + static_cast<std::ptrdiff_t>(vector.at));
  vector.at += size;
  vector.use = Use::kCopied;
}

void use_mapped_input(Call& call) {
  const std::uint32_t index = choose_index();
  model::Vector& vector = vector_at(call.in, index);
  if (vector.use == Use::kMapped) {
    psa_unmap_invec(call.message, index);
    vector.use = Use::kUnmapped;
  } else if (vector.use == Use::kNone && !vector.bytes.empty()) {
    require(psa_map_invec(call.message, index) == vector.base, "a mapped input");
    vector.use = Use::kMapped;
  }
}

void use_mapped_output(Call& call) {
  const std::uint32_t index = choose_index();
  model::Vector& vector = vector_at(call.out, index);
  if (vector.use == Use::kMapped) {
    vector.at = input.below(vector.bytes.size() + 1);
    psa_unmap_outvec(call.message, index, vector.at);
    vector.use = Use::kUnmapped;
  } else if (vector.use == Use::kNone && !vector.bytes.empty()) {
    auto* const mapped = static_cast<std::uint8_t*>(psa_map_outvec(call.message, index));
    require(mapped == vector.base, "a mapped output");
    const std::size_t at = input.below(vector.bytes.size());
    mapped[at] = vector.bytes[at] = input.byte();
    vector.use = Use::kMapped;
  }
}

void set_rhandle(Call& call) {
  if (call.connection == nullptr) return;
  call.connection->rhandle = reinterpret_cast<void*>(std::uintptr_t{input.byte()});
  psa_set_rhandle(call.message, call.connection->rhandle);
}

void use_vectors(Call& call) {
  if (call.type < 0) return;
  const bool is_mapped = model::service_at(call.place)->is_mapped;
  switch (input.below(is_mapped ? 5 : 3)) {
    case 0:
      return read(call);
    case 1:
      return skip(call);
    case 2:
      return write(call);
    case 3:
      return use_mapped_input(call);
    default:
      return use_mapped_output(call);
  }
}

// ---- what a partition does besides ----

model::Partition& own(const Actor& actor) { return expected.at(actor.id); }

void ask_version(const Actor& actor) {
  const std::uint32_t sid = kSid + static_cast<std::uint32_t>(input.below(kPlaces + 1));
  require(psa_version(sid) == expected.version(actor.id, sid), "a version");
}

void notify(const Actor& actor, Id id) {
  expected.assert_signals(id, PSA_DOORBELL);
  psa_notify(id);
  go_on(actor);
}

void poll(const Actor& actor) {
  const psa_signal_t mask = input.word() | PSA_DOORBELL, asserted = own(actor).signals & mask;
  require(psa_wait(mask, PSA_POLL) == asserted, "what is polled");
  go_on(actor);
}

void switch_interrupt(const Actor& actor) {
  const auto number = static_cast<std::uint32_t>(kHighInterrupt + input.below(3));
  model::Interrupt& interrupt = expected.interrupts[number];
  if (interrupt.partition != actor.id) return;
  if (input.below(2) == 0) {
    psa_irq_enable(signal_of_interrupt(number));
    interrupt.is_enabled = true;
  } else {
    require((psa_irq_disable(signal_of_interrupt(number)) != 0) == interrupt.is_enabled,
            "whether it was enabled");
    interrupt.is_enabled = false;
  }
  require(is_enabled(number) == (interrupt.is_enabled && !interrupt.is_open),
          "whether an interrupt is enabled");
}

void answer(const Actor& actor, Call& call) {
  const psa_handle_t message = call.message;
  psa_reply(message, end_of(call));
  go_on(actor);
}

Call& one_held(const Actor& actor) { return *own(actor).held[input.below(own(actor).held.size())]; }

// It faults and is started anew, as the device does it (spm/arch/armv8m/restart.cpp).
void crash(const Actor& actor) {
  for (const Call* call : own(actor).held) forget_message(*call);
  expected.restart(static_cast<Id>(actor.id));
  const PartitionDescriptor& partition = kPartitions[actor.id - 1];
  abandon(partition);
  open_interrupts(partition);
  for (std::uint32_t number = kHighInterrupt; number < kOneBehindInterrupts; ++number) {
    const model::Interrupt& interrupt = expected.interrupts[number];
    if (interrupt.partition != actor.id) continue;
    require(is_enabled(number) == interrupt.is_enabled, "whether an interrupt is enabled in a new life");
  }
  require(psa_wait(PSA_WAIT_ANY, PSA_POLL) == 0, "a new life without signals");
  go_on(actor);
}

void act_as_thread(const Actor& actor) {
  switch (input.below(7)) {
    case 0:
      return notify(actor, static_cast<Id>(kHighId + input.below(kIds - kHighId)));
    case 1:
      return poll(actor);
    case 2:
      return switch_interrupt(actor);
    case 3:
      return raise_interrupt(actor);
    case 4:
      return crash(actor);
    default:
      return own(actor).held.empty() ? void() : answer(actor, one_held(actor));
  }
}

constexpr std::size_t kMostSteps = 8;

// ---- SFN ----

void act_on(const Actor& actor, Call& call) {
  for (std::size_t steps = input.below(kMostSteps); steps != 0; --steps) {
    const std::size_t choice = input.below(8);
    if (choice == 0)
      ask_version(actor);
    else if (choice == 1)
      set_rhandle(call);
    else if (choice == 2)
      call_somebody(actor);
    else
      use_vectors(call);
  }
}

}  // namespace

psa_status_t serve_as_function(Place place, const psa_msg_t& message) {
  model::Partition& partition = expected.at(model::service_at(place)->partition);
  const Actor actor = {model::service_at(place)->partition, own_thread};
  require(expected.threads[own_thread].wait == model::Wait::kFree && !partition.is_busy,
          "a function that is due");
  Call& call = *expected.threads[own_thread].call;
  require(call.place == place, "the service that was called");
  if (call.type == PSA_IPC_CONNECT) call.connection = expected.open_connection(call.client, place);
  go_on(actor);
  partition.is_busy = true;
  check_message(call, message);
  if (call.type == kCloseAll) close_all(actor);
  act_on(actor, call);
  return end_of(call);
}

// ---- IPC ----

namespace {

void act(const Actor& actor) {
  for (std::size_t steps = input.below(kMostSteps); steps != 0; --steps) {
    const std::size_t choice = input.below(8);
    if (choice == 0)
      ask_version(actor);
    else if (choice == 1)
      act_as_thread(actor);
    else if (choice == 2)
      call_somebody(actor);
    else if (own(actor).held.empty())
      return;
    else if (choice == 3)
      set_rhandle(one_held(actor));
    else
      use_vectors(one_held(actor));
  }
}

void answer_all(const Actor& actor) {
  while (!own(actor).held.empty()) answer(actor, one_held(actor));
}

void ring_everywhere(const Actor& actor) {
  for (std::int32_t id = kHighId; id < actor.id; ++id) notify(actor, static_cast<Id>(id));
}

void take_message(const Actor& actor, psa_signal_t signal) {
  psa_msg_t message;
  Call& call = expected.deliver(static_cast<Id>(actor.id), signal);
  require(psa_get(signal, &message) == PSA_SUCCESS, "psa_get()");
  check_message(call, message);
  if (call.type == kCloseAll) close_all(actor);
  if (is_draining && actor.id == kWorkerId) ring_everywhere(actor);
  const std::size_t held = own(actor).held.size();
  act(actor);
  if (is_draining) return answer_all(actor);
  if (own(actor).held.size() == held && input.below(2) == 0) answer(actor, *own(actor).held.back());
}

void end_interrupt(const Actor& actor, psa_signal_t signal) {
  std::uint32_t number = kHighInterrupt;
  while (signal_of_interrupt(number) != signal) ++number;
  model::Interrupt& interrupt = expected.interrupts[number];
  own(actor).signals &= ~signal;
  interrupt.is_open = false;
  if (interrupt.is_first_level)
    psa_reset_signal(signal);
  else
    psa_eoi(signal);
  require(is_enabled(number) == interrupt.is_enabled, "whether an interrupt is enabled after its end");
}

void handle(const Actor& actor, psa_signal_t signals) {
  std::vector<psa_signal_t> asserted;
  for (psa_signal_t bit = 1; bit != 0; bit <<= 1) {
    if ((signals & bit) != 0) asserted.push_back(bit);
  }
  const psa_signal_t signal = input.one_of(asserted);
  if (signal >= signal_of_interrupt(kHighInterrupt)) return end_interrupt(actor, signal);
  if (signal != PSA_DOORBELL) return take_message(actor, signal);
  psa_clear();
  own(actor).signals &= ~PSA_DOORBELL;
  if (is_draining) return answer_all(actor);
  act(actor);
  if (!own(actor).held.empty() && input.below(2) == 0) answer(actor, one_held(actor));
}

// If everybody else waits, somebody has to be answered, by this partition or by another one, which then has
// to be told.
void let_somebody_run(const Actor& actor) {
  while (!expected.is_anybody_ready_besides(actor.thread) && own(actor).signals == 0) {
    if (!own(actor).held.empty())
      answer(actor, one_held(actor));
    else
      notify(actor, expected.who_can_go_on());
  }
}

psa_signal_t choose_mask(const Actor& actor, psa_signal_t handled) {
  const bool is_for_anything = actor.id == kWorkerId || (handled & PSA_DOORBELL) != 0 || is_draining;
  if (is_for_anything || !expected.is_anybody_ready_besides(actor.thread)) return PSA_WAIT_ANY;
  return input.below(4) == 1 ? input.word() | PSA_DOORBELL : PSA_WAIT_ANY;
}

}  // namespace

void serve_as_thread(Id id, psa_signal_t signals) {
  const Actor actor = {id, model::thread_of(id)};
  own_thread = actor.thread;
  model::Thread& thread = expected.threads[actor.thread];
  for (;;) {
    const psa_signal_t asserted = own(actor).signals & thread.mask;
    require((signals & ~asserted) == 0 && (thread.found & ~signals) == 0 && signals != 0,
            "what psa_wait() found");
    go_on(actor);
    handle(actor, signals);
    let_somebody_run(actor);
    const psa_signal_t mask = choose_mask(actor, signals);
    thread = {model::Wait::kSignal, mask, own(actor).signals & mask};
    signals = psa_wait(mask, PSA_BLOCK);
  }
}

}  // namespace redoubt::spm::test
