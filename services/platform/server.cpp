// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/server.hpp"

#include "lib/fault/access.hpp"
#include "lib/handoff/access.hpp"
#include "services/platform/platform.hpp"
#include "services/platform/protocol.hpp"

namespace redoubt::platform {

namespace {

// Any client may confirm: what it confirms is not its choice, but what the bootloader verified and started.
Status confirm_images(ClientId) { return confirm(handoff::current()); }

Status send_boot_info(ClientId, protocol::Output out) {
  const redoubt_boot_info info = boot_info(handoff::current());
  out.write(bytes_of(info).first(std::min(sizeof info, out.capacity())));
  return {};
}

Status send_last_fault(ClientId, protocol::Output out) {
  fault::Record record = fault::kept();
  if (!fault::open(record)) return Failure{PSA_ERROR_DOES_NOT_EXIST};
  const redoubt_fault fault = last_fault(record, handoff::current().lifecycle);
  out.write(bytes_of(fault).first(std::min(sizeof fault, out.capacity())));
  return {};
}

Status clear_fault(ClientId) {
  wipe(&fault::kept(), sizeof(fault::Record));
  return {};
}

using Operations =
    protocol::Dispatcher<protocol::On<Confirm, confirm_images>, protocol::On<BootInfo, send_boot_info>,
                         protocol::On<LastFault, send_last_fault>, protocol::On<ClearFault, clear_fault>>;

}  // namespace

}  // namespace redoubt::platform

extern "C" psa_status_t platform_sfn(const psa_msg_t* msg) {
  return redoubt::platform::Operations::dispatch(*msg);
}
