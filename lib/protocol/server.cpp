// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/server.hpp"

namespace redoubt::protocol::detail {
namespace {

// The request and the reply have their exact sizes, and no vector follows the declared ones. (FF-M tells a
// service sizes, not counts: an extra vector of length 0 looks like none and is as harmless.)
bool has_shape(const Row& row, const psa_msg_t& msg) {
  std::size_t extra = 0;
  for (std::size_t i = row.in_vectors; i < PSA_MAX_IOVEC; ++i) extra |= msg.in_size[i];
  for (std::size_t i = row.out_vectors; i < PSA_MAX_IOVEC; ++i) extra |= msg.out_size[i];
  return extra == 0 && (row.request_size == 0 || msg.in_size[0] == row.request_size) &&
         (row.reply_size == 0 || msg.out_size[0] == row.reply_size);
}

}  // namespace

psa_status_t dispatch(const Row* rows, std::size_t count, const psa_msg_t& msg, void* request_buffer) {
  // Connections carry no state of ours: accept them, and their end.
  if (msg.type < 0) return PSA_SUCCESS;
  const auto type = static_cast<std::size_t>(msg.type);
  if (type >= count || rows[type].thunk == nullptr) return PSA_ERROR_NOT_SUPPORTED;
  const Row& row = rows[type];
  if (!has_shape(row, msg)) return PSA_ERROR_PROGRAMMER_ERROR;
  if (row.request_size != 0) psa_read(msg.handle, 0, request_buffer, row.request_size);
  return row.thunk(msg, request_buffer);
}

}  // namespace redoubt::protocol::detail
