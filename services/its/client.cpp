// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/client.hpp"

#include <psa/internal_trusted_storage.h>

#include <algorithm>

#include "psa_manifest/sid.h"
#include "services/its/protocol.hpp"

namespace its = redoubt::its;
namespace protocol = redoubt::protocol;

namespace {

// The shapes of our messages are right, so that the framework's complaint can only be about the caller's
// memory, for which the API has its own word.
psa_status_t api_status(psa_status_t status) {
  return status == PSA_ERROR_PROGRAMMER_ERROR ? PSA_ERROR_INVALID_ARGUMENT : status;
}

// Address 0 may be memory that the caller can read: null is refused here.
bool is_missing(const void* buffer, std::size_t size) { return buffer == nullptr && size != 0; }

}  // namespace

extern "C" {

psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void* p_data,
                         psa_storage_create_flags_t create_flags) {
  if (is_missing(p_data, data_length)) return PSA_ERROR_INVALID_ARGUMENT;
  return api_status(protocol::call<its::Set>(ITS_HANDLE, its::SetRequest{uid, create_flags, 0},
                                             protocol::In{p_data, data_length}));
}

psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void* p_data,
                         size_t* p_data_length) {
  if (is_missing(p_data, data_size) || p_data_length == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  // No data is as long as that: the largest offset says the same as any above it (size_t has 64 bits on some
  // hosts).
  const auto offset = static_cast<std::uint32_t>(std::min<std::uint64_t>(data_offset, UINT32_MAX));
  return api_status(protocol::call<its::Get>(ITS_HANDLE, its::GetRequest{uid, offset, 0},
                                             protocol::Out{p_data, data_size, p_data_length}));
}

psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t* p_info) {
  if (p_info == nullptr) return PSA_ERROR_INVALID_ARGUMENT;
  its::InfoReply reply;
  const psa_status_t status = protocol::call<its::GetInfo>(ITS_HANDLE, its::UidRequest{uid}, reply);
  if (status == PSA_SUCCESS) *p_info = {reply.size, reply.size, reply.flags};
  return api_status(status);
}

psa_status_t psa_its_remove(psa_storage_uid_t uid) {
  return api_status(protocol::call<its::Remove>(ITS_HANDLE, its::UidRequest{uid}));
}

}  // extern "C"
