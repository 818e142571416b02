// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/server.hpp"

namespace redoubt::protocol {
namespace {

using detail::Row;

// The request and the reply have their exact sizes, and no vector follows the declared ones. (FF-M tells a
// service sizes, not counts: an extra vector of length 0 looks like none and is as harmless.)
bool has_shape(const Row& row, const psa_msg_t& msg) {
  std::size_t extra = 0;
  for (std::size_t i = row.in_vectors; i < PSA_MAX_IOVEC; ++i) extra |= msg.in_size[i];
  for (std::size_t i = row.out_vectors; i < PSA_MAX_IOVEC; ++i) extra |= msg.out_size[i];
  return extra == 0 && (row.request_size == 0 || msg.in_size[0] == row.request_size) &&
         (row.reply_size == 0 || msg.out_size[0] == row.reply_size);
}

psa_status_t run(const Family* family, std::size_t number, const psa_msg_t& msg) {
  if (family == nullptr || number >= family->count) return PSA_ERROR_NOT_SUPPORTED;
  const Row& row = family->rows[number];
  if (row.thunk == nullptr) return PSA_ERROR_NOT_SUPPORTED;
  if (!has_shape(row, msg)) return PSA_ERROR_PROGRAMMER_ERROR;
  alignas(8) std::uint8_t request[detail::kRequestMax];
  if (row.request_size != 0) psa_read(msg.handle, 0, request, row.request_size);
  return row.thunk(msg, request);
}

}  // namespace

// Connections carry no state of ours: accept them, and their end.
psa_status_t dispatch(const Family& only, const psa_msg_t& msg) {
  return msg.type < 0 ? PSA_SUCCESS : run(&only, static_cast<std::size_t>(msg.type), msg);
}

psa_status_t dispatch(std::span<const Family* const> families, const psa_msg_t& msg) {
  if (msg.type < 0) return PSA_SUCCESS;
  const std::size_t place = static_cast<std::size_t>(msg.type) / kFamilySize;
  return run(place < families.size() ? families[place] : nullptr,
             static_cast<std::size_t>(msg.type) % kFamilySize, msg);
}

}  // namespace redoubt::protocol
