// SPDX-License-Identifier: BSD-3-Clause
// For host tests: psa_call() that runs a service's secure function in the same process, with psa_read(),
// psa_skip() and psa_write() as strict as the SPM's. What would stop a partition ends the test program with a
// sentence on stderr. A test that links redoubt_protocol_loopback can link a service's client and server and
// use the public API.
#pragma once

#include <psa/service.h>

#include <cstdint>

namespace redoubt::protocol::loopback {

using SecureFunction = psa_status_t (*)(const psa_msg_t* msg);

// The service that `handle` names from now on; null: none.
void attach(psa_handle_t handle, SecureFunction service);

// The client id that the next calls carry; -1 at the start. Calls that a service makes carry `partition_id`,
// 1 at the start.
void set_client(std::int32_t client_id);
void set_partition(std::int32_t partition_id);

}  // namespace redoubt::protocol::loopback
