// SPDX-License-Identifier: BSD-3-Clause
// The fixed pool of connections.
#pragma once

#include "spm/call.hpp"

namespace redoubt::spm {

// A free place, made the connection of `client_id` to `service`; nullptr: all are taken
// (CONFIG_SPM_CONNECTIONS).
Connection* open_connection(const ServiceDescriptor& service, std::int32_t client_id);

// The client's connection of that handle, dead ones too; nullptr: it has none.
Connection* find_connection(psa_handle_t handle, std::int32_t client_id);

void free_connection(Connection& connection);

}  // namespace redoubt::spm
