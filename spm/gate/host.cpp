// SPDX-License-Identifier: BSD-3-Clause
// The gate where there is one world: the program is the NSPE, its threads wait for each other, and a
// partition is what runs on the thread inside a call. The calls' checks are call.cpp's, the protection is the
// process's. A signal handler must not call psa_* functions, as it must not call malloc: it would pass for
// the partition that it interrupted.
#include "spm/gate/host.hpp"

#include <psa/client.h>
#include <pthread.h>

#include "client/transport.hpp"
#include "spm/call.hpp"

namespace redoubt::spm {
namespace {

thread_local bool in_partition = false;

// One call at a time. POSIX's own mutex: a C program that links the library needs no C++ runtime for it.
class OneAtATime {
 public:
  OneAtATime() { pthread_mutex_lock(&mutex); }
  OneAtATime(const OneAtATime&) = delete;
  OneAtATime& operator=(const OneAtATime&) = delete;
  ~OneAtATime() { pthread_mutex_unlock(&mutex); }

 private:
  static inline pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
};

// This thread runs a partition, to the end of the scope.
class AsPartition {
 public:
  AsPartition() { in_partition = true; }
  AsPartition(const AsPartition&) = delete;
  AsPartition& operator=(const AsPartition&) = delete;
  ~AsPartition() { in_partition = was_; }

 private:
  const bool was_ = in_partition;
};

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

psa_status_t run(const ServiceDescriptor& service) {
  const AsPartition as_partition;
  return service.sfn(service.partition->message);
}

psa_status_t call_from_client(std::uint32_t handle, std::int32_t type, std::uint32_t counts,
                              client::Vectors& vectors) {
  const OneAtATime one_at_a_time;
  if (const Status started = host::start(); !started) return refuse(started.status(), vectors);
  Call& call = redoubt_spm.calls[0];
  put(call, vectors);
  const ServiceDescriptor* service = redoubt_enter(handle, type, counts);
  if (service == nullptr) return refuse(redoubt_spm.refusal, vectors);
  psa_status_t status = run(*service);
  if (call.connection != nullptr) status = redoubt_leave(status);
  take(call, vectors);
  return status;
}

psa_status_t call_from_partition(std::uint32_t handle, std::int32_t type, std::uint32_t counts,
                                 client::Vectors& vectors) {
  Call& call = redoubt_spm.current[1];
  put(call, vectors);
  const ServiceDescriptor* service = redoubt_enter_nested(handle, type, counts);
  if (service == nullptr) return refuse(redoubt_spm.refusal, vectors);
  const psa_status_t status = redoubt_leave_nested(run(*service));
  take(call, vectors);
  return status;
}

}  // namespace

Status host::initialise_partitions() {
  open_calls();
  const AsPartition as_partition;
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    const PartitionDescriptor& partition = kPartitions[i];
    redoubt_spm.calls[0].partition = &partition;
    redoubt_spm.calls[0].type = kTypeConnect;  // no request: nothing to read or write
    if (partition.init == nullptr) continue;
    if (const psa_status_t status = partition.init(); status != PSA_SUCCESS) return Failure{status};
  }
  return {};
}

}  // namespace redoubt::spm

namespace redoubt::client {

psa_status_t transport_call(std::uint32_t handle, std::int32_t type, std::uint32_t counts, Vectors& vectors) {
  return spm::in_partition ? spm::call_from_partition(handle, type, counts, vectors)
                           : spm::call_from_client(handle, type, counts, vectors);
}

std::uint32_t transport_version(std::uint32_t sid) {
  if (spm::in_partition) return spm::redoubt_version_nested(sid);
  const spm::OneAtATime one_at_a_time;
  return spm::host::start() ? spm::redoubt_version(sid) : PSA_VERSION_NONE;
}

std::uint32_t transport_framework_version() { return PSA_FRAMEWORK_VERSION; }

}  // namespace redoubt::client
