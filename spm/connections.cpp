// SPDX-License-Identifier: BSD-3-Clause
#include "spm/connections.hpp"

namespace redoubt::spm {
namespace {

constexpr std::uint32_t kGenerationStep = 1u << 8;
constexpr std::uint32_t kHandleMask = kStatelessBit - 1;
static_assert(config::kSpmConnections <= kGenerationStep);

// A pool of none would be an array of no size.
constinit Connection pool[config::kSpmConnections == 0 ? 1 : config::kSpmConnections] = {};
constinit std::uint32_t generation = 0;

// Unlike every handle of the last 2^22 connections, and never 0.
psa_handle_t next_handle(std::uint32_t place) {
  generation = (generation + kGenerationStep) & kHandleMask;
  if (generation == 0) generation = kGenerationStep;
  return static_cast<psa_handle_t>(generation | place);
}

}  // namespace

Connection* open_connection(const ServiceDescriptor& service, const PartitionDescriptor& client) {
  for (std::uint32_t place = 0; place < config::kSpmConnections; ++place) {
    Connection& connection = pool[place];
    if (connection.handle != PSA_NULL_HANDLE) continue;
    connection = {next_handle(place), false, &client, &service, nullptr};
    return &connection;
  }
  return nullptr;
}

Connection* find_connection(psa_handle_t handle, const PartitionDescriptor& client) {
  const auto place = static_cast<std::uint32_t>(handle) & (kGenerationStep - 1);
  if (handle == PSA_NULL_HANDLE || place >= config::kSpmConnections) return nullptr;
  Connection& connection = pool[place];
  return connection.handle == handle && connection.client == &client ? &connection : nullptr;
}

void free_connection(Connection& connection) { connection = {}; }

void drop_connections(const PartitionDescriptor& partition) {
  for (Connection& connection : pool) {
    if (connection.handle == PSA_NULL_HANDLE) continue;
    if (connection.client == &partition) {
      connection = {};
    } else if (connection.service != nullptr && connection.service->partition == &partition) {
      connection.service = nullptr;
    }
  }
}

}  // namespace redoubt::spm
