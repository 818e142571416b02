// SPDX-License-Identifier: BSD-3-Clause
// Random client calls against a model that knows nothing of the code: which status, which bytes, which
// lengths.
#include <psa/client.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "redoubt_config.hpp"
#include "spm/test_partitions.hpp"

using namespace redoubt::spm;
using namespace redoubt::spm::test;

namespace {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not as the model says: %s\n", what);
  std::abort();
}

// The fuzzer's bytes, zeros after their end.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : at_(data), left_(size) {}
  bool is_empty() const { return left_ == 0; }
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *at_++;
  }
  std::uint32_t word() {
    return static_cast<std::uint32_t>(byte() | byte() << 8 | byte() << 16) | std::uint32_t{byte()} << 24;
  }

 private:
  const std::uint8_t* at_;
  std::size_t left_;
};

// ---- the model ----

struct ModelConnection {
  psa_handle_t handle;
  bool dead;
  std::uint32_t calls;
};
std::vector<ModelConnection> connections;

ModelConnection* find(psa_handle_t handle) {
  const auto found =
      std::find_if(connections.begin(), connections.end(),
                   [=](const ModelConnection& connection) { return connection.handle == handle; });
  return found == connections.end() ? nullptr : &*found;
}

bool is_open_stateless(psa_handle_t handle) {
  if (handle == handle_of(kStrict, 2) || handle == handle_of(kMiddle, 1) || handle == handle_of(kTop, 1))
    return true;
  return handle == handle_of(kRelaxed, 1) || handle == handle_of(kRelaxed, 2) ||
         handle == handle_of(kRelaxed, 3);
}

// ---- the services: all echo input i, with each byte turned over, into output i as far as both reach ----

std::uint32_t requests;  // that reached any service

psa_status_t echo(const psa_msg_t& message) {
  ++requests;
  for (std::uint32_t i = 0; i < PSA_MAX_IOVEC; ++i) {
    std::size_t room = message.out_size[i];
    std::uint8_t part[7];
    while (room != 0) {
      const std::size_t size = psa_read(message.handle, i, part, std::min(room, sizeof part));
      if (size == 0) break;
      for (std::uint8_t& byte : part) byte = static_cast<std::uint8_t>(~byte);
      psa_write(message.handle, i, part, size);
      room -= size;
    }
  }
  return message.type == 13 ? PSA_ERROR_PROGRAMMER_ERROR : message.type;
}

psa_status_t count(const psa_msg_t& message) {
  if (message.type == PSA_IPC_CONNECT) {
    psa_set_rhandle(message.handle, new std::uint32_t(0));
    return PSA_SUCCESS;
  }
  auto* const calls = static_cast<std::uint32_t*>(message.rhandle);
  if (message.type == PSA_IPC_DISCONNECT) {
    delete calls;
    return PSA_SUCCESS;
  }
  const psa_status_t status = echo(message);
  ++*calls;
  return status == PSA_ERROR_PROGRAMMER_ERROR ? status : static_cast<psa_status_t>(*calls);
}

// ---- one call of the client ----

struct Arguments {
  std::array<std::array<std::uint8_t, 32>, 5> in, out;
  psa_invec invec[5];
  psa_outvec outvec[5];
  std::size_t lengths[5];
  std::size_t ins, outs;
  bool are_right = true;
};

void* place(Input& input, std::uint8_t* memory, std::size_t& size, bool& right) {
  const std::uint8_t choice = input.byte();
  size = choice % 33;
  if (choice < 240) return memory;
  size = choice % 3 == 0 ? SIZE_MAX : choice % 33;  // wraps around, or is nowhere
  if (size != 0) right = false;
  return choice % 3 == 0 ? memory : nullptr;
}

void fill(Input& input, Arguments& arguments) {
  arguments.ins = input.byte() % 6;
  arguments.outs = input.byte() % 6;
  if (arguments.ins + arguments.outs > PSA_MAX_IOVEC) arguments.are_right = false;
  for (std::size_t i = 0; i < 5; ++i) {
    bool in_right = true, out_right = true;
    arguments.in[i].fill(input.byte());
    arguments.out[i].fill(0x55);
    arguments.invec[i].base = place(input, arguments.in[i].data(), arguments.invec[i].len, in_right);
    arguments.outvec[i].base = place(input, arguments.out[i].data(), arguments.outvec[i].len, out_right);
    arguments.lengths[i] = arguments.outvec[i].len;
    if ((i < arguments.ins && !in_right) || (i < arguments.outs && !out_right)) arguments.are_right = false;
  }
}

void check_outputs(const Arguments& arguments, bool served) {
  for (std::size_t i = 0; i < arguments.outs; ++i) {
    const std::size_t written =
        !served || i >= arguments.ins ? 0 : std::min(arguments.invec[i].len, arguments.lengths[i]);
    require(arguments.outvec[i].len == (served ? written : arguments.lengths[i]), "an output's length");
    const auto turned = static_cast<std::uint8_t>(~arguments.in[i][0]);
    for (std::size_t at = 0; at < 32; ++at) {
      require(arguments.out[i][at] == (at < written ? turned : 0x55), "an output's content");
    }
  }
}

psa_handle_t choose_handle(Input& input) {
  const std::uint8_t choice = input.byte();
  if (choice < 100) return handle_of(static_cast<Place>(choice % kPlaces), choice / kPlaces % 4);
  if (choice < 200 && !connections.empty()) return connections[choice % connections.size()].handle;
  return static_cast<psa_handle_t>(input.word());
}

void call(Input& input) {
  const psa_handle_t handle = choose_handle(input);
  const std::uint8_t kind = input.byte();
  const auto type = static_cast<std::int32_t>(kind < 200 ? kind % 20 : input.word());
  Arguments arguments;
  fill(input, arguments);
  ModelConnection* connection = find(handle);
  const bool reachable = connection != nullptr ? !connection->dead : is_open_stateless(handle);
  const bool right = reachable && type >= 0 && arguments.are_right;
  requests = 0;
  const psa_status_t status =
      psa_call(handle, type, arguments.invec, arguments.ins, arguments.outvec, arguments.outs);
  require(requests == (right ? 1 : 0), "whether the service was reached");
  check_outputs(arguments, right);
  if (!right || type == 13) {
    require(status == PSA_ERROR_PROGRAMMER_ERROR, "the status of an error");
    if (connection != nullptr) connection->dead = true;
    return;
  }
  if (connection != nullptr) ++connection->calls;
  require(status == (connection != nullptr ? static_cast<psa_status_t>(connection->calls) : type),
          "the status");
}

void connect(Input& input) {
  const std::uint8_t choice = input.byte();
  const std::uint32_t sid = choice < 200 ? kSid + choice % (kPlaces + 1) : input.word();
  const std::uint32_t version = input.byte() % 4;
  const psa_handle_t handle = psa_connect(sid, version);
  if (sid != kSid + kConnection || version == 0 || version > 2) {
    require(handle == PSA_ERROR_CONNECTION_REFUSED, "a connection that is refused");
  } else if (connections.size() == redoubt::config::kSpmConnections) {
    require(handle == PSA_ERROR_CONNECTION_BUSY, "a connection too many");
  } else {
    require(PSA_HANDLE_IS_VALID(handle) && find(handle) == nullptr, "a new connection");
    connections.push_back({handle, false, 0});
  }
}

void close(Input& input) {
  const psa_handle_t handle = choose_handle(input);
  psa_close(handle);
  connections.erase(
      std::remove_if(connections.begin(), connections.end(),
                     [=](const ModelConnection& connection) { return connection.handle == handle; }),
      connections.end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reset();
  for (Script& script : service) script = echo;
  service[kConnection] = count;
  Input input(data, size);
  while (!input.is_empty()) {
    const std::uint8_t step = input.byte() % 8;
    if (step == 0) {
      connect(input);
    } else if (step == 1) {
      close(input);
    } else {
      call(input);
    }
  }
  for (const ModelConnection& connection : connections) psa_close(connection.handle);
  connections.clear();
  return 0;
}
