// SPDX-License-Identifier: BSD-3-Clause
// The gate where there is one world: the program is the NSPE, its threads wait for each other, and each IPC
// partition is a thread of the process, of which one runs at a time, chosen as on a device. The calls' checks
// and the scheduler are the same code, the protection is the process's. A signal handler must not call psa_*
// functions, as it must not call malloc: it would pass for the partition that it interrupted.
#include "spm/gate/host.hpp"

#include <psa/client.h>
#include <pthread.h>

#include "client/transport.hpp"
#include "spm/signal_logic.hpp"

namespace redoubt::spm {
namespace {

// POSIX's own mutex: a C program that links the library needs no C++ runtime for it.
class Lock {
 public:
  explicit Lock(pthread_mutex_t& mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { pthread_mutex_unlock(&mutex_); }

 private:
  pthread_mutex_t& mutex_;
};

pthread_mutex_t one_call = PTHREAD_MUTEX_INITIALIZER;  // of the program's threads
pthread_mutex_t spm = PTHREAD_MUTEX_INITIALIZER;       // held where redoubt_spm may change
pthread_cond_t turn = PTHREAD_COND_INITIALIZER;        // redoubt_spm.thread has changed

thread_local bool in_partition = false;
bool is_preempted = false;

Thread* most_urgent() { return kThreads[__builtin_clz(redoubt_spm.ready)]; }

// Where the SPM is left: to the most urgent thread, until this one is that. Locked.
void yield() {
  is_preempted = false;
  Thread* const self = redoubt_spm.thread;
  // Nobody can run, and no interrupt will change that: a partition waits for what never comes.
  if (redoubt_spm.ready == 0) stop_partition(Misuse::kNesting, nullptr, 0);
  if (most_urgent() == self) return;
  self->active = redoubt_spm.active;
  redoubt_spm.thread = most_urgent();
  pthread_cond_broadcast(&turn);
  while (redoubt_spm.thread != self) pthread_cond_wait(&turn, &spm);
  redoubt_spm.active = self->active;
}
void yield_if_preempted() {
  if (is_preempted) yield();
}

// One of a partition's functions.
class InSpm {
 public:
  InSpm() = default;
  InSpm(const InSpm&) = delete;
  InSpm& operator=(const InSpm&) = delete;
  ~InSpm() { yield_if_preempted(); }

 private:
  Lock lock_{spm};
};

void* run_thread(void* argument) {
  auto* const partition = static_cast<const PartitionDescriptor*>(argument);
  {
    const Lock lock(spm);
    while (redoubt_spm.thread != partition->thread) pthread_cond_wait(&turn, &spm);
    redoubt_spm.active = partition;
  }
  in_partition = true;
  partition->entry();
  stop_partition(Misuse::kEntryReturned, nullptr, 0);
}

// ---- calls ----

void put(Call& call, const client::Vectors& vectors) {
  for (std::uint32_t i = 0; i < PSA_MAX_IOVEC; ++i) {
    call.slot[i].alleged = Alleged(vectors.vector[i].base, vectors.vector[i].size);
  }
}

void take(const Call& call, client::Vectors& vectors) {
  for (std::uint32_t i = 0; i < PSA_MAX_IOVEC; ++i) vectors.vector[i].size = call.slot[i].checked.left();
}

// Refused: 0 bytes are left of each output, so that the client's lengths stay.
psa_status_t refuse(psa_status_t status, client::Vectors& vectors) {
  vectors = {};
  return status;
}

// An SFN partition's function, on this thread, as that partition.
template <class Function>
psa_status_t run(const PartitionDescriptor& partition, Call& call, Function function) {
  PartitionState& state = *partition.state;
  const PartitionDescriptor* const client = redoubt_spm.active;
  const bool was_in_partition = in_partition;
  state.serving = state.latest = &call;
  call.partition = nullptr;
  redoubt_spm.active = &partition;
  in_partition = true;
  pthread_mutex_unlock(&spm);
  psa_status_t status = function();
  pthread_mutex_lock(&spm);
  in_partition = was_in_partition;
  status = finish(call, status);
  state.serving = nullptr;
  state.latest = nullptr;
  redoubt_spm.active = client;
  wake(state.blocked);
  state.blocked = 0;
  preempt_if_due();
  return status;
}

void wait_until_free(Call& call) {
  const PartitionDescriptor& partition = *call.service->partition;
  for (const PartitionDescriptor* p = call.client; p->state->serving != nullptr;
       p = p->state->serving->client) {
    if (p == &partition) stop_partition(Misuse::kNesting, nullptr, 0);
  }
  partition.state->blocked |= redoubt_spm.thread->bit;
  block();
  yield();
}

// As the active partition, or the program.
psa_status_t call_locked(std::uint32_t handle, std::int32_t type, std::uint32_t counts,
                         client::Vectors& vectors) {
  Call* const call = redoubt_spm.active->call;
  if (call == nullptr) stop_partition(Misuse::kServiceHandle, nullptr, static_cast<std::int32_t>(handle));
  Frame frame{};
  for (;;) {
    put(*call, vectors);
    call->frame = &frame;
    Service service = accept(handle, type, counts, *call);
    if (service == nullptr && redoubt_spm.refusal == kBusy) {
      wait_until_free(*call);
      continue;
    }
    if (service == nullptr) return refuse(redoubt_spm.refusal, vectors);
    const PartitionDescriptor& partition = *service->partition;
    if (partition.thread != nullptr) {
      post(*call, *service);
      yield();
      break;
    }
    frame.r0 =
        static_cast<std::uint32_t>(run(partition, *call, [&] { return service->sfn(partition.message); }));
    break;
  }
  take(*call, vectors);
  const auto status = static_cast<psa_status_t>(frame.r0);
  if (status == PSA_ERROR_PROGRAMMER_ERROR && call->client->id > 0) {
    stop_partition(Misuse::kMalformed, nullptr, call->type);
  }
  return status;
}

// Its thread runs until it waits. One that has been started waits already.
Status start_thread(const PartitionDescriptor& partition) {
  static Thread* started[32];
  Thread** place = started;
  while (*place != nullptr && *place != partition.thread) ++place;
  if (*place != nullptr) return {};
  pthread_t made;
  auto* const argument = const_cast<PartitionDescriptor*>(&partition);
  if (pthread_create(&made, nullptr, run_thread, argument) != 0)
    return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  pthread_detach(made);
  *place = partition.thread;
  wake(partition.thread->bit);
  yield();
  return {};
}

Status start_partition(const PartitionDescriptor& partition) {
  open_interrupts(partition);
  if (partition.thread != nullptr) return start_thread(partition);
  if (partition.init == nullptr) return {};
  Call& call = *kNspe.call;
  call.type = kTypeInit;
  call.connection = nullptr;
  call.vectors = {};
  if (const psa_status_t status = run(partition, call, partition.init); status != PSA_SUCCESS) {
    return Failure{status};
  }
  return {};
}

}  // namespace

// The partitions' functions run one after the other; a second time (tests) IPC partitions go on where they
// wait.
Status host::initialise_partitions() {
  const Lock lock(spm);
  open_calls();
  open_threads();
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) REDOUBT_TRY(start_partition(kPartitions[i]));
  return {};
}

namespace arch {
void preempt() { is_preempted = true; }
}  // namespace arch

}  // namespace redoubt::spm

using namespace redoubt::spm;

namespace redoubt::client {

psa_status_t transport_call(std::uint32_t handle, std::int32_t type, std::uint32_t counts, Vectors& vectors) {
  if (spm::in_partition) {
    const InSpm in_spm;
    return spm::call_locked(handle, type, counts, vectors);
  }
  const Lock one_at_a_time(one_call);
  if (const Status started = host::start(); !started) return refuse(started.status(), vectors);
  const InSpm in_spm;
  return spm::call_locked(handle, type, counts, vectors);
}

std::uint32_t transport_version(std::uint32_t sid) {
  if (spm::in_partition) return version_for(*redoubt_spm.active, sid);
  const Lock one_at_a_time(one_call);
  return host::start() ? version_for(kNspe, sid) : PSA_VERSION_NONE;
}

std::uint32_t transport_framework_version() { return PSA_FRAMEWORK_VERSION; }

}  // namespace redoubt::client

// ---- psa/service.h ----

extern "C" {

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes) {
  return read(msg_handle, invec_idx, buffer, num_bytes, nullptr);
}
size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes) {
  return skip(msg_handle, invec_idx, num_bytes, nullptr);
}
void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes) {
  write(msg_handle, outvec_idx, buffer, num_bytes, nullptr);
}
void psa_set_rhandle(psa_handle_t msg_handle, void* rhandle) { set_rhandle(msg_handle, rhandle, nullptr); }

const void* psa_map_invec(psa_handle_t msg_handle, uint32_t invec_idx) {
  return map(require_mappable(msg_handle, invec_idx, nullptr), invec_idx, 0, nullptr).mapped();
}
void psa_unmap_invec(psa_handle_t msg_handle, uint32_t invec_idx) {
  (void)unmap(require_mappable(msg_handle, invec_idx, nullptr), invec_idx, 0, nullptr);
}
void* psa_map_outvec(psa_handle_t msg_handle, uint32_t outvec_idx) {
  return map(require_mappable(msg_handle, outvec_idx, nullptr), outvec_idx, kFirstOutput, nullptr).mapped();
}
void psa_unmap_outvec(psa_handle_t msg_handle, uint32_t outvec_idx, size_t len) {
  unmap_output(require_mappable(msg_handle, outvec_idx, nullptr), outvec_idx, len, nullptr);
}

psa_signal_t psa_wait(psa_signal_t signal_mask, uint32_t timeout) {
  const InSpm in_spm;
  Frame frame{};
  Thread& self = *redoubt_spm.thread;
  self.frame = &frame;
  frame.r0 = signal_mask;
  frame.r1 = timeout;
  if (!wait(frame)) yield();
  return frame.r0;
}
psa_status_t psa_get(psa_signal_t signal, psa_msg_t* msg) {
  const InSpm in_spm;
  get(signal, msg);
  return PSA_SUCCESS;
}
void psa_reply(psa_handle_t msg_handle, psa_status_t status) {
  const InSpm in_spm;
  reply(msg_handle, status);
}
void psa_notify(int32_t partition_id) {
  const InSpm in_spm;
  notify(partition_id);
}
void psa_clear() { clear(); }
void psa_eoi(psa_signal_t irq_signal) { eoi(irq_signal); }
void psa_irq_enable(psa_signal_t irq_signal) { irq_enable(irq_signal); }
psa_irq_status_t psa_irq_disable(psa_signal_t irq_signal) { return irq_disable(irq_signal); }
void psa_reset_signal(psa_signal_t irq_signal) { reset_signal(irq_signal); }

void psa_panic() { stop_partition(Misuse::kPanic, nullptr, 0); }
uint32_t psa_rot_lifecycle_state() { return lifecycle(); }
}
