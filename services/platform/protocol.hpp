// SPDX-License-Identifier: BSD-3-Clause
// What travels between redoubt_platform_*() and the platform service.
#pragma once

#include "lib/protocol/protocol.hpp"

namespace redoubt::platform {

using Confirm = protocol::Operation<1>;
// Data output: struct redoubt_boot_info as the service knows it, cut to what the client knows.
using BootInfo = protocol::Operation<2, protocol::None, 0, 1>;
// Data output: struct redoubt_fault, likewise.
using LastFault = protocol::Operation<3, protocol::None, 0, 1>;
using ClearFault = protocol::Operation<4>;

}  // namespace redoubt::platform
