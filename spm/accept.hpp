// SPDX-License-Identifier: BSD-3-Clause
// A call from its handle to the service's message: who may call what, with which memory. The same code for
// all callers; the NSPE's are told apart where an error's consequence or the view of the memory differs. Used
// once in an image, by the gate that it has.
#pragma once

#include "spm/connections.hpp"

namespace redoubt::spm {

using Service = const ServiceDescriptor*;

// Message handles: odd, so never null; bits 6-1 the call's place, above them a count.
inline constexpr std::uint32_t kHandleStep = 1u << 7;

// A PROGRAMMER ERROR of the NSPE is its own problem: it gets a status. A partition is stopped.
[[gnu::noinline]] inline Service refuse_call(const PartitionDescriptor& client, Misuse what,
                                             std::uint32_t detail,
                                             psa_status_t status = PSA_ERROR_PROGRAMMER_ERROR) {
  if (client.id > 0) stop_partition(what, redoubt_spm.client_return, static_cast<std::int32_t>(detail));
  redoubt_spm.refusal = status;
  return nullptr;
}

// ---- vectors ----

// The sizes go to the message.
template <class Side>
[[gnu::always_inline]] inline bool check_vectors(const Call& call, std::uint32_t in_count,
                                                 std::uint32_t out_count, psa_msg_t& message,
                                                 const Side& side) {
  std::size_t* to = message.in_size;
  const Slot* slot = call.slot;
  if (in_count != 0) do {
      const std::uintptr_t base = slot->alleged.base();
      const std::size_t size = slot->alleged.size();
      ++slot;
      *to++ = size;
      if (size != 0 && !side.template may<Side::kMayRead>(base, size)) return false;
    } while (--in_count != 0);
  to = message.out_size;
  slot = call.slot + PSA_MAX_IOVEC;
  if (out_count != 0) do {
      --slot;
      const std::uintptr_t base = slot->alleged.base();
      const std::size_t size = slot->alleged.size();
      *to++ = size;
      if (size != 0 && !side.template may<Side::kMayWrite>(base, size)) return false;
    } while (--out_count != 0);
  return true;
}

[[gnu::noinline]] inline bool check_others_vectors(const Call& call, std::uint32_t in_count,
                                                   std::uint32_t out_count, psa_msg_t& message) {
  return check_vectors(call, in_count, out_count, message, arch::OtherSide(*call.client));
}

// A partition gets nothing after all: it serves nobody, and no handle names the call.
inline void take_back(const PartitionDescriptor& partition) {
  if constexpr (config::kSpmDirect) return;
  partition.state->serving = partition.state->latest = nullptr;
}

// Whatever a client put above the two bytes makes them too many. The sizes go to the place of the message,
// which an IPC partition has for nothing else.
[[gnu::always_inline]] inline Service accept_vectors(Call& call, std::uint32_t counts, Service service) {
  const PartitionDescriptor& client = *call.client;
  const std::uint32_t in_count = counts & 0xFF, out_count = counts >> 8;
  if (in_count + out_count > PSA_MAX_IOVEC) {
    take_back(*service->partition);
    return refuse_call(client, Misuse::kVectorCount, counts);
  }
  psa_msg_t& message = *service->partition->message;
  const bool right = arch::is_frequent(client)
                         ? check_vectors(call, in_count, out_count, message, arch::NonSecureSide())
                         : check_others_vectors(call, in_count, out_count, message);
  if (right) return service;
  take_back(*service->partition);
  return refuse_call(client, Misuse::kVectorMemory, 0);
}

// ---- message ----

// All of it but the sizes of the vectors that there are.
[[gnu::always_inline]] inline void write_header(const Call& call, void* rhandle, psa_msg_t& message) {
  message.type = call.type;
  message.handle = call.handle;
  message.client_id = call.client->id;
  message.rhandle = rhandle;
  // One by one: zeros of an aggregate or a loop become a call of memset, which takes three times as long.
  static_assert(PSA_MAX_IOVEC == 4);
  message.in_size[0] = message.in_size[1] = message.in_size[2] = message.in_size[3] = 0;
  message.out_size[0] = message.out_size[1] = message.out_size[2] = message.out_size[3] = 0;
}

// The message of a call that waited in a queue, for psa_get().
[[gnu::always_inline]] inline void write_message(const Call& call, psa_msg_t& message) {
  write_header(call, call.connection != nullptr ? call.connection->rhandle : nullptr, message);
  if (call.vectors.counts == 0) return;
  const auto size = [&call](std::uint32_t slot) { return call.slot[slot].alleged.size(); };
  switch (call.vectors.each.in_count) {
    case 4:
      message.in_size[3] = size(3);
      [[fallthrough]];
    case 3:
      message.in_size[2] = size(2);
      [[fallthrough]];
    case 2:
      message.in_size[1] = size(1);
      [[fallthrough]];
    case 1:
      message.in_size[0] = size(0);
      break;
    default:
      break;
  }
  switch (call.vectors.each.out_count) {
    case 4:
      message.out_size[3] = size(0);
      [[fallthrough]];
    case 3:
      message.out_size[2] = size(1);
      [[fallthrough]];
    case 2:
      message.out_size[1] = size(2);
      [[fallthrough]];
    case 1:
      message.out_size[0] = size(3);
      break;
    default:
      break;
  }
}

// A refusal that is none: the partition of call.service serves another call. No status of PSA has this value.
inline constexpr psa_status_t kBusy = INT32_MIN;

// The call goes to `service`. An SFN partition serves it from now on, its message is
// written but for the sizes of the vectors.
[[gnu::always_inline]] inline Service begin(Call& call, const ServiceDescriptor& service, std::int32_t type,
                                            Connection* connection, void* rhandle, std::uint32_t counts) {
  const PartitionDescriptor& partition = *service.partition;
  const bool is_sfn = !config::kSpmIpc || partition.thread == nullptr;
  if constexpr (config::kSpmDirect) {
    call.partition = &partition;
  } else {
    PartitionState& state = *partition.state;
    if (is_sfn) {
      if (state.serving != nullptr) {
        call.service = &service;
        redoubt_spm.refusal = kBusy;
        return nullptr;
      }
      state.serving = &call;
      if constexpr (config::kSpmIpc) state.latest = &call;
    }
  }
  call.handle =
      static_cast<psa_handle_t>((static_cast<std::uint32_t>(call.handle) + kHandleStep) & 0x7FFFFFFFu);
  call.type = type;
  call.service = &service;
  call.connection = connection;
  call.vectors.counts = counts;
  if (is_sfn) write_header(call, rhandle, *partition.message);
  return counts == 0 ? &service : accept_vectors(call, counts, &service);
}

// ---- connections ----

// A new connection to that service; nullptr: it is refused.
inline Connection* connect(const PartitionDescriptor& client, std::uint32_t sid, std::uint32_t version) {
  for (std::uint32_t i = 0; i < kServiceCount; ++i) {
    const ServiceDescriptor& service = kServices[i];
    if (service.partition == nullptr || service.sid != sid) continue;
    if ((client.callees >> i & 1) == 0 || (service.flags & kConnectionBased) == 0 ||
        version - service.min_version > service.version_span) {
      break;
    }
    redoubt_spm.refusal = PSA_ERROR_CONNECTION_BUSY;
    return open_connection(service, client);
  }
  (void)refuse_call(client, Misuse::kUnknownService, sid, PSA_ERROR_CONNECTION_REFUSED);
  return nullptr;
}

// The service's partition was started anew. That is no error of the client's, and its end is told to nobody.
[[gnu::noinline]] inline Connection* lose(Connection& connection, std::int32_t type) {
  if (type == kTypeDisconnect) free_connection(connection);
  redoubt_spm.refusal = kPartitionLost;
  return nullptr;
}

inline Connection* refuse_connection(const PartitionDescriptor& client, Misuse what, std::uint32_t detail) {
  (void)refuse_call(client, what, detail);
  return nullptr;
}

// By which connection this request or disconnection goes, or the new one; nullptr: it is refused.
[[gnu::noinline]] inline Connection* connection_for(const PartitionDescriptor& client, std::uint32_t handle,
                                                    std::int32_t type, std::uint32_t version) {
  if (type == kTypeConnect) return connect(client, handle, version);
  Connection* connection = find_connection(static_cast<psa_handle_t>(handle), client);
  if (type < 0 && type != kTypeDisconnect) {  // in psa_call(): the connection ends too
    if (connection != nullptr) connection->dead = true;
    return refuse_connection(client, Misuse::kRequestType, static_cast<std::uint32_t>(type));
  }
  if (connection == nullptr || (connection->dead && type >= 0)) {
    return refuse_connection(client, Misuse::kServiceHandle, handle);
  }
  if (!config::kSpmDirect && connection->service == nullptr) return lose(*connection, type);
  return connection;
}

// What a call that was not begun means for its connection.
[[gnu::noinline]] inline Service not_begun(Connection* connection, std::int32_t type) {
  if (connection != nullptr && type == kTypeConnect) {
    free_connection(*connection);
  } else if (connection != nullptr && redoubt_spm.refusal != kBusy) {
    connection->dead = true;
  }
  return nullptr;
}

// Whether bit `place`, 0 to 255, of a mask is set. The instruction shifts by 32 and more as one would expect.
inline bool has_bit(std::uint32_t mask, std::uint32_t place) {
#if defined(__arm__)
  __asm__("lsr %0, %0, %1" : "+r"(mask) : "r"(place));
  return (mask & 1) != 0;
#else
  return place < 32 && (mask >> place & 1) != 0;
#endif
}

// A call of `call.client`, whose vectors are in its slots. `type` says what it is: a request (>= 0: handle
// and vector counts, inputs in bits 7-0 and outputs above), kTypeConnect (SID and version) or kTypeDisconnect
// (handle). The service that is to get it; or nullptr: the client's answer is redoubt_spm.refusal, kBusy:
// later. A PROGRAMMER ERROR of a partition does not return.
[[gnu::always_inline]] inline Service accept(std::uint32_t handle, std::int32_t type, std::uint32_t counts,
                                             Call& call) {
  const PartitionDescriptor& client = *call.client;
  Service service = nullptr;
  Connection* connection = nullptr;
  void* rhandle = nullptr;
  if (type < 0 || (handle & kStatelessBit) == 0) [[unlikely]] {
    connection = connection_for(client, handle, type, counts);
    if (connection == nullptr) return nullptr;
    service = connection->service;
    rhandle = connection->rhandle;
    if (type < 0) counts = 0;
  } else {
    const std::uint32_t place = handle & 0xFF;
    service = &kServices[place];
    // Bit 31, which no handle has, makes the version larger than any service's.
    const std::uint32_t version = (handle ^ kStatelessBit) >> 8;
    if (!has_bit(client.stateless, place) || version - service->min_version > service->version_span) {
      return refuse_call(client, Misuse::kServiceHandle, handle);
    }
  }
  if (begin(call, *service, type, connection, rhandle, counts) == nullptr) [[unlikely]] {
    return not_begun(connection, type);
  }
  return service;
}

}  // namespace redoubt::spm
