// SPDX-License-Identifier: BSD-3-Clause
// The fixed pool of connections.
#pragma once

#include "spm/call.hpp"

namespace redoubt::spm {

// A free place, made the connection of `client` to `service`; nullptr: all are taken
// (CONFIG_SPM_CONNECTIONS).
Connection* open_connection(const ServiceDescriptor& service, const PartitionDescriptor& client);

// The client's connection of that handle, dead ones too; nullptr: it has none.
Connection* find_connection(psa_handle_t handle, const PartitionDescriptor& client);

void free_connection(Connection& connection);

// All connections of and to a partition that is started anew: those that it had as a client are forgotten,
// those to it are lost.
void drop_connections(const PartitionDescriptor& partition);

}  // namespace redoubt::spm
