// SPDX-License-Identifier: BSD-3-Clause
// A call from its handle to the service's message: who may call what, with which memory. The same code for
// both kinds of callers: what differs is in the two policies NonSecure and Nested.
#include "spm/call.hpp"

#include "spm/connections.hpp"

namespace redoubt::spm {

extern "C" {
constinit State redoubt_spm = {};
}

void open_calls() {
  redoubt_spm.current = &redoubt_spm.calls[0];
  redoubt_spm.last = &redoubt_spm.calls[config::kSpmCallDepth - 1];
  redoubt_spm.next_handle = 1;
}

namespace {

using Service = const ServiceDescriptor*;

// ---- the two kinds of callers ----

struct NonSecure {
  using Side = arch::NonSecureSide;
  static Call& call() { return redoubt_spm.calls[0]; }
  static std::int32_t client_id() { return kNonSecureClient; }
  static bool may_call(const ServiceDescriptor& service) { return (service.flags & kNonSecureClients) != 0; }
  static bool is_serving(const PartitionDescriptor*) {
    return false;
  }  // a call in progress never gets this far

  // A PROGRAMMER ERROR is the NSPE's own problem: it gets a status.
  static Service refuse(Misuse, std::uint32_t, psa_status_t status = PSA_ERROR_PROGRAMMER_ERROR) {
    redoubt_spm.refusal = status;
    return nullptr;
  }
};

// `current` is the call that the calling partition serves, the new one the next.
struct Nested {
  using Side = arch::SecureSide;
  static Call& call() { return redoubt_spm.current[1]; }
  static const PartitionDescriptor& caller() { return *redoubt_spm.current->partition; }
  static std::int32_t client_id() { return caller().id; }
  static bool may_call(const ServiceDescriptor& service) {
    return (caller().callees >> static_cast<std::uint32_t>(&service - kServices) & 1) != 0;
  }
  // A -> B -> A: its stack and its message are in use.
  static bool is_serving(const PartitionDescriptor* partition) {
    for (const Call* call = redoubt_spm.calls; call <= redoubt_spm.current; ++call) {
      if (call->partition == partition) return true;
    }
    return false;
  }
  [[noreturn]] static Service refuse(Misuse what, std::uint32_t detail, psa_status_t = 0) {
    stop_partition(what, redoubt_spm.client_return, static_cast<std::int32_t>(detail));
  }
};

// ---- vectors and message ----

template <class From>
bool check_vectors(Call& call, psa_msg_t& message) {
  const typename From::Side side;
  for (std::uint32_t i = 0; i < call.in_count; ++i) {
    Slot& slot = call.slot[i];
    message.in_size[i] = slot.alleged.size();
    if (!Checked::check<Checked::Use::kRead>(slot, side)) return false;
  }
  for (std::uint32_t i = 0; i < call.out_count; ++i) {
    Slot& slot = call.slot[PSA_MAX_IOVEC - 1 - i];
    message.out_size[i] = slot.alleged.size();
    if (!Checked::check<Checked::Use::kWrite>(slot, side)) return false;
  }
  return true;
}

// Everything of the call but its vectors' sizes.
template <class From>
[[gnu::always_inline]] inline psa_msg_t& write_message(const ServiceDescriptor& service, std::int32_t type,
                                                       Connection* connection) {
  Call& call = From::call();
  const psa_handle_t handle = redoubt_spm.next_handle;
  // Odd, so never null; 2^30 calls until one returns.
  redoubt_spm.next_handle = static_cast<psa_handle_t>((static_cast<std::uint32_t>(handle) + 2) & 0x7FFFFFFFu);
  call.handle = handle;
  call.type = type;
  call.partition = service.partition;
  call.connection = connection;
  psa_msg_t& message = *service.partition->message;
  message.type = type;
  message.handle = handle;
  message.client_id = From::client_id();
  message.rhandle = connection != nullptr ? connection->rhandle : nullptr;
  // One by one: zeros of an aggregate or a loop become a call of memset, which takes three times as long.
  static_assert(PSA_MAX_IOVEC == 4);
  message.in_size[0] = message.in_size[1] = message.in_size[2] = message.in_size[3] = 0;
  message.out_size[0] = message.out_size[1] = message.out_size[2] = message.out_size[3] = 0;
  return message;
}

// ---- connections ----

template <class From>
Service connect(std::uint32_t sid, std::uint32_t version) {
  for (std::uint32_t i = 0; i < kServiceCount; ++i) {
    const ServiceDescriptor& service = kServices[i];
    if (service.sfn == nullptr || service.sid != sid) continue;
    if (!From::may_call(service) || (service.flags & kConnectionBased) == 0 ||
        From::is_serving(service.partition) || version - service.min_version > service.version_span) {
      break;
    }
    Connection* connection = open_connection(service, From::client_id());
    if (connection == nullptr) {
      redoubt_spm.refusal = PSA_ERROR_CONNECTION_BUSY;
      return nullptr;
    }
    write_message<From>(service, kTypeConnect, connection);
    return &service;
  }
  return From::refuse(Misuse::kUnknownService, sid, PSA_ERROR_CONNECTION_REFUSED);
}

template <class From>
Service disconnect(psa_handle_t handle) {
  redoubt_spm.refusal = PSA_SUCCESS;
  if (handle == PSA_NULL_HANDLE) return nullptr;
  Connection* connection = find_connection(handle, From::client_id());
  if (connection == nullptr) return From::refuse(Misuse::kServiceHandle, static_cast<std::uint32_t>(handle));
  if (From::is_serving(connection->service->partition)) return From::refuse(Misuse::kNesting, 0);
  write_message<From>(*connection->service, kTypeDisconnect, connection);
  return connection->service;
}

// ---- requests ----

template <class From>
[[gnu::always_inline]] inline bool accept_vectors(psa_msg_t& message, std::uint32_t counts) {
  Call& call = From::call();
  call.in_count = counts & 0xFF;
  call.out_count = counts >> 8;  // whatever the NSPE put above the two bytes makes it too many
  if (call.in_count + call.out_count > PSA_MAX_IOVEC) {
    From::refuse(Misuse::kVectorCount, counts);
    return false;
  }
  if (check_vectors<From>(call, message)) return true;
  From::refuse(Misuse::kVectorMemory, 0);
  return false;
}

template <class From>
[[gnu::noinline]] Service request_by_connection(std::uint32_t handle, std::int32_t type,
                                                std::uint32_t counts) {
  Connection* connection = find_connection(static_cast<psa_handle_t>(handle), From::client_id());
  if (connection == nullptr || connection->dead) return From::refuse(Misuse::kServiceHandle, handle);
  if (From::is_serving(connection->service->partition)) return From::refuse(Misuse::kNesting, handle);
  psa_msg_t& message = write_message<From>(*connection->service, type, connection);
  if (accept_vectors<From>(message, counts)) return connection->service;
  connection->dead = true;
  return nullptr;
}

template <class From>
[[gnu::noinline]] Service other_than_stateless_request(std::uint32_t handle, std::int32_t type,
                                                       std::uint32_t counts) {
  if (type >= 0) return request_by_connection<From>(handle, type, counts);
  Call& call = From::call();
  call.in_count = call.out_count = 0;
  if (type == kTypeConnect) return connect<From>(handle, counts);
  if (type == kTypeDisconnect) return disconnect<From>(static_cast<psa_handle_t>(handle));
  // A negative type in psa_call(): the connection ends too.
  Connection* connection = find_connection(static_cast<psa_handle_t>(handle), From::client_id());
  if (connection != nullptr) connection->dead = true;
  return From::refuse(Misuse::kRequestType, static_cast<std::uint32_t>(type));
}

template <class From>
[[gnu::always_inline]] inline Service enter(std::uint32_t handle, std::int32_t type, std::uint32_t counts) {
  if (type < 0 || (handle & kStatelessBit) == 0)
    return other_than_stateless_request<From>(handle, type, counts);
  const std::uint32_t place = handle & 0xFF;
  if (place >= kServiceCount) return From::refuse(Misuse::kServiceHandle, handle);
  const ServiceDescriptor& service = kServices[place];
  // Bit 31, which no handle has, makes the version larger than any service's.
  const std::uint32_t version = (handle ^ kStatelessBit) >> 8;
  if (version - service.min_version > service.version_span || (service.flags & kConnectionBased) != 0 ||
      !From::may_call(service)) {
    return From::refuse(Misuse::kServiceHandle, handle);
  }
  if (From::is_serving(service.partition)) return From::refuse(Misuse::kNesting, handle);
  psa_msg_t& message = write_message<From>(service, type, nullptr);
  if (counts == 0) {
    From::call().in_count = From::call().out_count = 0;
    return &service;
  }
  return accept_vectors<From>(message, counts) ? &service : nullptr;
}

// The answer of a connection-based service, and what it means for the connection.
psa_status_t answer_of_connection(const Call& call, psa_status_t status) {
  Connection& connection = *call.connection;
  if (call.type == kTypeDisconnect) {
    free_connection(connection);
    return PSA_SUCCESS;
  }
  if (call.type != kTypeConnect) {
    if (status == PSA_ERROR_PROGRAMMER_ERROR) connection.dead = true;
    return status;
  }
  if (status == PSA_SUCCESS) return connection.handle;
  if (status != PSA_ERROR_CONNECTION_REFUSED && status != PSA_ERROR_CONNECTION_BUSY) {
    stop_partition(Misuse::kConnectReply, nullptr, status);
  }
  free_connection(connection);
  return status;
}

template <class From>
std::uint32_t version_of(std::uint32_t sid) {
  for (std::uint32_t i = 0; i < kServiceCount; ++i) {
    const ServiceDescriptor& service = kServices[i];
    if (service.sfn != nullptr && service.sid == sid) {
      return From::may_call(service) ? service.version : PSA_VERSION_NONE;
    }
  }
  return PSA_VERSION_NONE;
}

}  // namespace

extern "C" {

Service redoubt_enter(std::uint32_t handle, std::int32_t type, std::uint32_t counts) {
  return enter<NonSecure>(handle, type, counts);
}

Service redoubt_enter_nested(std::uint32_t handle, std::int32_t type, std::uint32_t counts) {
  if (redoubt_spm.current == redoubt_spm.last) Nested::refuse(Misuse::kNesting, handle);
  Service service = enter<Nested>(handle, type, counts);
  if (service != nullptr) ++redoubt_spm.current;
  return service;
}

psa_status_t redoubt_leave(psa_status_t status) { return answer_of_connection(redoubt_spm.calls[0], status); }

psa_status_t redoubt_leave_nested(psa_status_t status) {
  Call& call = *redoubt_spm.current;
  if (call.connection != nullptr) status = answer_of_connection(call, status);
  --redoubt_spm.current;
  return status;
}

std::uint32_t redoubt_version(std::uint32_t sid) { return version_of<NonSecure>(sid); }
std::uint32_t redoubt_version_nested(std::uint32_t sid) { return version_of<Nested>(sid); }
}

}  // namespace redoubt::spm
