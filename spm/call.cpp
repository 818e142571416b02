// SPDX-License-Identifier: BSD-3-Clause
// A call from its handle to the service's message: who may call what, with which memory. The same code for
// all callers; the NSPE's are told apart where an error's consequence or the view of the memory differs.
#include "spm/call.hpp"

#include "spm/connections.hpp"

namespace redoubt::spm {

extern "C" {
constinit State redoubt_spm = {};
}
constinit Connection initialisation = {};

namespace {

using Service = const ServiceDescriptor*;

// Message handles: odd, so never null; bits 6-1 the call's place, above them a count.
constexpr std::uint32_t kHandleStep = 1u << 7;

// A PROGRAMMER ERROR of the NSPE is its own problem: it gets a status. A partition is stopped.
Service refuse(const PartitionDescriptor& client, Misuse what, std::uint32_t detail,
               psa_status_t status = PSA_ERROR_PROGRAMMER_ERROR) {
  if (client.id > 0) stop_partition(what, redoubt_spm.client_return, static_cast<std::int32_t>(detail));
  redoubt_spm.refusal = status;
  return nullptr;
}

bool may_call(const PartitionDescriptor& client, const ServiceDescriptor& service) {
  return (client.callees >> static_cast<std::uint32_t>(&service - kServices) & 1) != 0;
}

// ---- message ----

// All of it but the vectors' sizes.
[[gnu::always_inline]] inline void write_header(const Call& call, psa_msg_t& message) {
  message.type = call.type;
  message.handle = call.handle;
  message.client_id = call.client->id;
  message.rhandle = call.connection != nullptr ? call.connection->rhandle : nullptr;
  // One by one: zeros of an aggregate or a loop become a call of memset, which takes three times as long.
  static_assert(PSA_MAX_IOVEC == 4);
  message.in_size[0] = message.in_size[1] = message.in_size[2] = message.in_size[3] = 0;
  message.out_size[0] = message.out_size[1] = message.out_size[2] = message.out_size[3] = 0;
}

// ---- vectors ----

// With the direct gate the message is written on the way.
template <class Side>
bool check_vectors(Call& call, const Side& side) {
  [[maybe_unused]] psa_msg_t* const message = call.service->partition->message;
  for (std::uint32_t i = 0; i < call.vectors.in_count; ++i) {
    Slot& slot = call.slot[i];
    if constexpr (config::kSpmDirect) message->in_size[i] = slot.alleged.size();
    if (!Checked::check<Checked::Use::kRead>(slot, side)) return false;
  }
  for (std::uint32_t i = 0; i < call.vectors.out_count; ++i) {
    Slot& slot = call.slot[PSA_MAX_IOVEC - 1 - i];
    if constexpr (config::kSpmDirect) message->out_size[i] = slot.alleged.size();
    if (!Checked::check<Checked::Use::kWrite>(slot, side)) return false;
  }
  return true;
}

[[gnu::noinline]] Service accept_vectors(Call& call, std::uint32_t counts) {
  const PartitionDescriptor& client = *call.client;
  // Whatever a client put above the two bytes makes them too many.
  if ((counts & 0xFF) + (counts >> 8) > PSA_MAX_IOVEC) return refuse(client, Misuse::kVectorCount, counts);
  const bool right = client.id < 0 ? check_vectors(call, arch::NonSecureSide())
                                   : check_vectors(call, arch::SecureSide(client.control != 0));
  return right ? call.service : refuse(client, Misuse::kVectorMemory, 0);
}

[[gnu::always_inline]] inline Service begin(Call& call, const ServiceDescriptor& service, std::int32_t type,
                                            Connection* connection, std::uint32_t counts) {
  call.handle = static_cast<psa_handle_t>((static_cast<std::uint32_t>(call.handle) + kHandleStep) & 0x7FFFFFFFu);
  call.type = type;
  call.service = &service;
  call.connection = connection;
  call.vectors = {static_cast<std::uint8_t>(counts), static_cast<std::uint8_t>(counts >> 8), 0};
  if constexpr (config::kSpmDirect) {
    call.partition = service.partition;
    write_header(call, *service.partition->message);
  }
  return counts == 0 ? &service : accept_vectors(call, counts);
}

// ---- connections ----

Service connect(Call& call, std::uint32_t sid, std::uint32_t version) {
  const PartitionDescriptor& client = *call.client;
  for (std::uint32_t i = 0; i < kServiceCount; ++i) {
    const ServiceDescriptor& service = kServices[i];
    if (service.partition == nullptr || service.sid != sid) continue;
    if (!may_call(client, service) || (service.flags & kConnectionBased) == 0 ||
        version - service.min_version > service.version_span) {
      break;
    }
    Connection* connection = open_connection(service, client);
    if (connection == nullptr) {
      redoubt_spm.refusal = PSA_ERROR_CONNECTION_BUSY;
      return nullptr;
    }
    return begin(call, service, kTypeConnect, connection, 0);
  }
  return refuse(client, Misuse::kUnknownService, sid, PSA_ERROR_CONNECTION_REFUSED);
}

Service disconnect(Call& call, psa_handle_t handle) {
  redoubt_spm.refusal = PSA_SUCCESS;
  if (handle == PSA_NULL_HANDLE) return nullptr;
  Connection* connection = find_connection(handle, *call.client);
  if (connection == nullptr) {
    return refuse(*call.client, Misuse::kServiceHandle, static_cast<std::uint32_t>(handle));
  }
  return begin(call, *connection->service, kTypeDisconnect, connection, 0);
}

Service request_by_connection(Call& call, std::uint32_t handle, std::int32_t type, std::uint32_t counts) {
  Connection* connection = find_connection(static_cast<psa_handle_t>(handle), *call.client);
  if (connection == nullptr || connection->dead) {
    return refuse(*call.client, Misuse::kServiceHandle, handle);
  }
  Service service = begin(call, *connection->service, type, connection, counts);
  if (service == nullptr) connection->dead = true;
  return service;
}

[[gnu::noinline]] Service other_than_stateless_request(Call& call, std::uint32_t handle, std::int32_t type,
                                                       std::uint32_t counts) {
  if (type >= 0) return request_by_connection(call, handle, type, counts);
  if (type == kTypeConnect) return connect(call, handle, counts);
  if (type == kTypeDisconnect) return disconnect(call, static_cast<psa_handle_t>(handle));
  // A negative type in psa_call(): the connection ends too.
  Connection* connection = find_connection(static_cast<psa_handle_t>(handle), *call.client);
  if (connection != nullptr) connection->dead = true;
  return refuse(*call.client, Misuse::kRequestType, static_cast<std::uint32_t>(type));
}

}  // namespace

void open_calls() {
  redoubt_spm.active = &kNspe;
  const auto open = [](const PartitionDescriptor& client) {
    if (client.call == nullptr) return;
    client.call->client = &client;
    client.call->handle = static_cast<psa_handle_t>((client.call - redoubt_calls) << 1 | 1);
  };
  open(kNspe);
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) open(kPartitions[i]);
}

void write_message(const Call& call, psa_msg_t& message) {
  write_header(call, message);
  for (std::uint32_t i = 0; i < call.vectors.in_count; ++i) message.in_size[i] = call.slot[i].alleged.size();
  for (std::uint32_t i = 0; i < call.vectors.out_count; ++i) {
    message.out_size[i] = call.slot[PSA_MAX_IOVEC - 1 - i].alleged.size();
  }
}

extern "C" Service redoubt_accept(std::uint32_t handle, std::int32_t type, std::uint32_t counts, Call* call) {
  if (type < 0 || (handle & kStatelessBit) == 0) {
    return other_than_stateless_request(*call, handle, type, counts);
  }
  const PartitionDescriptor& client = *call->client;
  const std::uint32_t place = handle & 0xFF;
  if (place < kServiceCount) {
    const ServiceDescriptor& service = kServices[place];
    // Bit 31, which no handle has, makes the version larger than any service's. Only stateless services have
    // a span here that a handle can meet together with a client's bit: connection-based ones are asked.
    const std::uint32_t version = (handle ^ kStatelessBit) >> 8;
    if (version - service.min_version <= service.version_span && (client.callees >> place & 1) != 0 &&
        (service.flags & kConnectionBased) == 0) {
      return begin(*call, service, type, nullptr, counts);
    }
  }
  return refuse(client, Misuse::kServiceHandle, handle);
}

psa_status_t finish(Call& call, psa_status_t status) {
  return call.connection == nullptr ? status : redoubt_finish_connection(status, &call);
}

extern "C" psa_status_t redoubt_finish_connection(psa_status_t status, Call* call) {
  Connection& connection = *call->connection;
  if (call->type == kTypeInit) {
    if (status != PSA_SUCCESS) stop_partition(Misuse::kInitFailed, nullptr, status);
    return kPartitionLost;
  }
  if (call->type == kTypeDisconnect) {
    free_connection(connection);
    return PSA_SUCCESS;
  }
  if (call->type != kTypeConnect) {
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

std::uint32_t version_for(const PartitionDescriptor& caller, std::uint32_t sid) {
  for (std::uint32_t i = 0; i < kServiceCount; ++i) {
    const ServiceDescriptor& service = kServices[i];
    if (service.partition != nullptr && service.sid == sid) {
      return may_call(caller, service) ? service.version : PSA_VERSION_NONE;
    }
  }
  return PSA_VERSION_NONE;
}

}  // namespace redoubt::spm
