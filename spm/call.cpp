// SPDX-License-Identifier: BSD-3-Clause
#include "spm/call.hpp"

#include "spm/connections.hpp"

namespace redoubt::spm {

extern "C" {
constinit State redoubt_spm = {};
}
constinit Connection initialisation = {};

void open_calls() {
  redoubt_spm.active = &kNspe;
  kNspe.call->client = &kNspe;
  for (std::uint32_t i = 0; i < kPartitionCount; ++i) {
    if (Call* const call = kPartitions[i].call; call != nullptr) call->client = &kPartitions[i];
  }
  for (std::uint32_t i = 0; i < kCallCount; ++i) {
    redoubt_calls[i].handle = static_cast<psa_handle_t>(i << 1 | 1);
  }
}

psa_status_t finish(Call& call, psa_status_t status) {
  return call.connection == nullptr ? status : redoubt_finish_connection(status, &call);
}

extern "C" psa_status_t redoubt_finish_connection(psa_status_t status, Call* call) {
  Connection& connection = *call->connection;
  if (call->type == kTypeInit) {
    if (status != PSA_SUCCESS) stop_partition(Misuse::kInitFailed, nullptr, status);
    // Started anew while it served a call: that client's answer is what abandon() left.
    return config::kSpmRestartPartitions ? static_cast<psa_status_t>(call->frame->r0) : PSA_SUCCESS;
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
      return (caller.callees >> i & 1) != 0 ? service.version : PSA_VERSION_NONE;
    }
  }
  return PSA_VERSION_NONE;
}

}  // namespace redoubt::spm
