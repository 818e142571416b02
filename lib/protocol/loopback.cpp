// SPDX-License-Identifier: BSD-3-Clause
#include "lib/protocol/loopback.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

namespace redoubt::protocol::loopback {
namespace {

struct Call {
  psa_msg_t msg{};
  std::array<psa_invec, PSA_MAX_IOVEC> in{};
  std::array<psa_outvec, PSA_MAX_IOVEC> out{};
  std::array<std::size_t, PSA_MAX_IOVEC> read{};
  std::array<std::size_t, PSA_MAX_IOVEC> written{};
};

struct State {
  std::map<psa_handle_t, SecureFunction> services;
  std::vector<Call*> calls;  // the innermost last
  std::int32_t client_id = -1;
  std::int32_t partition_id = 1;
};

State& state() {
  static State instance;
  return instance;
}

[[noreturn]] void stop(const char* why) {
  std::fprintf(stderr, "the partition would be stopped: %s\n", why);
  std::abort();
}

Call& current(psa_handle_t handle, std::uint32_t index) {
  if (state().calls.empty() || state().calls.back()->msg.handle != handle)
    stop("not the current message's handle");
  if (index >= PSA_MAX_IOVEC) stop("no such vector index");
  return *state().calls.back();
}

std::size_t advance(psa_handle_t handle, std::uint32_t index, void* buffer, std::size_t count) {
  Call& call = current(handle, index);
  const psa_invec& vector = call.in[index];
  std::size_t& at = call.read[index];
  count = std::min(count, vector.len - at);
  if (buffer != nullptr && count != 0)
    std::memcpy(buffer, static_cast<const std::uint8_t*>(vector.base) + at, count);
  at += count;
  return count;
}

}  // namespace

void attach(psa_handle_t handle, SecureFunction service) { state().services[handle] = service; }
void set_client(std::int32_t client_id) { state().client_id = client_id; }
void set_partition(std::int32_t partition_id) { state().partition_id = partition_id; }

}  // namespace redoubt::protocol::loopback

using redoubt::protocol::loopback::advance;
using redoubt::protocol::loopback::Call;
using redoubt::protocol::loopback::current;
using redoubt::protocol::loopback::state;
using redoubt::protocol::loopback::stop;

extern "C" {

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec* in_vec, size_t in_len,
                      psa_outvec* out_vec, size_t out_len) {
  const auto service = state().services.find(handle);
  if (service == state().services.end() || service->second == nullptr || type < 0 || in_len > PSA_MAX_IOVEC ||
      out_len > PSA_MAX_IOVEC - in_len) {
    return PSA_ERROR_PROGRAMMER_ERROR;
  }
  Call call;
  call.msg.type = type;
  call.msg.handle = static_cast<psa_handle_t>(1000 + state().calls.size());
  call.msg.client_id = state().calls.empty() ? state().client_id : state().partition_id;
  for (size_t i = 0; i < in_len; ++i) call.in[i] = in_vec[i];
  for (size_t i = 0; i < out_len; ++i) call.out[i] = out_vec[i];
  for (size_t i = 0; i < PSA_MAX_IOVEC; ++i) call.msg.in_size[i] = call.in[i].len;
  for (size_t i = 0; i < PSA_MAX_IOVEC; ++i) call.msg.out_size[i] = call.out[i].len;
  state().calls.push_back(&call);
  const psa_status_t status = service->second(&call.msg);
  state().calls.pop_back();
  for (size_t i = 0; i < out_len; ++i) out_vec[i].len = call.written[i];
  return status;
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void* buffer, size_t num_bytes) {
  if (buffer == nullptr && num_bytes != 0) stop("psa_read() into null");
  return advance(msg_handle, invec_idx, buffer, num_bytes);
}

size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes) {
  return advance(msg_handle, invec_idx, nullptr, num_bytes);
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void* buffer, size_t num_bytes) {
  Call& call = current(msg_handle, outvec_idx);
  std::size_t& at = call.written[outvec_idx];
  if (num_bytes > call.out[outvec_idx].len - at) stop("psa_write() beyond the vector's end");
  if (num_bytes != 0)
    std::memcpy(static_cast<std::uint8_t*>(call.out[outvec_idx].base) + at, buffer, num_bytes);
  at += num_bytes;
}

void psa_panic(void) { stop("psa_panic()"); }

}  // extern "C"
