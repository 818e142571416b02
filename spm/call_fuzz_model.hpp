// SPDX-License-Identifier: BSD-3-Clause
// What FF-M says of the system in test_partitions.hpp, for the fuzzer: who may call what, what is asserted,
// which message comes next, who runs, and what each function has to answer. It knows nothing of the SPM's
// code: from there it has only numbers (ids, places, types).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "spm/test_partitions.hpp"

namespace redoubt::spm::test::model {

// What the model says is not what happened: ends the process.
void require(bool condition, const char* what);

// ---- the system ----

struct Service {
  Id partition;
  std::uint32_t oldest, version;  // a client's version is in between
  bool is_connection, is_mapped;
};
// nullptr: there is none at that place.
const Service* service_at(std::uint32_t place);

constexpr std::int32_t kNspeId = -1;
constexpr bool is_ipc(Id partition) { return partition >= kHighId; }
bool may_call(std::int32_t client, std::uint32_t place);
// Those that a client calls here: partitions that do it never wait for each other in a circle.
const std::vector<Place>& callees(std::int32_t client);

// ---- calls ----

enum class Use : std::uint8_t { kNone, kCopied, kMapped, kUnmapped };

struct Vector {
  const void* base = nullptr;       // where its client has it
  std::vector<std::uint8_t> bytes;  // an input's content; of an output what its memory holds
  std::size_t at = 0;               // read, or written, so far
  Use use = Use::kNone;
};

struct Connection {
  bool is_open = false, is_dead = false;
  bool is_lost = false;  // the service's partition was started anew: it is not told of the end
  psa_handle_t handle = PSA_NULL_HANDLE;
  std::int32_t client = 0;
  Place place = kHole;
  void* rhandle = nullptr;
};

struct Call {
  std::int32_t client = 0;
  Place place = kHole;
  std::int32_t type = 0;
  Connection* connection = nullptr;
  std::vector<Vector> in, out;
  psa_handle_t message = PSA_NULL_HANDLE;  // once it is delivered
  bool is_answered = false;
  psa_status_t status = PSA_SUCCESS;
};

// ---- threads: those of the IPC partitions by priority, the highest first, and the NSPE's ----

enum class Wait : std::uint8_t { kNothing, kSignal, kAnswer, kFree };

struct Thread {
  Wait wait = Wait::kNothing;
  psa_signal_t mask = 0;   // kSignal
  psa_signal_t found = 0;  // kSignal: what was asserted when that ended; there may be more when it runs
  Call* call = nullptr;    // kAnswer, kFree: what it waits for
};
constexpr std::size_t kNspeThread = kIds - kHighId;
constexpr std::size_t thread_of(Id partition) { return static_cast<std::size_t>(partition - kHighId); }

struct Partition {
  bool is_busy = false;      // SFN
  psa_signal_t signals = 0;  // asserted
  std::deque<Call*> queue;   // not delivered, the oldest first
  std::vector<Call*> held;   // delivered and not answered
};

struct Interrupt {
  Id partition = kIds;
  bool is_first_level = false;
  bool is_enabled = false;
  bool is_open = false;  // second level: between its signal and psa_eoi()
};

class Model {
 public:
  Model();

  // Who may run now.
  bool is_ready(std::size_t thread) const;
  std::size_t most_urgent() const;
  bool is_anybody_ready_besides(std::size_t thread) const;
  // Whether somebody can run once `thread` waits for an answer from `place`.
  bool can_wait_for(std::size_t thread, Place place) const;
  // Whom to notify so that somebody can run: a partition that could answer or has not looked at a message.
  Id who_can_go_on() const;
  // All partitions wait for anything, and there is nothing.
  bool is_idle() const;

  // What psa_call() says at once, before anybody is asked; nothing: the service gets the call.
  std::optional<psa_status_t> refuse(std::int32_t client, psa_handle_t handle, std::int32_t type,
                                     bool are_vectors_right);
  // What a handle names for its client.
  Place place_of(std::int32_t client, psa_handle_t handle);
  Connection* connection_of(std::int32_t client, psa_handle_t handle);
  std::vector<Connection*> connections_of(std::int32_t client);
  std::vector<psa_handle_t> all_handles() const;  // of connections, whoever's
  bool has_free_connection() const;
  Connection* open_connection(std::int32_t client, Place place);  // only if there is a free one

  void assert_signals(Id partition, psa_signal_t signals);
  void post(Call& call);                             // to an IPC partition
  Call& deliver(Id partition, psa_signal_t signal);  // by psa_get()
  void answer(Call& call, psa_status_t status);      // what the client gets by that
  void restart(Id partition);                        // IPC: what its clients get, and what is left of it
  std::uint32_t version(std::int32_t client, std::uint32_t sid) const;

  Partition& at(std::int32_t partition) { return partitions_[static_cast<std::size_t>(partition)]; }
  const Partition& at(std::int32_t partition) const {
    return partitions_[static_cast<std::size_t>(partition)];
  }

  std::array<Thread, kNspeThread + 1> threads{};
  std::array<Interrupt, kOneBehindInterrupts> interrupts{};

 private:
  bool is_stuck(Id partition) const;

  std::array<Partition, kIds> partitions_{};
  std::vector<Connection> connections_;
};

}  // namespace redoubt::spm::test::model
