// SPDX-License-Identifier: BSD-3-Clause
#include <psa/service.h>

#include "services/null/null.hpp"

namespace redoubt::null {
namespace {

constexpr std::uint32_t kEchoSize = 64;

struct Counter {
  bool used;
  std::uint32_t sum;
};
constinit Counter counters[kMaxConnections] = {};
constinit std::uint8_t bulk_buffer[kBulkSize] = {};

// A whole value, or nothing was read.
template <class T>
bool read_value(const psa_msg_t& message, T& value) {
  return message.in_size[0] == sizeof value &&
         psa_read(message.handle, 0, &value, sizeof value) == sizeof value;
}

template <class T>
psa_status_t answer(const psa_msg_t& message, const T& value) {
  if (message.out_size[0] < sizeof value) return PSA_ERROR_BUFFER_TOO_SMALL;
  psa_write(message.handle, 0, &value, sizeof value);
  return PSA_SUCCESS;
}

[[gnu::noinline]] void echo(const psa_msg_t& message) {
  std::uint32_t i = 0;
  do {
    alignas(8) std::uint8_t buffer[kEchoSize];
    std::size_t size = psa_read(message.handle, i, buffer, sizeof buffer);
    if (size > message.out_size[i]) size = message.out_size[i];
    psa_write(message.handle, i, buffer, size);
  } while (++i < PSA_MAX_IOVEC && message.in_size[i] != 0);
}

// Out of the way of null_sfn(), whose instructions are counted.
[[gnu::noinline]] psa_status_t bulk(const psa_msg_t& message) {
  if (message.type != kBulk) return PSA_ERROR_NOT_SUPPORTED;
  for (std::uint32_t i = 0; i < PSA_MAX_IOVEC && message.in_size[i] != 0; ++i) {
    std::size_t size = psa_read(message.handle, i, bulk_buffer, sizeof bulk_buffer);
    if (size > message.out_size[i]) size = message.out_size[i];
    if (size != 0) psa_write(message.handle, i, bulk_buffer, size);
  }
  return PSA_SUCCESS;
}

psa_status_t connect(const psa_msg_t& message) {
  for (Counter& counter : counters) {
    if (counter.used) continue;
    counter = {true, 0};
    psa_set_rhandle(message.handle, &counter);
    return PSA_SUCCESS;
  }
  return PSA_ERROR_CONNECTION_REFUSED;
}

psa_status_t request(const psa_msg_t& message, Counter& counter) {
  std::uint32_t amount = 0;
  switch (message.type) {
    case kAdd:
      if (!read_value(message, amount)) return PSA_ERROR_PROGRAMMER_ERROR;
      counter.sum += amount;
      return answer(message, counter.sum);
    case kGet:
      return answer(message, counter.sum);
    case kClientId:
      return answer(message, message.client_id);
    default:
      return PSA_ERROR_PROGRAMMER_ERROR;
  }
}

}  // namespace
}  // namespace redoubt::null

using namespace redoubt::null;

extern "C" {

psa_status_t null_sfn(const psa_msg_t* msg) {
  if (msg->type != kEcho) return bulk(*msg);
  if (msg->in_size[0] != 0) echo(*msg);
  return PSA_SUCCESS;
}

psa_status_t null_connection_sfn(const psa_msg_t* msg) {
  auto* const counter = static_cast<Counter*>(msg->rhandle);
  if (msg->type == PSA_IPC_CONNECT) return connect(*msg);
  if (msg->type == PSA_IPC_DISCONNECT) {
    *counter = {};
    return PSA_SUCCESS;
  }
  return request(*msg, *counter);
}
}
