// SPDX-License-Identifier: BSD-3-Clause
// The client functions of FF-M where the client is no Armv8-M: psa_call.S in C++.
#include <psa/client.h>

#include "client/transport.hpp"

namespace client = redoubt::client;

namespace {

constexpr std::uint32_t kTooMany = 0xFFFF;

bool fit(std::size_t in, std::size_t out) { return in <= PSA_MAX_IOVEC && out <= PSA_MAX_IOVEC - in; }

void pack(client::Vectors& to, const psa_invec* in, std::size_t in_len, const psa_outvec* out,
          std::size_t out_len) {
  for (std::size_t i = 0; i < in_len; ++i)
    to.vector[i] = {reinterpret_cast<std::uintptr_t>(in[i].base), in[i].len};
  for (std::size_t i = 0; i < out_len; ++i) {
    to.vector[PSA_MAX_IOVEC - 1 - i] = {reinterpret_cast<std::uintptr_t>(out[i].base), out[i].len};
  }
}

}  // namespace

extern "C" {

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec* in_vec, size_t in_len,
                      psa_outvec* out_vec, size_t out_len) {
  client::Vectors vectors{};
  const auto number = static_cast<std::uint32_t>(handle);
  // What is wrong is told to the SPM, not decided here: it ends the connection for it.
  if (type < 0) return client::transport_call(number, INT32_MIN, kTooMany, vectors);
  if (!fit(in_len, out_len)) return client::transport_call(number, type, kTooMany, vectors);
  pack(vectors, in_vec, in_len, out_vec, out_len);
  const auto counts = static_cast<std::uint32_t>(in_len | out_len << 8);
  const psa_status_t status = client::transport_call(number, type, counts, vectors);
  for (std::size_t i = 0; i < out_len; ++i) out_vec[i].len -= vectors.vector[PSA_MAX_IOVEC - 1 - i].size;
  return status;
}

psa_handle_t psa_connect(uint32_t sid, uint32_t version) {
  client::Vectors none{};
  return client::transport_call(sid, client::kTypeConnect, version, none);
}

void psa_close(psa_handle_t handle) {
  if (handle == PSA_NULL_HANDLE) return;  // by anybody, even by who may call nobody
  client::Vectors none{};
  (void)client::transport_call(static_cast<std::uint32_t>(handle), client::kTypeClose, 0, none);
}

uint32_t psa_version(uint32_t sid) { return client::transport_version(sid); }

uint32_t psa_framework_version(void) { return client::transport_framework_version(); }
}
