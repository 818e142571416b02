// SPDX-License-Identifier: BSD-3-Clause
// Internal trusted storage: the rules of the Secure Storage API over a flash_store. Knows nothing of
// messages.
#pragma once

#include <psa/storage_common.h>

#include <cstdint>
#include <span>

#include "lib/flash_store/store.hpp"
#include "lib/protocol/protocol.hpp"

namespace redoubt::its {

using flash_store::Info;
using flash_store::Sink;
using flash_store::Source;

inline constexpr std::uint32_t kFlags =
    PSA_STORAGE_FLAG_WRITE_ONCE | PSA_STORAGE_FLAG_NO_CONFIDENTIALITY | PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION;
static_assert(PSA_STORAGE_FLAG_WRITE_ONCE == flash_store::kWriteOnce && kFlags <= UINT8_MAX);

// Errors of all functions besides those named: PSA_ERROR_INVALID_ARGUMENT, uid is 0;
// PSA_ERROR_STORAGE_FAILURE.
template <hal::Flash Flash>
class Its {
 public:
  // Flash and index must outlive it.
  constexpr Its(Flash& flash, std::span<flash_store::IndexEntry> index) : store_(flash, index) {}

  // Errors, in this order: PSA_ERROR_NOT_SUPPORTED, an unknown flag; PSA_ERROR_NOT_PERMITTED, write-once
  // data; PSA_ERROR_INSUFFICIENT_STORAGE.
  Status set(ClientId client, std::uint64_t uid, std::uint32_t flags, std::size_t size, Source& data) {
    REDOUBT_TRY(check(uid));
    if ((flags & ~kFlags) != 0) return Failure{PSA_ERROR_NOT_SUPPORTED};
    if (size > UINT32_MAX) return Failure{PSA_ERROR_INSUFFICIENT_STORAGE};
    return api_error(store_.set(key(client, uid), static_cast<std::uint8_t>(flags),
                                static_cast<std::uint32_t>(size), data));
  }

  // Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_INVALID_ARGUMENT, the offset is beyond the end;
  // PSA_ERROR_DATA_CORRUPT.
  Status get(ClientId client, std::uint64_t uid, std::uint32_t offset, std::size_t limit, Sink& out) {
    REDOUBT_TRY(check(uid));
    const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(limit, UINT32_MAX));
    return api_error(store_.get(key(client, uid), offset, most, out));
  }

  // Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_DATA_CORRUPT.
  Result<Info> info(ClientId client, std::uint64_t uid) {
    REDOUBT_TRY(check(uid));
    return store_.info(key(client, uid));
  }

  // Errors: PSA_ERROR_DOES_NOT_EXIST; PSA_ERROR_NOT_PERMITTED, write-once data.
  Status remove(ClientId client, std::uint64_t uid) {
    REDOUBT_TRY(check(uid));
    return api_error(store_.remove(key(client, uid)));
  }

 private:
  // The first request mounts the store. If that fails (a store of a newer release, say) every request does,
  // with nothing written, and the rest of the device lives on.
  Status check(std::uint64_t uid) {
    if (uid == 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    if (mounted_) return {};
    if (!store_.mount()) return Failure{PSA_ERROR_STORAGE_FAILURE};
    mounted_ = true;
    return {};
  }

  // The name spaces: the client is a part of the key, and nothing that a client says is.
  static flash_store::Key key(ClientId client, std::uint64_t uid) {
    return {static_cast<std::int32_t>(client), uid};
  }

  // Of the errors below only the driver's is not one of the API's.
  static Status api_error(Status status) {
    return status.status() == PSA_ERROR_HARDWARE_FAILURE ? Failure{PSA_ERROR_STORAGE_FAILURE} : status;
  }

  flash_store::Store<Flash> store_;
  bool mounted_ = false;
};

}  // namespace redoubt::its
